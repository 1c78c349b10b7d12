import { addDays, type BusinessDay, dayOf, daysBetween, type TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { db, type Executor } from "#db/client.server.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { stepAt } from "../catalogue/price-tiers.ts";
import { unquestionedPrice } from "../catalogue/price-yardstick.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { type PlannedMenuDay, plannedDays } from "../menus/cycle-reads.server.ts";
import { type DeliveryRule, type LinkedGoods, needsOf, toOrder } from "../menus/demand.ts";
import { goodsOfFoods } from "../menus/food-reads.server.ts";
import { pricesForGoods } from "../menus/price-reads.server.ts";
import { receivingWindowsOf } from "../menus/receiving-windows-reads.server.ts";
import { type GoodsParcel, parcelsThere, usedBetween } from "../stock/stock-facts-reads.server.ts";
import { orderTimesForAll } from "./cut-off-reads.server.ts";
import { comingGoods, orderCounts } from "./ordered-reads.server.ts";
import { type Meal, storeShares } from "./store-share.ts";
import type { DemandDelivery, DemandLine } from "./week-draft.ts";

type Kitchen = {
  readonly id: string;
  readonly regionCode: string;
  readonly cityCode: string;
  readonly timeZone: TimeZone;
};

export type WeekDemand = {
  readonly days: readonly PlannedMenuDay[];
  readonly deliveries: readonly DemandDelivery[];
  /** Foods in these dishes that no goods are known for. */
  readonly unlinked: readonly string[];
};

/**
 * What a kitchen needs for `count` days of calendar from `from` on, by delivery: its menu × its children ÷ the edible
 * part, beside what is ordered and still to come, drafts included, and what its store has left for it once the days before
 * are cooked. What is over is not ordered any more.
 */
export async function weekDemand(
  kitchen: Kitchen,
  range: { readonly from: BusinessDay; readonly count: number },
  at: Date,
  on: Executor = db(),
): Promise<WeekDemand> {
  const today = dayOf(at, kitchen.timeZone);
  const first = range.from < today ? range.from : today;
  const span = daysBetween(first, addDays(range.from, range.count));
  const [spanned, windows] = await Promise.all([
    plannedDays(kitchen.id, first, span, at, on),
    receivingWindowsOf(kitchen, today, on),
  ]);
  const foodIds = spanned.flatMap(({ dishes }) =>
    dishes.flatMap(({ parts }) => parts.map(({ food }) => food.id)),
  );
  const goods = await goodsOfFoods(kitchen.id, foodIds, on);
  const goodsOf = (foodId: string) => goods.get(foodId) ?? null;
  const days = spanned.filter(({ day }) => day >= range.from);
  const ahead = spanned.filter(({ day }) => day >= today);
  const { needs, unlinked } = needsOf(
    days.filter(({ day }) => day >= today),
    goodsOf,
    windows,
  );
  const meals = mealsOf(ahead, goodsOf, windows);
  // The same goods are needed on many days, and cost the same on all of them.
  const refs = [...new Map(needs.map(({ goods: ref }) => [gradeKey(ref), ref])).values()];
  const [provisions, counts, priceOf, yardstickOf] = await Promise.all([
    provisionsOf(kitchen, meals, on),
    orderCounts(
      kitchen.id,
      needs.map((need) => need.deliveryDay),
      on,
    ),
    pricesForGoods(kitchen.id, refs, today, on),
    yardsticksFor(refs, kitchen.regionCode, today, on),
  ]);
  const inStore = storeShares(meals, provisions);
  const names = new Map([...goods.values()].map((one) => [one.commodityCode, one.name]));
  const lines = needs.map((need): DemandLine => {
    const key = `${need.deliveryDay}/${gradeKey(need.goods)}`;
    const orderedBase = provisions.coming.get(key) ?? 0n;
    const inStoreBase = inStore.get(key) ?? 0n;
    const { basePerUnit } = need.goods;
    const { units } = toOrder({ needBase: need.needBase, basePerUnit }, orderedBase, inStoreBase);
    const price = stepAt(priceOf(need.goods), units * basePerUnit);
    const nowRupiah = price ? ceilingPerUnit(price, basePerUnit) : null;
    return {
      ...need,
      name: names.get(need.goods.commodityCode) ?? need.goods.commodityCode,
      orderedBase,
      inStoreBase,
      nowRupiah,
      ceilingRupiah: unquestionedPrice(yardstickOf(need.goods), basePerUnit) ?? nowRupiah,
    };
  });
  return { days, unlinked, deliveries: await deliveriesOf(kitchen, lines, counts, at, on) };
}

/** What each day of cooking needs, goods by goods. */
function mealsOf(
  days: readonly PlannedMenuDay[],
  goodsOf: (foodId: string) => LinkedGoods | null,
  rules: Readonly<Record<GoodsClass, DeliveryRule>>,
): Meal[] {
  return days.flatMap((day) =>
    needsOf([day], goodsOf, rules).needs.map(({ deliveryDay, goods, needBase }) => ({
      day: day.day,
      deliveryDay,
      goods: gradeKey(goods),
      base: needBase,
    })),
  );
}

/** What is on its way, in the store, and taken out of it already, for these meals. */
async function provisionsOf(kitchen: Kitchen, meals: readonly Meal[], on: Executor) {
  const deliveryDays = meals.map(({ deliveryDay }) => deliveryDay).sort();
  const cooked = meals.map(({ day }) => day).sort();
  const [firstDelivery, lastDelivery] = [deliveryDays[0], deliveryDays.at(-1)];
  const [firstCooked, lastCooked] = [cooked[0], cooked.at(-1)];
  const nothing = { coming: new Map(), parcels: new Map(), used: new Map() };
  if (!firstDelivery || !lastDelivery || !firstCooked || !lastCooked) return nothing;
  const [coming, there, used] = await Promise.all([
    comingGoods(kitchen.id, { from: firstDelivery, to: lastDelivery }, on),
    parcelsThere(kitchen.id, on),
    usedBetween(kitchen.id, { from: firstCooked, to: lastCooked }, on),
  ]);
  const parcels = new Map<string, GoodsParcel[]>();
  for (const parcel of there)
    parcels.set(gradeKey(parcel), [...(parcels.get(gradeKey(parcel)) ?? []), parcel]);
  const usedBy = new Map<string, bigint>();
  for (const row of used) {
    const key = `${row.cookedOn}/${gradeKey(row)}`;
    usedBy.set(key, (usedBy.get(key) ?? 0n) + row.balanceBase);
  }
  return {
    coming: new Map(coming.map((row) => [`${row.deliveryDay}/${gradeKey(row)}`, row.quantityBase])),
    parcels,
    used: usedBy,
  };
}

async function deliveriesOf(
  kitchen: Kitchen,
  lines: readonly DemandLine[],
  counts: ReadonlyMap<BusinessDay, number>,
  at: Date,
  on: Executor,
): Promise<DemandDelivery[]> {
  const grouped = new Map<string, DemandLine[]>();
  for (const line of lines) {
    // Goods that come within the same hours come with one order.
    const key = `${line.deliveryDay}/${line.windowStart}-${line.windowEnd}`;
    grouped.set(key, [...(grouped.get(key) ?? []), line]);
  }
  const together = [...grouped.values()] as [DemandLine, ...DemandLine[]][];
  const times = await orderTimesForAll(
    kitchen,
    together.map(([first]) => first),
    on,
  );
  const deliveries = together.map((lines, nth) => {
    const [{ deliveryDay, windowStart, windowEnd, deliveryClass }] = lines;
    const lastCall = times[nth]?.lastCall;
    invariant(lastCall, "every delivery has its times");
    return {
      deliveryDay,
      windowStart,
      windowEnd,
      deliveryClass,
      lastCall,
      isTooLate: at > lastCall,
      seenOrders: counts.get(deliveryDay) ?? 0,
      lines,
    };
  });
  return deliveries.sort((a, b) => {
    const [one, other] = [`${a.deliveryDay}${a.windowStart}`, `${b.deliveryDay}${b.windowStart}`];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}
