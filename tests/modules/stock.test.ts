import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { cookMeal } from "#app/modules/stock/cook-meal.server.ts";
import { correctEntry } from "#app/modules/stock/correct-entry.server.ts";
import { countStock } from "#app/modules/stock/count-stock.server.ts";
import { recordSpoilage } from "#app/modules/stock/record-spoilage.server.ts";
import { mealOf, stockCard, storeOf } from "#app/modules/stock/stock-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { eggMenu } from "#tests/support/menus.ts";

const database = await testDatabase({ poolSize: 12 });
const { promised, dispatched, receive, lineOf } = deliveries(database);
const EGGS = { commodityCode: "TLR", gradeCode: "M" } as const;

/** A kitchen that has taken in 100 kg of eggs, of a lot that keeps for a week. */
async function stocked() {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  await receive(deal, shipmentId, { deliveredBase: "100000" });
  const place = { ...deal.kitchen, timeZone: "Asia/Jakarta" } as const;
  const book = async () => {
    const card = await stockCard(place, EGGS, deal.town.today);
    if (!card) throw new Error("eggs are traded");
    return card;
  };
  const use = (usedBase: string, day = deal.town.today, key: string | null = null) =>
    cookMeal(deal.town.callOf(deal.kitchen.field, key), { cookedOn: day, goods: [{ ...EGGS, usedBase }] });
  const count = async (countedBase: string, seenBase?: string) =>
    countStock(deal.town.callOf(deal.kitchen.nutrition), {
      ...EGGS,
      countedBase,
      seenBase: seenBase ?? (await book()).balanceBase.toString(),
      reason: "miscounted",
    });
  return { ...deal, place, book, use, count };
}

test("what was weighed without a signal and told the next day came, and was cooked, on the day it was weighed", async () => {
  const deal = await promised();
  const { town, kitchen, goods } = deal;
  const shipmentId = await dispatched(deal);
  town.advance(60_000);
  const [weighedAt, weighedOn] = [town.at.toISOString(), town.today];
  town.advance(86_400_000);
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    happenedAt: weighedAt,
    lines: [{ shipmentLineId: (await lineOf(deal, shipmentId)).id, deliveredBase: "100000" }],
  });
  const [parcel] =
    await database.sql`select came_on::text as day from stock_parcels where lot_id = ${goods.lotId}`;
  expect(parcel?.["day"]).toBe(weighedOn);
  await cookMeal(town.callOf(kitchen.field), {
    cookedOn: weighedOn,
    goods: [{ ...EGGS, usedBase: "40000" }],
  });
});

test("what was accepted at the door lies in the store with its lot; a meal takes of it, brings back what is left, and says so once", async () => {
  const { place, book, use, town, seller, goods, kitchen } = await stocked();
  expect(await storeOf(place, town.today)).toMatchObject([
    { ...EGGS, balanceBase: 100_000n, expiresOn: addDays(town.today, 7), freshness: "good" },
  ]);
  const [parcel] = (await book()).parcels;
  expect(parcel?.sellerName).toContain("koperasi");
  const [row] = await database.sql`select lot_id from stock_parcels where id = ${parcel?.id ?? ""}`;
  expect(row?.["lot_id"]).toBe(goods.lotId);

  await use("40000", town.today, "meal");
  await use("40000", town.today, "meal");
  await use("40000");
  expect((await book()).balanceBase).toBe(60_000n);
  await use("35000");
  await use("41000");
  const card = await book();
  expect(card.balanceBase).toBe(59_000n);
  expect(card.entries.map(({ kind, quantityBase, afterBase }) => [kind, quantityBase, afterBase])).toEqual([
    ["used", -6_000n, 59_000n],
    ["returned", 5_000n, 65_000n],
    ["used", -40_000n, 60_000n],
    ["received", 100_000n, 100_000n],
  ]);
  expect(await outcomeOf(use("200000"))).toBe("stock.tooLittle");
  // Yesterday's children cannot have eaten what came today, or a recall would look for them.
  expect(await outcomeOf(use("1000", addDays(town.today, -1)))).toBe("stock.tooLittle");
  // The lot is past its day on the eighth day: nothing of it is cooked then.
  expect(await outcomeOf(use("1000", addDays(town.today, 8)))).toBe("stock.tooLittle");
  const strange = await town.kitchen();
  expect(
    await outcomeOf(
      cookMeal(town.callOf(seller.warehouse), {
        cookedOn: town.today,
        goods: [{ ...EGGS, usedBase: "1" }],
      }),
    ),
  ).toBe("stock.forbidden");
  const other = recordSpoilage(town.callOf(strange.field), {
    parcelId: parcel?.id ?? "",
    spoiledBase: "1",
    reason: "rotten",
  });
  expect(await outcomeOf(other)).toBe("stock.parcelMissing");
  expect(await outcomeOf(use("-1"))).toMatch(/usedBase: kernel.notQuantity/);

  // A kitchen that is suspended still says what becomes of its goods.
  const agency = await town.agency();
  await suspendOrganisation(town.callOf(agency.officer), {
    organisationId: kitchen.id,
    reason: "Pemeriksaan dapur",
  });
  const call = town.callOf(kitchen.field);
  const held = { ...call, actor: { ...call.actor, organisationActive: false } } as typeof call;
  await recordSpoilage(held, { parcelId: parcel?.id ?? "", spoiledBase: "59000", reason: "rotten" });
  expect((await book()).balanceBase).toBe(0n);
});

test("two who say what the same meal took are put in order: the store gives it once", async () => {
  const { book, use } = await stocked();
  const answers = await Promise.all(Array.from({ length: 6 }, () => outcomeOf(use("30000"))));
  expect(answers.every((answer) => answer === "done")).toBe(true);
  expect((await book()).balanceBase).toBe(70_000n);
});

test("counting moves the book to what is there, with the reason; a wrong entry is answered once and while it can be", async () => {
  const { book, use, count, town, kitchen } = await stocked();
  expect(await outcomeOf(count("90000", "1"))).toBe("stock.moved");
  await count("90000");
  await count("90000");
  await count("95000");
  const card = await book();
  expect(card.entries.map(({ quantityBase }) => quantityBase)).toEqual([5_000n, 0n, -10_000n, 100_000n]);
  expect(card.parcels).toHaveLength(2);
  const entry = (quantityBase: bigint) =>
    card.entries.find((one) => one.quantityBase === quantityBase)?.id ?? "";
  const correct = (entryId: string) =>
    correctEntry(town.callOf(kitchen.finance), { entryId, note: "Timbangan belum nol" });
  await correct(entry(-10_000n));
  expect((await book()).balanceBase).toBe(105_000n);
  expect(await outcomeOf(correct(entry(-10_000n)))).toBe("stock.entryCorrected");
  expect(await outcomeOf(correct(entry(100_000n)))).toBe("stock.entryStands");
  await use("105000");
  expect(await outcomeOf(correct(entry(5_000n)))).toBe("stock.entryEaten");
});

test("the database lets nobody take what is not there, move a balance by hand, rewrite the book or bring back more than was taken", async () => {
  const { book, use, town, kitchen } = await stocked();
  await use("40000");
  const [parcel] = (await book()).parcels;
  const write = (kind: string, base: number, more: Record<string, unknown> = {}) => database.sql`
    insert into stock_entries ${database.sql({ id: `stk_${kind}${base}`, organisation_id: kitchen.id, parcel_id: parcel?.id ?? "", kind, quantity_base: base, recorded_at: town.at, ...more })}`;
  await expect(write("spoiled", -60_001, { reason: "rotten" })).rejects.toThrow(/stock_parcels_balance/);
  await expect(write("returned", 40_001, { cooked_on: town.today })).rejects.toThrow(/than its meal took/);
  await expect(write("used", -1)).rejects.toThrow(/stock_entries_meal/);
  await expect(database.sql`update stock_parcels set balance_base = 1`).rejects.toThrow(
    /by its entries only/,
  );
  await expect(database.sql`update stock_entries set quantity_base = 1`).rejects.toThrow(/append-only/);
  await expect(database.sql`delete from stock_parcels`).rejects.toThrow(/append-only/);
});

test("a week asks for what its menu needs beyond the store: eaten once, not past its day, and in the order of cooking", async () => {
  const { place, town, kitchen, use } = await stocked();
  await eggMenu(town, kitchen.nutrition);
  const eggs = async (from = town.today) => {
    const demand = await weekDemand({ ...place, cityCode: "35.72" }, { from, count: 14 }, town.at);
    return demand.deliveries
      .flatMap(({ lines }) => lines)
      .filter(({ goods }) => goods.commodityCode === "TLR");
  };
  await database.sql`update organisations set small_portions = 100, large_portions = 200 where id = ${kitchen.id}`;
  const today = await mealOf({ ...place, regionCode: "35.72.01.1006" }, town.today, town.at);
  const meal = today.goods.find(({ commodityCode }) => commodityCode === "TLR");
  // 300 eggs and 1,7 %, at 60 g: 18,3 kg a day; 100 kg last for five days and a bit, of which the lot keeps for eight.
  expect(meal).toMatchObject({ thereBase: 100_000n, usedBase: 0n });
  const need = meal?.needBase ?? 0n;
  const lines = await eggs();
  const covered = lines.map(({ inStoreBase }) => inStoreBase);
  const whole = 100_000n / need;
  expect(covered.slice(0, Number(whole)).every((base) => base === need)).toBe(true);
  expect(covered.reduce((sum, base) => sum + base, 0n)).toBe(100_000n);
  // What today's meal took is no longer in the store, and today needs nothing more: the days after count on the same goods.
  await use(need.toString());
  expect((await eggs()).map(({ inStoreBase }) => inStoreBase)).toEqual(covered);
  // Next week begins with what the days before it leave.
  const next = await eggs(addDays(town.today, 4));
  expect(next[0]?.inStoreBase).toBe(covered[4]);
});

test("a kitchen that has goods and never says what it cooked is asked after three days, until it says so", async () => {
  const { town, kitchen, use, count } = await stocked();
  const asked = async () => {
    const { actor } = town.callOf(kitchen.field);
    if (actor.kind !== "member") throw new Error("a kitchen has members");
    return (await tasksFor(actor, town.at)).filter(({ kind }) => kind === "store.tell");
  };
  const DAY_MS = 86_400_000;
  town.advance(2 * DAY_MS);
  expect(await asked()).toEqual([]);
  town.advance(DAY_MS);
  expect(await asked()).toMatchObject([{ path: "gudang-dapur", params: { days: "3" } }]);
  await use("40000");
  expect(await asked()).toEqual([]);
  town.advance(4 * DAY_MS);
  expect(await asked()).toMatchObject([{ params: { days: "4" } }]);
  // Counted to nothing, there is nothing to say.
  await count("0");
  expect(await asked()).toEqual([]);
});
