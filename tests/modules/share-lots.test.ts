import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { releaseShare } from "#app/modules/allotment/release-share.server.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { holdersAfter, originsOf } from "#app/modules/oversight/recall-chain-reads.server.ts";
import { tradesNamedBy } from "#app/modules/oversight/traced-trades-reads.server.ts";
import { producerBalance } from "#app/modules/payments/producer-balance-reads.server.ts";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { lowerShare } from "#app/modules/shipments/lower-share.server.ts";
import { nameLots } from "#app/modules/shipments/name-lots.server.ts";
import { deliveriesToPack } from "#app/modules/shipments/packing-reads.server.ts";
import { lotsForShare } from "#app/modules/shipments/share-lots-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, depart, locked, trip, weigh } from "#tests/support/loads.ts";
import type { Koperasi } from "#tests/support/world.ts";

// Goal: what a koperasi names for its share of a call-off leaves its lots, what does not go on is back in them or lost, and its growers are
// owed for just what was accepted of theirs. Method: whole call-offs through commands; the proofs of lots and books run at the end.
const database = await testDatabase({ poolSize: 20 });

const ownKoperasi = (deal: Deal, at = 0): Koperasi => {
  const one = deal.koperasi[at];
  if (!one) throw new Error("a koperasi shares");
  return one;
};

async function dayOfDeal(deal: Deal) {
  const [row] =
    await database.sql`select delivery_day::text as day from call_offs where id = ${deal.callOffId}`;
  return businessDay(row?.["day"] as string);
}

const grower = async (deal: Deal, koperasi: Koperasi, name: string) =>
  (await addProducer(deal.town.callOf(koperasi.business), { name })).producerId;

/** A lot of eggs of these growers, good until the day of the call-off, at Rp 25.000 a kilo for each. */
async function lotOf(deal: Deal, koperasi: Koperasi, parts: readonly (readonly [string, string])[]) {
  const listingId = await deal.town.listing(koperasi);
  const { lotId } = await registerLot(deal.town.callOf(koperasi.business), {
    listingId,
    originRegionCode: koperasi.regionCode,
    harvestedOn: deal.town.today,
    availableFrom: deal.town.today,
    expiresOn: await dayOfDeal(deal),
    sources: parts.map(([producerId, quantityBase]) => ({ producerId, quantityBase })),
  });
  await database.sql`update lot_sources set price_rupiah = 25000, pay_days = 3 where lot_id = ${lotId}`;
  return lotId;
}

async function lotRow(lotId: string) {
  const [row] = await database.sql`
    select quantity_base::text as quantity, shipped_base::text as shipped, lost_base::text as lost from lots where id = ${lotId}`;
  return [row?.["quantity"], row?.["shipped"], row?.["lost"]].map(BigInt);
}

const owed = async (koperasi: Koperasi, producerIds: readonly string[]) =>
  Promise.all(producerIds.map(async (id) => (await producerBalance(koperasi.id, id))?.dueRupiah));

const name = (
  deal: Deal,
  koperasi: Koperasi,
  shipmentId: string,
  lots: readonly (readonly [string, string])[],
) =>
  codeOf(
    nameLots(deal.town.callOf(koperasi.warehouse), {
      shipmentId,
      lots: lots.map(([lotId, namedBase]) => ({ lotId, namedBase })),
    }),
  );

test("a share of 600 kg out of two lots and straight from growers: gate, breakage, dues, recall and credit add up to the gram and rupiah", async () => {
  const deal = await locked(database, [40]);
  const koperasi = ownKoperasi(deal);
  const growers = [await grower(deal, koperasi, "Bu Tini"), await grower(deal, koperasi, "Pak Wiro")];
  const [tini = "", wiro = ""] = growers;
  const mixed = await lotOf(deal, koperasi, [
    [tini, "200000"],
    [wiro, "100000"],
  ]);
  const plain = await lotOf(deal, koperasi, [[wiro, "150000"]]);
  const planned = await trip(deal);
  const shipmentId = planned.shares[0]?.shipmentId ?? "";
  // Said once, and then anew: only what was said last has left.
  expect(await name(deal, koperasi, shipmentId, [[mixed, "300000"]])).toBe("done");
  expect(await lotRow(mixed)).toEqual([300_000n, 300_000n, 0n]);
  expect(
    await name(deal, koperasi, shipmentId, [
      [mixed, "240000"],
      [plain, "120000"],
    ]),
  ).toBe("done");
  expect(await lotRow(mixed)).toEqual([300_000n, 240_000n, 0n]);
  expect(await lotRow(plain)).toEqual([150_000n, 120_000n, 0n]);
  // 600 kg come to the gate, 360 of them named; 30 kg are cracked, so 18 of them are of the lots: 12 and 6.
  await weigh(deal, shipmentId, 570_000n, 30_000n);
  await depart(deal, planned.trip.id);
  expect(await lotRow(mixed)).toEqual([300_000n, 228_000n, 12_000n]);
  expect(await lotRow(plain)).toEqual([150_000n, 114_000n, 6_000n]);
  expect(await name(deal, koperasi, shipmentId, [])).toBe("shipments.moved");
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: planned.trip.id,
    receiverName: "Pak Budi",
    lines: [{ shipmentId, deliveredBase: "570000", brokenBase: "0" }],
  });
  const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: invoiceId ?? "" });
  // Of 570 kg accepted 342 are of the lots, at Rp 25.000: Bu Tini two thirds of 228, Pak Wiro the rest and 114.
  const dues = await owed(koperasi, growers);
  expect(dues).toEqual([152n * 25_000n, 190n * 25_000n]);
  const balance = await producerBalance(koperasi.id, tini);
  expect(balance?.open).toHaveLength(1);
  const claim = await database.sql`select count(*)::int as count from entries where kind = 'producers.due'
    and organisation_id = ${koperasi.id}`;
  expect(claim[0]?.["count"]).toBe(1);
  // The buyer sells what it buys: its lot is found from each lot, and each lot from it.
  const held = await holdersAfter(mixed);
  expect(held).toMatchObject([{ holderId: deal.buyer.id, storedBase: 570_000n }]);
  expect(await holdersAfter(plain)).toEqual(held);
  const bought = held[0]?.lotId ?? "";
  expect((await originsOf([bought])).get(bought)?.map(({ lotId }) => lotId)).toEqual([mixed, plain].sort());
  expect(await tradesNamedBy(plain)).toEqual([deal.callOffId]);
  // A credit note takes the dues back; the invoice that follows owes them anew, once.
  await creditInvoice(deal.town.callOf(deal.hub.cashier), {
    invoiceId: invoiceId ?? "",
    reason: "Salah terbit",
  });
  expect(await owed(koperasi, growers)).toEqual([0n, 0n]);
  const again = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: again.invoiceId ?? "" });
  expect(await owed(koperasi, growers)).toEqual(dues);
});

test("where no lot is named nothing leaves the stock and no grower is owed, as before", async () => {
  const deal = await locked(database, [40]);
  const koperasi = ownKoperasi(deal);
  const tini = await grower(deal, koperasi, "Bu Tini");
  const lotId = await lotOf(deal, koperasi, [[tini, "200000"]]);
  const planned = await trip(deal);
  const shipmentId = planned.shares[0]?.shipmentId ?? "";
  expect(await name(deal, koperasi, shipmentId, [])).toBe("done");
  await weigh(deal, shipmentId, 600_000n);
  await depart(deal, planned.trip.id);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: planned.trip.id,
    receiverName: "Pak Budi",
    lines: [{ shipmentId, deliveredBase: "600000", brokenBase: "0" }],
  });
  const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: invoiceId ?? "" });
  expect(await lotRow(lotId)).toEqual([200_000n, 0n, 0n]);
  expect(await owed(koperasi, [tini])).toEqual([0n]);
  expect(await holdersAfter(lotId)).toEqual([]);
});

test("a share that stays behind, or whose call-off is called back, has all its goods home again", async () => {
  const deal = await locked(database, [40, 20]);
  const [one, two] = [ownKoperasi(deal), ownKoperasi(deal, 1)];
  const lots = [
    await lotOf(deal, one, [[await grower(deal, one, "Bu Tini"), "300000"]]),
    await lotOf(deal, two, [[await grower(deal, two, "Pak Wiro"), "300000"]]),
  ];
  const planned = await trip(deal);
  const shareOf = (koperasi: Koperasi) =>
    planned.shares.find((share) => share.koperasiId === koperasi.id)?.shipmentId ?? "";
  expect(await name(deal, one, shareOf(one), [[lots[0] ?? "", "300000"]])).toBe("done");
  expect(await name(deal, two, shareOf(two), [[lots[1] ?? "", "200000"]])).toBe("done");
  await weigh(deal, shareOf(one), 600_000n);
  await depart(deal, planned.trip.id, { leaveBehind: [shareOf(two)] });
  expect(await lotRow(lots[0] ?? "")).toEqual([300_000n, 300_000n, 0n]);
  expect(await lotRow(lots[1] ?? "")).toEqual([300_000n, 0n, 0n]);

  const other = await locked(database, [40]);
  const third = ownKoperasi(other);
  const lotId = await lotOf(other, third, [[await grower(other, third, "Bu Sri"), "300000"]]);
  const due = await trip(other);
  expect(await name(other, third, due.shares[0]?.shipmentId ?? "", [[lotId, "100000"]])).toBe("done");
  await cancelCallOff(other.town.callOf(other.hub.head), {
    callOffId: other.callOffId,
    reason: "Acara batal",
  });
  expect(await lotRow(lotId)).toEqual([300_000n, 0n, 0n]);
});

test("the form proposes the first to expire and then what was named; a share lowered below that has its goods home, to be named anew", async () => {
  const deal = await locked(database, [40]);
  const koperasi = ownKoperasi(deal);
  const lotId = await lotOf(deal, koperasi, [[await grower(deal, koperasi, "Bu Tini"), "550000"]]);
  const planned = await trip(deal);
  const shipmentId = planned.shares[0]?.shipmentId ?? "";
  // Whole crates of 15 kg are proposed; what was weighed is kept to the gram.
  expect(await lotsForShare(koperasi.id, shipmentId)).toMatchObject({
    isNamed: false,
    lots: [{ lotId, mostBase: 550_000n, namedBase: 540_000n }],
  });
  expect(await lotsForShare(deal.hub.id, shipmentId)).toBeNull();
  expect(await name(deal, koperasi, shipmentId, [[lotId, "500001"]])).toBe("done");
  expect(await lotsForShare(koperasi.id, shipmentId)).toMatchObject({
    isNamed: true,
    lots: [{ lotId, mostBase: 550_000n, namedBase: 500_001n }],
  });
  const packed = (await deliveriesToPack(koperasi.id, await dayOfDeal(deal))).flatMap(({ lines }) => lines);
  expect(packed.map((line) => [line.lotId, line.promisedBase])).toEqual([
    [lotId, 500_001n],
    [null, 99_999n],
  ]);
  const [given] = await database.sql`select id from allotments where call_off_id = ${deal.callOffId}`;
  const allotmentId = String(given?.["id"]);
  await releaseShare(deal.town.callOf(koperasi.chair), {
    allotmentId,
    keptPacks: "30",
    reason: "Ayam sakit",
  });
  await lowerShare(deal.town.systemCall(), { allotmentId });
  expect(await lotRow(lotId)).toEqual([550_000n, 0n, 0n]);
  expect((await lotsForShare(koperasi.id, shipmentId))?.isNamed).toBe(false);
});

test("what may not leave with a share is refused, and nothing is half done", async () => {
  const deal = await locked(database, [40, 20]);
  const [one, two] = [ownKoperasi(deal), ownKoperasi(deal, 1)];
  const day = await dayOfDeal(deal);
  const good = await lotOf(deal, one, [[await grower(deal, one, "Bu Tini"), "100000"]]);
  const foreign = await lotOf(deal, two, [[await grower(deal, two, "Pak Wiro"), "100000"]]);
  const other = await deal.town.goods(one, { gradeCode: "B" }, { quantityBase: 100_000n, expiresOn: day });
  const stale = await deal.town.goods(one, {}, { quantityBase: 100_000n, expiresOn: deal.town.today });
  const planned = await trip(deal);
  const shipmentId = planned.shares.find((share) => share.koperasiId === one.id)?.shipmentId ?? "";
  const refused = (lots: readonly (readonly [string, string])[]) =>
    name(deal, one, shipmentId, [[good, "50000"], ...lots]);
  expect(await refused([[foreign, "1"]])).toBe("catalogue.missing");
  expect(await refused([[other.lotId, "1"]])).toBe("shipments.lotOfOtherGoods");
  if (deal.town.today < day) expect(await refused([[stale.lotId, "1"]])).toBe("shipments.lotExpired");
  const twice = [good, good].map((lotId) => ({ lotId, namedBase: "1" }));
  await expect(nameLots(deal.town.callOf(one.warehouse), { shipmentId, lots: twice })).rejects.toMatchObject({
    fields: { lots: ["shipments.lotTwice"] },
  });
  expect(await name(deal, one, shipmentId, [[good, "100001"]])).toBe("catalogue.soldOut");
  expect(await name(deal, one, shipmentId, [[good, "900000"]])).toBe("shipments.namedTooMuch");
  expect(await name(deal, two, shipmentId, [[foreign, "1"]])).toBe("shipments.missing");
  const hub = codeOf(
    nameLots(deal.town.callOf(deal.hub.logistics), { shipmentId, lots: [{ lotId: good, namedBase: "1" }] }),
  );
  expect(await hub).toBe("shipments.forbidden");
  expect(await lotRow(good)).toEqual([100_000n, 0n, 0n]);
});

test("ten who name the same lot at once leave it as the last of them said, never below nothing", async () => {
  const deal = await locked(database, [40]);
  const koperasi = ownKoperasi(deal);
  const lotId = await lotOf(deal, koperasi, [
    [await grower(deal, koperasi, "Bu Tini"), "70000"],
    [await grower(deal, koperasi, "Pak Wiro"), "30000"],
  ]);
  const planned = await trip(deal);
  const shipmentId = planned.shares[0]?.shipmentId ?? "";
  const said = Array.from({ length: 10 }, (_, at) => 30_000n + 10_000n * BigInt(at));
  const told = await Promise.all(
    said.map((base) => name(deal, koperasi, shipmentId, [[lotId, base.toString()]])),
  );
  // Up to 100 kg there is enough; beyond it nobody is let through.
  expect(told.map((code) => code === "done")).toEqual(said.map((base) => base <= 100_000n));
  expect(told.filter((code) => code !== "done")).toEqual(["catalogue.soldOut", "catalogue.soldOut"]);
  const [, shipped = 0n] = await lotRow(lotId);
  expect(said.filter((base) => base <= 100_000n)).toContain(shipped);
  const parts =
    await database.sql`select shipped_base::text as base from lot_sources where lot_id = ${lotId}`;
  expect(sumOf(parts.map((row) => BigInt(row["base"] as string)))).toBe(shipped);
});
