import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { sayWord } from "#app/modules/catalogue/say-word.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import type { Koperasi, World } from "./world.ts";

/** Goods that a maker was asked to leave, and the link to say so. */
async function leftToBeSold(
  town: World,
  koperasi: Koperasi,
  goods: { readonly listingId: string; readonly producerId: string },
): Promise<Record<string, string>> {
  const { consignmentId } = await placeConsignment(town.callOf(koperasi.business), {
    listingId: goods.listingId,
    consignorId: goods.producerId,
    quantityBase: "40000",
    terms: "fixed",
    priceRupiah: "22000",
    madeOn: town.today,
    expiresOn: town.deliveryDay,
    period: "weekly",
    payDays: 3,
  });
  const subject = { purpose: "consign" as const, subjectId: consignmentId };
  return { consignmentId, consignToken: (await openLinkToken(koperasi.id, subject, town.at)) ?? "" };
}

/** A farmer of a koperasi, who was asked for a harvest and holds the link to answer. */
export async function askedForHarvest(town: World, koperasi: Koperasi): Promise<Record<string, string>> {
  const call = town.callOf(koperasi.business);
  const { producerId } = await addProducer(call, { name: "Bu Lastri" });
  const listingId = await town.listing(koperasi);
  const { askIds } = await askHarvest(call, {
    listingId,
    onDay: town.deliveryDay,
    bringBy: "14:30",
    priceRupiah: "9000",
    payDays: 7,
    asks: [{ producerId, quantityBase: "40000" }],
  });
  const askId = askIds[0] ?? "";
  const token = await openLinkToken(koperasi.id, { purpose: "harvest", subjectId: askId }, town.at);
  await keepBalanceLink(call, { producerId, open: "true" });
  const subject = { purpose: "balance" as const, subjectId: producerId };
  const balanceToken = (await openLinkToken(koperasi.id, subject, town.at)) ?? "";
  const holder = await linkHolder(balanceToken, town.at);
  if (!holder) throw new Error("the link is open");
  const { wordId } = await sayWord(
    { actor: holder.actor, at: town.at, key: null, causation: null },
    { said: "Timbangan beda" },
  );
  return {
    ...(await leftToBeSold(town, koperasi, { listingId, producerId })),
    producerId,
    askId,
    harvestToken: token ?? "",
    balanceToken,
    wordId,
  };
}
