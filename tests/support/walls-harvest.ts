import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { sayWord } from "#app/modules/catalogue/say-word.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import type { Koperasi, World } from "./world.ts";

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
  return { producerId, askId, harvestToken: token ?? "", balanceToken, wordId };
}
