import { and, eq, sql } from "drizzle-orm";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";

/**
 * Counts goods as promised to a line, in the caller's transaction. A Conflict when the line lacks less than that by
 * now, or when its order no longer stands (`orders.moved`): the order is held, so that it cannot be taken back between
 * the look and the promise.
 */
export async function promiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly addBase: bigint },
): Promise<void> {
  const [order] = await tx
    .select({ state: orders.state })
    .from(orderLines)
    .innerJoin(orders, eq(orders.id, orderLines.orderId))
    .where(eq(orderLines.id, promise.orderLineId))
    .for("share", { of: orders });
  if (!order) throw new Missing("orders.missing");
  if (order.state !== "submitted" && order.state !== "approved") throw new Conflict("orders.moved");
  const promised = await tx
    .update(orderLines)
    .set({
      promisedBase: sql`${orderLines.promisedBase} + ${promise.addBase}`,
      version: sql`${orderLines.version} + 1`,
    })
    .where(
      and(
        eq(orderLines.id, promise.orderLineId),
        sql`${orderLines.promisedBase} + ${promise.addBase} <= ${orderLines.quantityBase}`,
      ),
    )
    .returning({ id: orderLines.id });
  if (promised.length !== 1) throw new Conflict("orders.lineFull");
}

/** Takes a promise off a line again; taking off more than was promised is a fault of ours. */
export async function unpromiseLine(
  tx: Transaction,
  promise: { readonly orderLineId: string; readonly removeBase: bigint },
): Promise<void> {
  const removed = await tx
    .update(orderLines)
    .set({
      promisedBase: sql`${orderLines.promisedBase} - ${promise.removeBase}`,
      version: sql`${orderLines.version} + 1`,
    })
    .where(
      and(eq(orderLines.id, promise.orderLineId), sql`${orderLines.promisedBase} >= ${promise.removeBase}`),
    )
    .returning({ id: orderLines.id });
  invariant(removed.length === 1, "no more is taken off a line than was promised to it");
}
