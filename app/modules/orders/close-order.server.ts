import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orders } from "#db/schema/orders.ts";
import { moveOrder } from "./known-order.server.ts";
import { orderClosed } from "./orders.events.ts";
import { releaseBudget } from "./release-budget.server.ts";

/** Ends an approved order of which everything that was promised has arrived, in the caller's transaction; gives back what it still holds. */
export async function closeOrder(tx: Transaction, call: Call, orderId: string): Promise<void> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
  if (!order) throw new Missing("orders.missing");
  await releaseBudget(tx, call, order);
  await moveOrder(tx, order, "close", { reservedRupiah: 0n, closedAt: call.at });
  await announce(tx, call, orderClosed, { orderId });
}

/** Notes, in the caller's transaction, that the first goods left for an order: from now on it cannot be cancelled. */
export async function noteFirstDispatch(tx: Transaction, call: Call, orderId: string): Promise<void> {
  await tx
    .update(orders)
    .set({ firstDispatchedAt: call.at })
    .where(and(eq(orders.id, orderId), isNull(orders.firstDispatchedAt)));
}
