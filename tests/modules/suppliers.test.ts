import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { byGoodsClass } from "#app/kernel/goods-class.ts";
import { ratingsFrom } from "#app/modules/oversight/rating.ts";
import { deliveryFactsOf } from "#app/modules/oversight/rating-reads.server.ts";
import { pricesPaid, supplierRules, suppliersOf } from "#app/modules/oversight/supplier-reads.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { freeVillage } from "#tests/support/deliveries.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { tradingSide } from "#tests/support/walls-world.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: a kitchen sees who supplied it in a period and what came of it, counted from receipts; and whom to add.
// Method: the trading side of the walls, whose koperasi took on three orders of 100 kg and one of 60 kg at Rp 27.200, brought
// the first, of which 1 kg was refused, and has another on the road; it arrives late and 10 kg light. A neighbour promised
// 100 kg more.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
const town = world(database);
const ours = await tradingSide(town);
const { kitchen, koperasi } = ours;
const counted = { toleranceBasisPoints: byGoodsClass(() => 200), substituteMinutes: 180 };
const period = { from: addDays(town.today, -7), to: addDays(town.today, 30) };

test("what a supplier promised, brought in time, weighed true and had accepted", async () => {
  const { counting } = await supplierRules({ day: town.today });
  const [row, ...others] = await suppliersOf(kitchen.id, period, counting);
  expect(others).toMatchObject([{ promisedRupiah: 2_720_000n, deliveries: 0, weighed: 0 }]);
  expect(row).toMatchObject({
    sellerId: koperasi.id,
    isLocal: true,
    promisedRupiah: 360n * 27_200n,
    grownHereRupiah: 360n * 27_200n,
    deliveries: 1,
    onTime: 1,
    deliveredRupiah: 2_720_000n,
    acceptedRupiah: 2_692_800n,
    weighed: 1,
    trueWeight: 1,
  });
  expect(await pricesPaid(kitchen.id, period)).toEqual(new Map([["TLR/M", 27_200n]]));
  expect(await suppliersOf(kitchen.id, { from: period.to, to: period.to }, counted)).toEqual([]);
});

test("late and light count against it", async () => {
  const late = { ...town.callOf(kitchen.field), at: new Date(`${town.deliveryDay}T12:00:00Z`) };
  await receiveShipment(late, {
    shipmentId: ours.subjects["shipmentId"] ?? "",
    receiverName: "Sari",
    lines: [
      {
        shipmentLineId: ours.subjects["shipmentLineId"] ?? "",
        deliveredBase: "90000",
        rejectedBase: "0",
      },
    ],
  });
  const [row] = await suppliersOf(kitchen.id, period, counted);
  expect(row).toMatchObject({ deliveries: 2, onTime: 1, weighed: 2, trueWeight: 1 });
  // The seller sees of itself what the kitchen sees, to the rupiah, with the receipts beneath; nobody else's.
  const facts = await deliveryFactsOf(koperasi.id, period, counted);
  expect(facts.map((fact) => fact.isOnTime)).toEqual([false, true]);
  const { deliveries, onTime, deliveredRupiah, acceptedRupiah, weighed, trueWeight } = row ?? {};
  expect(ratingsFrom(facts)).toMatchObject([
    { buyerId: kitchen.id, deliveries, onTime, deliveredRupiah, acceptedRupiah, weighed, trueWeight },
  ]);
  expect(await deliveryFactsOf(ours.bumd.id, period, counted)).toEqual([]);
  expect(await deliveryFactsOf(koperasi.id, { from: period.to, to: period.to }, counted)).toEqual([]);
});

test("of nine suppliers six are missing: the page proposes the six cheapest within reach, and is there for kitchens only", async () => {
  const orderId = await town.order(kitchen);
  for (const _ of Array.from({ length: 7 })) {
    const seller = await town.koperasi();
    const { lotId } = await town.goods(seller);
    await town.promise(seller, orderId, { lotId, quantityBase: 10_000n });
  }
  // Seven could be added, each Rp 10 a kilogram dearer than the one before it: the dearest is not needed.
  const others: string[] = [];
  for (const at of Array.from({ length: 7 }).keys()) {
    const other = await town.koperasi();
    await town.goods(other, { priceRupiah: String(27_500 + 10 * at) });
    others.push(other.id);
  }
  const finance = await signedInVisitor(kitchen.finance.personId);
  const slug = await slugOf(kitchen.id);
  const { status, body } = await finance.get(`/${slug}/pemasok`);
  expect(status).toBe(200);
  const shown = body as {
    rows: { deliveries: number }[];
    least: number;
    additions: { sellerId: string; extraRupiah: bigint }[];
  };
  expect(shown.rows.map(({ deliveries }) => deliveries)).toEqual([2, ...Array.from({ length: 8 }, () => 0)]);
  expect([shown.rows.length, shown.least]).toEqual([9, 15]);
  expect(shown.additions.map(({ sellerId, extraRupiah }) => [sellerId, extraRupiah])).toEqual(
    others.slice(0, 6).map((id, at) => [id, BigInt(300 + 10 * at)]),
  );
  const sales = await signedInVisitor(ours.bumd.sales.personId);
  expect((await sales.get(`/${await slugOf(ours.bumd.id)}/pemasok`)).status).toBe(404);
});

test("what is local is where goods grew, not where their seller has its seat", async () => {
  const other = await town.kitchen();
  const orderId = await town.order(other, { budgetId: await town.budget(other, 500_000_000n) });
  const seller = await town.koperasi();
  const here = await town.goods(seller);
  const elsewhere = await freeVillage(database); // a village of another district
  const { lotId } = await town.goods(seller, {}, { originRegionCode: elsewhere });
  await town.promise(seller, orderId, { lotId, quantityBase: 30_000n });
  await town.promise(seller, orderId, { lotId: here.lotId, quantityBase: 10_000n });
  expect(await suppliersOf(other.id, period, counted)).toMatchObject([
    { isLocal: true, promisedRupiah: 40n * 27_200n, grownHereRupiah: 10n * 27_200n },
  ]);
});

async function slugOf(organisationId: string): Promise<string> {
  const [row] = await database.sql`select slug from organisations where id = ${organisationId}`;
  return row?.["slug"] as string;
}
