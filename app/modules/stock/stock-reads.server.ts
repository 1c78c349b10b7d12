import { and, desc, eq, gt, sql } from "drizzle-orm";
import { type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, lots } from "#db/schema/catalogue.ts";
import { organisations, persons } from "#db/schema/identity.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";
import { type GradeRef, gradedCommodity, gradeKey } from "../catalogue/commodity-reads.server.ts";
import { plannedDays } from "../menus/cycle-reads.server.ts";
import { needsOf } from "../menus/demand.ts";
import { goodsOfFoods } from "../menus/food-reads.server.ts";
import { type GoodsUnit, unitsOfGoods } from "../menus/goods-unit-reads.server.ts";
import { receivingWindowsOf } from "../menus/receiving-windows-reads.server.ts";
import { byExpiry, type Freshness, freshnessOf, mayFeed, type Parcel, sumOfParcels } from "./stock.ts";
import { parcelsThere, usedBetween } from "./stock-facts-reads.server.ts";

type Kitchen = { readonly id: string; readonly regionCode: string; readonly timeZone: TimeZone };

export type StoredGoods = GradeRef &
  GoodsUnit & {
    readonly name: string;
    readonly balanceBase: bigint;
    /** What expires first of it. */
    readonly expiresOn: BusinessDay | null;
    readonly freshness: Freshness;
  };

/** Everything in a kitchen's store, goods by goods; what should be eaten first stands first. */
export async function storeOf(
  kitchen: Kitchen,
  today: BusinessDay,
  on: Executor = db(),
): Promise<StoredGoods[]> {
  const rows = await on
    .select({
      parcel: stockParcels,
      name: sql<string>`${commodities.name} || coalesce(' ' || ${grades.name}, '')`,
    })
    .from(stockParcels)
    .innerJoin(commodities, eq(commodities.code, stockParcels.commodityCode))
    .leftJoin(
      grades,
      and(eq(grades.commodityCode, stockParcels.commodityCode), eq(grades.code, stockParcels.gradeCode)),
    )
    .where(and(eq(stockParcels.organisationId, kitchen.id), gt(stockParcels.balanceBase, 0n)));
  const units = await unitsOfGoods(
    kitchen.id,
    rows.map(({ parcel }) => parcel),
    on,
  );
  const grouped = new Map<string, typeof rows>();
  for (const row of rows)
    grouped.set(gradeKey(row.parcel), [...(grouped.get(gradeKey(row.parcel)) ?? []), row]);
  const goods = [...grouped.entries()].map(([key, together]): StoredGoods & { readonly first: Parcel } => {
    const parcels = together.map(({ parcel }) => parcel).sort(byExpiry);
    const [[first], unit] = [parcels, units.get(key)];
    invariant(first && unit, "goods in a store have a unit");
    return {
      commodityCode: first.commodityCode,
      gradeCode: first.gradeCode,
      name: together[0]?.name ?? key,
      ...unit,
      balanceBase: sumOfParcels(parcels),
      expiresOn: first.expiresOn,
      freshness: freshnessOf(first.expiresOn, today),
      first,
    };
  });
  return goods.sort((a, b) => byExpiry(a.first, b.first)).map(({ first: _first, ...one }) => one);
}

export type MealGoods = GradeRef &
  GoodsUnit & {
    readonly name: string;
    readonly dishes: readonly string[];
    readonly needBase: bigint;
    readonly usedBase: bigint;
    /** What lay there by that day and may still be eaten on it, beside what the meal took already. */
    readonly thereBase: bigint;
  };

export type Meal = {
  readonly day: BusinessDay;
  readonly operates: boolean;
  readonly heads: { readonly small: number; readonly large: number };
  readonly goods: readonly MealGoods[];
  readonly isRecorded: boolean;
};

/** What the menu of a day needs of each kind of goods, what it took already, and what lies there for it. */
export async function mealOf(
  kitchen: Kitchen,
  day: BusinessDay,
  at: Date,
  on: Executor = db(),
): Promise<Meal> {
  const [[planned], windows, there, used] = await Promise.all([
    plannedDays(kitchen.id, day, 1, at, on),
    receivingWindowsOf(kitchen, dayOf(at, kitchen.timeZone), on),
    parcelsThere(kitchen.id, on),
    usedBetween(kitchen.id, { from: day, to: day }, on),
  ]);
  invariant(planned, "a day was asked for");
  const foodIds = planned.dishes.flatMap(({ parts }) => parts.map(({ food }) => food.id));
  const goods = await goodsOfFoods(kitchen.id, foodIds, on);
  const { needs } = needsOf([planned], (foodId) => goods.get(foodId) ?? null, windows);
  const names = new Map([...goods.values()].map((one) => [gradeKey(one), one.name]));
  const sumFor = (parcels: readonly (Parcel & GradeRef)[], ref: GradeRef) =>
    sumOfParcels(parcels.filter((parcel) => gradeKey(parcel) === gradeKey(ref)));
  const good = there.filter((parcel) => mayFeed(parcel, day));
  return {
    day,
    operates: planned.operates,
    heads: planned.heads,
    isRecorded: used.length > 0,
    goods: needs.map(({ goods: linked, needBase, dishes }) => ({
      commodityCode: linked.commodityCode,
      gradeCode: linked.gradeCode,
      unit: linked.unit,
      basePerUnit: linked.basePerUnit,
      name: names.get(gradeKey(linked)) ?? gradeKey(linked),
      dishes,
      needBase,
      usedBase: sumFor(used, linked),
      thereBase: sumFor(good, linked),
    })),
  };
}

const ENTRIES_SHOWN = 100;

/** The stock card of one kind of goods: its parcels with whose they are, and its newest entries; null for goods nobody trades. */
export async function stockCard(kitchen: Kitchen, ref: GradeRef, today: BusinessDay, on: Executor = db()) {
  const goods = await gradedCommodity(ref.commodityCode, ref.gradeCode, on);
  if (!goods) return null;
  const own = and(
    eq(stockParcels.organisationId, kitchen.id),
    eq(stockParcels.commodityCode, ref.commodityCode),
    eq(stockParcels.gradeCode, ref.gradeCode),
  );
  const [parcels, entries, units] = await Promise.all([
    on
      .select({ parcel: stockParcels, sellerName: organisations.name })
      .from(stockParcels)
      .leftJoin(lots, eq(lots.id, stockParcels.lotId))
      .leftJoin(organisations, eq(organisations.id, lots.sellerId))
      .where(and(own, gt(stockParcels.balanceBase, 0n))),
    on
      .select({ entry: stockEntries, by: persons.fullName, answer: sql<boolean>`${answered}` })
      .from(stockEntries)
      .innerJoin(stockParcels, eq(stockParcels.id, stockEntries.parcelId))
      .leftJoin(persons, eq(persons.id, stockEntries.recordedBy))
      .where(own)
      .orderBy(desc(stockEntries.recordedAt), desc(stockEntries.id))
      .limit(ENTRIES_SHOWN),
    unitsOfGoods(kitchen.id, [ref], on),
  ]);
  const unit = units.get(gradeKey(ref));
  invariant(unit, "goods that are traded have a unit");
  const balanceBase = sumOfParcels(parcels.map(({ parcel }) => parcel));
  return {
    ...ref,
    name: `${goods.name} ${goods.gradeName}`,
    ...unit,
    balanceBase,
    parcels: parcels
      .sort((a, b) => byExpiry(a.parcel, b.parcel))
      .map(({ parcel, sellerName }) => ({
        id: parcel.id,
        cameOn: parcel.cameOn,
        expiresOn: parcel.expiresOn,
        balanceBase: parcel.balanceBase,
        sellerName,
        freshness: freshnessOf(parcel.expiresOn, today),
      })),
    entries: withRunning(entries, balanceBase),
  };
}

const answered = sql`exists (select 1 from stock_entries a where a.corrects_id = ${stockEntries.id})`;

type EntryRow = {
  readonly entry: typeof stockEntries.$inferSelect;
  readonly by: string | null;
  readonly answer: boolean;
};

export type StockEntryRow = ReturnType<typeof withRunning>[number];

/** Each entry with what was there after it; the newest, first, leads to what is there now. */
function withRunning(entries: readonly EntryRow[], balanceBase: bigint) {
  let after = balanceBase;
  return entries.map(({ entry, by, answer }) => {
    const row = {
      id: entry.id,
      kind: entry.kind,
      quantityBase: entry.quantityBase,
      cookedOn: entry.cookedOn,
      reason: entry.reason,
      note: entry.note,
      recordedAt: entry.recordedAt,
      by,
      isAnswered: answer,
      afterBase: after,
    };
    after -= entry.quantityBase;
    return row;
  });
}
