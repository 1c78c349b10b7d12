import { and, asc, eq, gte, inArray, lte } from "drizzle-orm";
import { addDays, type BusinessDay, type TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { cookingAfter } from "./cooking-days-reads.server.ts";
import { orderTimesFor } from "./cut-off-reads.server.ts";
import { usualBudget } from "./order-ground-reads.server.ts";
import { budgetsOf } from "./order-reads.server.ts";
import { orderCounts } from "./ordered-reads.server.ts";
import { renewedLines } from "./renewed-lines-reads.server.ts";
import { type RepeatOrder, repeatDoubt } from "./repeat-week.ts";

const WEEK_DAYS = 7;

type Buyer = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly regionCode: string;
  readonly cityCode: string;
  readonly timeZone: TimeZone;
};

export type RepeatWeek = {
  readonly orders: readonly RepeatOrder[];
  /** Orders of that week that were cancelled, ran out of time or were never sent: they are not repeated. */
  readonly leftOut: number;
};

/**
 * Last week's orders as they would be asked for again in the week of `monday`: the same goods on the same days of the week, at
 * today's prices. A week of deliveries begins on the day before its Monday, when goods for the first day of cooking come.
 */
export async function repeatWeek(
  buyer: Buyer,
  monday: BusinessDay,
  at: Date,
  on: Executor = db(),
): Promise<RepeatWeek> {
  const from = addDays(monday, -1 - WEEK_DAYS);
  const rows = await on
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.buyerId, buyer.id),
        gte(orders.deliveryDay, from),
        lte(orders.deliveryDay, addDays(from, WEEK_DAYS - 1)),
      ),
    )
    .orderBy(asc(orders.deliveryDay), asc(orders.windowStart), asc(orders.id));
  const kept = rows.filter(({ state }) => ["submitted", "approved", "closed"].includes(state));
  if (kept.length === 0) return { orders: [], leftOut: rows.length };
  const lines = await on
    .select()
    .from(orderLines)
    .where(
      inArray(
        orderLines.orderId,
        kept.map(({ id }) => id),
      ),
    )
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  const nextDay = (order: { readonly deliveryDay: BusinessDay }) => addDays(order.deliveryDay, WEEK_DAYS);
  const [renewed, budgets, counts, cooks] = await Promise.all([
    renewedLines(buyer, lines, at, on),
    budgetsOf(buyer.id, on),
    orderCounts(buyer.id, kept.map(nextDay), on),
    cookingAfter(buyer, addDays(monday, -1), at, on),
  ]);
  const repeated = await Promise.all(
    kept.map(async (order): Promise<RepeatOrder> => {
      const deliveryDay = nextDay(order);
      const { lastCall } = await orderTimesFor({ ...order, deliveryDay, timeZone: buyer.timeZone }, on);
      const own = renewed.filter((line) => line.orderId === order.id);
      const seenOrders = counts.get(deliveryDay) ?? 0;
      const isCooked = cooks(
        deliveryDay,
        own.some((line) => line.isDry),
      );
      return {
        ...order,
        sourceId: order.id,
        deliveryDay,
        budgetId: usualBudget(budgets, deliveryDay),
        seenOrders,
        doubt: repeatDoubt({ seenOrders, isTooLate: at > lastCall, isCooked }),
        lines: own,
      };
    }),
  );
  return { orders: repeated, leftOut: rows.length - kept.length };
}
