import { dateTime } from "#app/i18n/format.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { knownOrder, lockedOrder, moveOrder } from "./known-order.server.ts";
import { mayCancelOrder } from "./order.policy.ts";
import { CancelOrder } from "./order.schema.ts";
import { orderCancelled } from "./orders.events.ts";
import { releaseBudget } from "./release-budget.server.ts";

/**
 * Ends an order that is no longer wanted, with a reason that its sellers are told. What it held is free again; what was
 * being prepared for it is called off, and its papers with it, when the news arrives there. Once goods have left it can
 * only be received, in whole or in part.
 */
export const cancelOrder = command({
  name: "orders.cancel",
  input: CancelOrder,
  isolation: "read committed",
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!mayCancelOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, reason }) => {
    const order = await lockedOrder(tx, orderId);
    if (order.firstDispatchedAt)
      throw new RuleBroken("orders.goodsUnderway", {
        at: dateTime(order.firstDispatchedAt, await clockOf(order.buyerId, tx)),
      });
    await moveOrder(tx, order, "cancel", { reservedRupiah: 0n, stateReason: reason });
    await releaseBudget(tx, call, order);
    await announce(tx, call, orderCancelled, { orderId });
    return { orderId };
  },
});
