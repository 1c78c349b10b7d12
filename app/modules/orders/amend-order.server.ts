import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { knownOrder } from "./known-order.server.ts";
import { mayAmendOrder } from "./order.policy.ts";
import { AmendOrder } from "./order.schema.ts";
import { buyerOf, checkedLines, writeLines } from "./write-order.server.ts";

/**
 * Changes a draft. The whole draft is sent again with the version it was read in; when somebody else has saved it
 * meanwhile this is refused, and nothing of theirs is lost. A draft's lines are nobody's promise yet, so they are
 * written anew.
 */
export const amendOrder = command({
  name: "orders.amend",
  input: AmendOrder,
  permit: async (tx, call, input) => {
    const order = await knownOrder(tx, call, input.orderId);
    if (!mayAmendOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, version, ...input }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const order = await knownOrder(tx, call, orderId);
    if (order.state !== "draft") throw new Conflict("orders.moved", { state: order.state });
    const buyer = await buyerOf(tx, call.actor);
    const lines = await checkedLines(tx, call, buyer, input);
    const saved = await tx
      .update(orders)
      .set({
        deliveryDay: input.deliveryDay,
        windowStart: input.windowStart,
        windowEnd: input.windowEnd,
        budgetId: input.budgetId ?? null,
        urgencyClass: input.urgencyClass,
        note: input.note ?? null,
        version: version + 1,
      })
      .where(and(eq(orders.id, orderId), eq(orders.state, "draft"), eq(orders.version, version)))
      .returning({ id: orders.id });
    if (saved.length !== 1) throw new Conflict("orders.changedMeanwhile");
    await tx.delete(orderLines).where(eq(orderLines.orderId, orderId));
    await writeLines(tx, orderId, lines);
    return { orderId };
  },
});
