import { and, eq } from "drizzle-orm";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { orders } from "#db/schema/orders.ts";
import { type OrderEvent, orderLifecycle } from "./order-lifecycle.ts";

export type OrderRow = typeof orders.$inferSelect;

/** The order, for a member of its buyer. Missing for everyone else: that it exists is not theirs to know. */
export async function knownOrder(tx: Transaction, call: Call, orderId: string): Promise<OrderRow> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId));
  if (!order || order.buyerId !== actingOrganisation(call.actor)) throw new Missing("orders.missing");
  return order;
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
