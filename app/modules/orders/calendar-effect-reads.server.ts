import { and, asc, eq, gte, inArray, lte } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { gradeKey } from "../catalogue/commodity-reads.server.ts";
import { cyclesOf } from "../menus/cycle-reads.server.ts";
import { type CalendarEffect, type ComingOrder, calendarEffects, type DayNeeds } from "./calendar-effects.ts";
import type { WeekDemand } from "./week-demand-reads.server.ts";

/**
 * What a kitchen's calendar and menu ask of its open orders in `count` days from `from` on, by the demand of these days. Before
 * the first menu orders were written by hand, and goods of the last day are for days that are not seen here: those are left.
 */
export async function calendarEffectsOf(
  kitchenId: string,
  days: { readonly from: BusinessDay; readonly count: number },
  { deliveries }: Pick<WeekDemand, "deliveries">,
  on: Executor = db(),
): Promise<CalendarEffect[]> {
  const last = addDays(days.from, days.count - 1);
  const begins = (await cyclesOf(kitchenId, on)).at(-1)?.startsOn;
  if (begins === undefined) return [];
  const dayBefore = addDays(begins, -1);
  const first = dayBefore > days.from ? dayBefore : days.from;
  // What the menu has on other days is wanted on none but those; goods of no menu are not judged at all.
  const ofMenu = deliveries.flatMap(({ lines }) => lines.map(({ goods }) => [gradeKey(goods), 0n] as const));
  const needs = new Map<BusinessDay, Map<string, bigint>>();
  for (const { deliveryDay, lines } of deliveries) {
    const ofDay = needs.get(deliveryDay) ?? new Map<string, bigint>(ofMenu);
    for (const { goods, needBase } of lines) ofDay.set(gradeKey(goods), needBase);
    needs.set(deliveryDay, ofDay);
  }
  const coming = await comingOrders(kitchenId, { from: first, to: addDays(last, -1) }, on);
  return calendarEffects(coming, (day): DayNeeds | null => needs.get(day) ?? null);
}

/**
 * What becomes of the open orders of a suspended kitchen, whatever its menu and however far ahead: nothing of them is wanted,
 * and what is on the road is received and paid.
 */
export async function suspensionEffectsOf(
  kitchenId: string,
  from: BusinessDay,
  on: Executor = db(),
): Promise<CalendarEffect[]> {
  const period = { from: addDays(from, -1), to: addDays(from, 366) };
  return calendarEffects(await comingOrders(kitchenId, period, on), () => null);
}

async function comingOrders(
  kitchenId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor,
): Promise<ComingOrder[]> {
  const rows = await on
    .select({ order: orders, line: orderLines, commodity: commodities.name })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(
      and(
        eq(orders.buyerId, kitchenId),
        gte(orders.deliveryDay, period.from),
        lte(orders.deliveryDay, period.to),
        inArray(orders.state, ["draft", "submitted", "approved"]),
      ),
    )
    .orderBy(asc(orders.deliveryDay), asc(orders.id), asc(orderLines.position));
  const found = new Map<string, ComingOrder>();
  for (const { order, line, commodity } of rows) {
    const { id, deliveryDay, windowStart, windowEnd, state, firstDispatchedAt } = order;
    const { commodityCode, gradeCode, unit, basePerUnit, quantityBase, promisedBase } = line;
    const goods = { commodityCode, gradeCode, commodity, unit, basePerUnit };
    found.set(id, {
      ...{ id, deliveryDay, windowStart, windowEnd, state },
      isUnderway: firstDispatchedAt !== null,
      lines: [...(found.get(id)?.lines ?? []), { ...goods, id: line.id, quantityBase, promisedBase }],
    });
  }
  return [...found.values()];
}
