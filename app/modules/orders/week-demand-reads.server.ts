import { addDays, type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { unquestionedPrice } from "../catalogue/price-yardstick.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { type PlannedMenuDay, plannedDays } from "../menus/cycle-reads.server.ts";
import { needsOf } from "../menus/demand.ts";
import { goodsOfFoods } from "../menus/food-reads.server.ts";
import { kitchenRules } from "../menus/kitchen-rules-reads.server.ts";
import { pricesForGoods } from "../menus/price-reads.server.ts";
import { orderTimesFor } from "./cut-off-reads.server.ts";
import { orderCounts, orderedGoods } from "./ordered-reads.server.ts";
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
 * part, beside what it has asked for already, drafts included.
 */
export async function weekDemand(
  kitchen: Kitchen,
  range: { readonly from: BusinessDay; readonly count: number },
  at: Date,
  on: Executor = db(),
): Promise<WeekDemand> {
  const today = dayOf(at, kitchen.timeZone);
  const [days, rules] = await Promise.all([
    plannedDays(kitchen.id, range.from, range.count, at, on),
    kitchenRules({ regionCode: kitchen.regionCode, day: today }, on),
  ]);
  const foodIds = days.flatMap((day) => day.dishes.flatMap((dish) => dish.parts.map(({ food }) => food.id)));
  const goods = await goodsOfFoods(kitchen.id, foodIds, on);
  const { needs, unlinked } = needsOf(days, (foodId) => goods.get(foodId) ?? null, rules.deliveries);
  const deliveryDays = needs.map((need) => need.deliveryDay);
  const period = {
    from: deliveryDays[0] ?? range.from,
    to: deliveryDays.at(-1) ?? addDays(range.from, range.count),
  };
  const refs = needs.map((need) => need.goods);
  const [ordered, counts, priceOf, yardstickOf] = await Promise.all([
    orderedGoods(kitchen.id, period, on),
    orderCounts(kitchen.id, deliveryDays, on),
    pricesForGoods(kitchen.id, refs, today, on),
    yardsticksFor(refs, kitchen.regionCode, today, on),
  ]);
  const names = new Map([...goods.values()].map((one) => [one.commodityCode, one.name]));
  const asked = new Map(ordered.map((row) => [`${row.deliveryDay}/${gradeKey(row)}`, row.quantityBase]));
  const lines = needs.map((need): DemandLine => {
    const price = priceOf(need.goods);
    const nowRupiah = price ? ceilingPerUnit(price, need.goods.basePerUnit) : null;
    return {
      ...need,
      name: names.get(need.goods.commodityCode) ?? need.goods.commodityCode,
      orderedBase: asked.get(`${need.deliveryDay}/${gradeKey(need.goods)}`) ?? 0n,
      nowRupiah,
      ceilingRupiah: unquestionedPrice(yardstickOf(need.goods), need.goods.basePerUnit) ?? nowRupiah,
    };
  });
  return { days, unlinked, deliveries: await deliveriesOf(kitchen, lines, counts, at, on) };
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
    const key = `${line.deliveryDay}/${line.windowStart}`;
    grouped.set(key, [...(grouped.get(key) ?? []), line]);
  }
  const deliveries = await Promise.all(
    [...grouped.values()].map(async (together) => {
      const [first] = together as [DemandLine, ...DemandLine[]];
      const { deliveryDay, windowStart, windowEnd, deliveryClass } = first;
      const { lastCall } = await orderTimesFor(
        { cityCode: kitchen.cityCode, deliveryDay, windowStart, timeZone: kitchen.timeZone },
        on,
      );
      return {
        deliveryDay,
        windowStart,
        windowEnd,
        deliveryClass,
        lastCall,
        isTooLate: at > lastCall,
        seenOrders: counts.get(deliveryDay) ?? 0,
        lines: together,
      };
    }),
  );
  return deliveries.sort((a, b) => {
    const [one, other] = [`${a.deliveryDay}${a.windowStart}`, `${b.deliveryDay}${b.windowStart}`];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}
