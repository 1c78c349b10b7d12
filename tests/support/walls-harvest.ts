import { addDays } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { sayWord } from "#app/modules/catalogue/say-word.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { giveGrant } from "#app/modules/consignment/give-grant.server.ts";
import { loseConsigned } from "#app/modules/consignment/lose-consigned.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { settleConsignment } from "#app/modules/consignment/settle-consignment.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import type { Bumd, Koperasi, World } from "./world.ts";

/** Goods that are asked of somebody, to be sold for them. */
async function asked(town: World, koperasi: Koperasi, goods: { listingId: string; consignorId: string }) {
  const { consignmentId } = await placeConsignment(town.callOf(koperasi.business), {
    ...goods,
    quantityBase: "40000",
    terms: "fixed",
    priceRupiah: "22000",
    madeOn: town.today,
    expiresOn: town.deliveryDay,
    period: "cash",
    payDays: 3,
  });
  return consignmentId;
}

/**
 * Goods that a maker was asked to leave, and the link to say so; the same agreed to, with its paper; and what a region's firm was
 * asked to leave.
 */
async function leftToBeSold(
  town: World,
  koperasi: Koperasi,
  bumd: Bumd,
  goods: { readonly listingId: string; readonly producerId: string },
): Promise<Record<string, string>> {
  const { listingId, producerId: consignorId } = goods;
  const tokenOf = async (subjectId: string) =>
    (await openLinkToken(koperasi.id, { purpose: "consign", subjectId }, town.at)) ?? "";
  const consignmentId = await asked(town, koperasi, { listingId, consignorId });
  const heldId = await asked(town, koperasi, { listingId, consignorId });
  await answerConsignment(town.callOf(koperasi.business), { consignmentId: heldId, answer: "agree" });
  const [paper] = await town.database.sql`select id from documents where subject_id = ${heldId}`;
  return {
    consignmentId,
    consignToken: await tokenOf(consignmentId),
    heldToken: await tokenOf(heldId),
    heldPaper: String(paper?.["id"]),
    leftId: await asked(town, koperasi, { listingId, consignorId: bumd.id }),
    grantId: await granted(town, bumd, koperasi),
  };
}

/** What a region's firm left with a koperasi: agreed to, lost in part, and settled. Both papers of it are issued, and it is to be paid. */
async function consignedBy(town: World, koperasi: Koperasi, bumd: Bumd): Promise<string> {
  const listingId = await town.listing(koperasi);
  const consignmentId = await asked(town, koperasi, { listingId, consignorId: bumd.id });
  await answerConsignment(town.callOf(bumd.sales), { consignmentId, answer: "agree" });
  const loss = { consignmentId, quantityBase: "1000", reason: "damaged" as const };
  await loseConsigned(town.callOf(koperasi.warehouse), loss);
  const tomorrow = { ...town.systemCall(), at: new Date(town.at.getTime() + 86_400_000) };
  const { settlementId } = await settleConsignment(tomorrow, {
    keeperId: koperasi.id,
    consignorId: bumd.id,
    period: "cash",
    endsOn: town.today,
  });
  const { batchId } = await proposeBatch(town.callOf(koperasi.secretary), {
    dueUntil: town.today,
    payouts: [{ to: "consignment", settlementId }],
  });
  return batchId;
}

/** A farmer of a koperasi, who was asked for a harvest and holds the link to answer. */
export async function askedForHarvest(
  town: World,
  koperasi: Koperasi,
  bumd: Bumd,
): Promise<Record<string, string>> {
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
    ...(await leftToBeSold(town, koperasi, bumd, { listingId, producerId })),
    batchId: await consignedBy(town, koperasi, bumd),
    producerId,
    askId,
    harvestToken: token ?? "",
    balanceToken,
    wordId,
  };
}

/** A grant of the firm to a koperasi, for what nobody in these walls leaves with it. */
async function granted(town: World, owner: Bumd, keeper: Koperasi): Promise<string> {
  const { grantId } = await giveGrant(town.callOf(owner.sales), {
    keeperId: keeper.id,
    commodityCode: "BRS",
    commissionMaxBasisPoints: 500,
    validUntil: addDays(town.today, 30),
  });
  return grantId;
}
