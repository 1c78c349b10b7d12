import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { knownOrder, linesOf, lockedOrder, moveOrder } from "./known-order.server.ts";
import { mayWithdrawOrder } from "./order.policy.ts";
import { WithdrawOrder } from "./order.schema.ts";
import { orderWithdrawn } from "./orders.events.ts";
import { releaseBudget } from "./release-budget.server.ts";

/**
 * Takes a submitted order back into a draft, to change it. What it held is free again. Only while nobody has been
 * offered any of it: what sellers hold goods for is cancelled, with a reason, and not quietly rewritten.
 */
export const withdrawOrder = command({
  name: "orders.withdraw",
  input: WithdrawOrder,
  isolation: "read committed",
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!mayWithdrawOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const order = await lockedOrder(tx, orderId);
    const lines = await linesOf(tx, orderId);
    if (order.state === "submitted" && lines.some((line) => line.promisedBase > 0n))
      throw new RuleBroken("orders.alreadyPromised");
    await moveOrder(tx, order, "withdraw", { reservedRupiah: 0n });
    await releaseBudget(tx, call, order, order.version);
    await announce(tx, call, orderWithdrawn, { orderId });
    return { orderId };
  },
});
