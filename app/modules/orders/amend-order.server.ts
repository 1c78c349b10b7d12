import { eq } from "drizzle-orm";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { orders } from "#db/schema/orders.ts";
import { knownOrder, linesOf, lockedOrder } from "./known-order.server.ts";
import { mayAmendOrder } from "./order.policy.ts";
import { AmendOrder } from "./order.schema.ts";
import { buyerOf, checkBudget, checkedLines, draftColumns, rewriteLines } from "./write-order.server.ts";

/**
 * Changes a draft. The whole draft is sent again with the version it was read in; when somebody else has saved it
 * meanwhile this is refused, and nothing of theirs is lost.
 */
export const amendOrder = command({
  name: "orders.amend",
  input: AmendOrder,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    const order = await knownOrder(tx, call, input.orderId);
    if (!mayAmendOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, version, ...input }) => {
    const order = await lockedOrder(tx, orderId);
    if (order.state !== "draft") throw new Conflict("orders.moved", { state: order.state });
    if (order.version !== version) throw new Conflict("orders.changedMeanwhile");
    const buyer = await buyerOf(tx, call);
    await checkBudget(tx, buyer, input);
    const { lines } = await checkedLines(tx, call, buyer, input);
    await tx
      .update(orders)
      .set({ ...draftColumns(input), version: version + 1 })
      .where(eq(orders.id, orderId));
    await rewriteLines(tx, orderId, await linesOf(tx, orderId), lines);
    return { orderId };
  },
});
