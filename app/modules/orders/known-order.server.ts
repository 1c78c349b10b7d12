import { and, asc, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { isOwnOrder } from "./order.policy.ts";
import { type OrderEvent, orderLifecycle } from "./order-lifecycle.ts";

export type OrderRow = typeof orders.$inferSelect;
export type OrderLineRow = typeof orderLines.$inferSelect;

/** The order, for a member of its buyer. Missing for everyone else: that it exists is not theirs to know. */
export async function knownOrder(tx: Transaction, call: Call, orderId: string): Promise<OrderRow> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId));
  if (!order || !isOwnOrder(call.actor, order)) throw new Missing("orders.missing");
  return order;
}

/** Takes the order until the transaction ends, for whoever then decides by what belongs to it. */
export async function holdOrder(tx: LatestTransaction, orderId: string): Promise<void> {
  await hold(tx, orders, eq(orders.id, orderId));
}

/** The order as it is now, held until the transaction ends: whoever moves it, or promises goods to it, waits. */
export async function lockedOrder(tx: LatestTransaction, orderId: string): Promise<OrderRow> {
  const [order] = await hold(tx, orders, eq(orders.id, orderId));
  if (!order) throw new Missing("orders.missing");
  return order;
}

export async function linesOf(tx: Transaction, orderId: string): Promise<OrderLineRow[]> {
  return tx
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, orderId))
    .orderBy(asc(orderLines.position));
}

/** Moves an order along its lifecycle from the version it was read in, or refuses: somebody else moved it first. */
export async function moveOrder(
  tx: Transaction,
  order: OrderRow,
  event: OrderEvent,
  facts: Partial<typeof orders.$inferInsert> = {},
): Promise<void> {
  const state = nextState(orderLifecycle, order.state, event, "orders.moved");
  const moved = await tx
    .update(orders)
    .set({ ...facts, state, version: order.version + 1 })
    .where(and(eq(orders.id, order.id), eq(orders.state, order.state), eq(orders.version, order.version)))
    .returning({ id: orders.id });
  if (moved.length !== 1) throw new Conflict("orders.moved");
}
