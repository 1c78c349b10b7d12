import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { writePurchaseNotes } from "#app/modules/commitments/write-purchase-notes.server.ts";
import type { Koperasi, World } from "./world.ts";

/** A promise of a producer's harvest, with the Nota Beli that was written for it; whose, and out of which lot. */
export async function noted(
  town: World,
  koperasi: Koperasi,
  orderId: string,
): Promise<{ readonly producerId: string; readonly lotId: string }> {
  const { producerId } = await addProducer(town.callOf(koperasi.business), { name: "Pak Darmo" });
  const { lotId } = await registerLot(town.callOf(koperasi.warehouse), {
    listingId: await town.listing(koperasi),
    originRegionCode: koperasi.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: town.deliveryDay,
    sources: [{ producerId, quantityBase: "200000" }],
  });
  const commitmentId = await town.promise(koperasi, orderId, { lotId });
  await writePurchaseNotes(town.callOf(koperasi.business), { commitmentId });
  return { producerId, lotId };
}
