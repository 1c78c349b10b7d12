import { and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { stockEntries, stockParcels } from "#db/schema/stock.ts";

type Period = { readonly from: BusinessDay; readonly to: BusinessDay };

export type OrderedGoods = {
  readonly deliveryDay: BusinessDay;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly quantityBase: bigint;
};

/**
 * What of a buyer's orders is still to come, drafts included, by day and goods: what was asked for, less what its store has
 * taken in of the same line. Nothing more comes of an order that is closed, cancelled or expired.
 */
export async function comingGoods(
  buyerId: string,
  period: Period,
  on: Executor = db(),
): Promise<OrderedGoods[]> {
  const arrived = sql`(select sum(e.quantity_base) from ${stockParcels} p join ${stockEntries} e on e.parcel_id = p.id
    where p.order_line_id = ${orderLines.id} and e.kind = 'received')`;
  return on
    .select({
      deliveryDay: orders.deliveryDay,
      commodityCode: orderLines.commodityCode,
      gradeCode: orderLines.gradeCode,
      quantityBase:
        sql<bigint>`sum(greatest(0, ${orderLines.quantityBase} - coalesce(${arrived}, 0)))::bigint`.mapWith(
          orderLines.quantityBase,
        ),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(
      and(
        eq(orders.buyerId, buyerId),
        gte(orders.deliveryDay, period.from),
        lte(orders.deliveryDay, period.to),
        inArray(orders.state, ["draft", "submitted", "approved"]),
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
