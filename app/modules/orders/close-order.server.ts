import { and, eq, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orders } from "#db/schema/orders.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { lockedOrder, moveOrder } from "./known-order.server.ts";
import { orderClosed } from "./orders.events.ts";
import { releaseBudget } from "./release-budget.server.ts";

/** Ends an approved order of which everything that was promised has arrived, in the caller's transaction; gives back what it still holds. */
export async function closeOrder(tx: LatestTransaction, call: Call, orderId: string): Promise<void> {
  const order = await lockedOrder(tx, orderId);
  await moveOrder(tx, order, "close", { reservedRupiah: 0n, closedAt: call.at });
  await releaseBudget(tx, call, order);
  await announce(tx, call, orderClosed, { orderId });
}

/**
 * Notes, in the caller's transaction, that goods leave for an order: from the first on it cannot be cancelled. Refuses
 * an order that is not approved, or no longer.
 */
export async function noteFirstDispatch(tx: Transaction, call: Call, orderId: string): Promise<void> {
  const noted = await tx
    .update(orders)
    .set({
      firstDispatchedAt: sql`coalesce(${orders.firstDispatchedAt}, ${call.at.toISOString()}::timestamptz)`,
    })
    .where(and(eq(orders.id, orderId), eq(orders.state, "approved")))
    .returning({ id: orders.id });
  if (noted.length !== 1) throw new Conflict("orders.moved");
}
