import { and, eq, gte, inArray, lte, notInArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";

type Period = { readonly from: BusinessDay; readonly to: BusinessDay };

export type OrderedGoods = {
  readonly deliveryDay: BusinessDay;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly quantityBase: bigint;
};

/** What a buyer has asked for already, drafts included, by day and goods; what was cancelled or expired does not count. */
export async function orderedGoods(
  buyerId: string,
  period: Period,
  on: Executor = db(),
): Promise<OrderedGoods[]> {
  return on
    .select({
      deliveryDay: orders.deliveryDay,
      commodityCode: orderLines.commodityCode,
      gradeCode: orderLines.gradeCode,
      quantityBase: sql<bigint>`sum(${orderLines.quantityBase})::bigint`.mapWith(orderLines.quantityBase),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(
      and(
        eq(orders.buyerId, buyerId),
        gte(orders.deliveryDay, period.from),
        lte(orders.deliveryDay, period.to),
        notInArray(orders.state, ["cancelled", "expired"]),
      ),
    )
    .groupBy(orders.deliveryDay, orderLines.commodityCode, orderLines.gradeCode);
}

/** How many orders a buyer ever wrote for each of these days, by day: what a week of drafts was reckoned with. */
export async function orderCounts(
  buyerId: string,
  days: readonly BusinessDay[],
  on: Executor = db(),
): Promise<Map<BusinessDay, number>> {
  if (days.length === 0) return new Map();
  const rows = await on
    .select({ day: orders.deliveryDay, count: sql<number>`count(*)::int` })
    .from(orders)
    .where(and(eq(orders.buyerId, buyerId), inArray(orders.deliveryDay, [...new Set(days)])))
    .groupBy(orders.deliveryDay);
  return new Map(rows.map(({ day, count }) => [day, count]));
}

export type OpenOrder = {
  readonly id: string;
  readonly deliveryDay: BusinessDay;
  readonly state: "draft" | "submitted" | "approved";
};

/** A buyer's orders in a period that can still come, by day: what a change of the calendar may leave without eaters. */
export async function openOrdersIn(
  buyerId: string,
  period: Period,
  on: Executor = db(),
): Promise<OpenOrder[]> {
  const rows = await on
    .select({ id: orders.id, deliveryDay: orders.deliveryDay, state: orders.state })
    .from(orders)
    .where(
      and(
        eq(orders.buyerId, buyerId),
        gte(orders.deliveryDay, period.from),
        lte(orders.deliveryDay, period.to),
        inArray(orders.state, ["draft", "submitted", "approved"]),
      ),
    )
    .orderBy(orders.deliveryDay, orders.id);
  return rows as OpenOrder[];
}
