import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";

/**
 * Locks the open lines of a commodity and delivery day, and keeps their orders as they are: orders first, then lines,
 * each in id order. Until the transaction ends, nobody else promises to any of them.
 */
export async function holdDemand(
  tx: Transaction,
  { commodityCode, deliveryDay }: { readonly commodityCode: string; readonly deliveryDay: BusinessDay },
): Promise<void> {
  const open = sql`${orders.deliveryDay} = ${deliveryDay}::date and ${orders.state} in ('submitted', 'approved')`;
  await holdFound(
    tx,
    sql`
    select 1 from ${orders}
    where ${open} and exists (
      select 1 from ${orderLines} where ${orderLines.orderId} = ${orders.id} and ${orderLines.commodityCode} = ${commodityCode})
    order by ${orders.id}`,
    { keep: orders },
  );
  await holdFound(
    tx,
    sql`
    select 1 from ${orderLines} join ${orders} on ${orders.id} = ${orderLines.orderId}
    where ${open} and ${orderLines.commodityCode} = ${commodityCode}
      and ${orderLines.promisedBase} < ${orderLines.quantityBase}
    order by ${orderLines.id}`,
    { change: orderLines },
  );
}
