import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { voidDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { knownOrder, moveOrder } from "./known-order.server.ts";
import { mayCancelOrder, maySubmitOrder } from "./order.policy.ts";
import { CancelOrder, WithdrawOrder } from "./order.schema.ts";
import { orderCancelled, orderWithdrawn } from "./orders.events.ts";
import { releaseBudget } from "./release-budget.server.ts";

/** Takes a submitted order back into a draft, before the head has spoken: its money is free, its offers are called off. */
export const withdrawOrder = command({
  name: "orders.withdraw",
  input: WithdrawOrder,
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!maySubmitOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    await releaseBudget(tx, call, order);
    await moveOrder(tx, order, "withdraw", { reservedRupiah: 0n, submittedBy: null, submittedAt: null });
    await announce(tx, call, orderWithdrawn, { orderId });
    return { orderId };
  },
});

/**
 * Ends an order that is no longer wanted, with a reason that its sellers are told. What it held is free again, and its
 * Surat Pesanan shows DIBATALKAN. Once goods have left it can only be received, in whole or in part.
 */
export const cancelOrder = command({
  name: "orders.cancel",
  input: CancelOrder,
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!mayCancelOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, reason }) => {
    const order = await knownOrder(tx, call, orderId);
    if (order.firstDispatchedAt)
      throw new RuleBroken("orders.goodsUnderway", {
        day: dayOf(order.firstDispatchedAt, await clockOf(order.buyerId, tx)),
      });
    await releaseBudget(tx, call, order);
    await moveOrder(tx, order, "cancel", { reservedRupiah: 0n, stateReason: reason });
    if (order.state === "approved")
      await voidDocument(tx, call, { organisationId: order.buyerId, kind: "SP", subjectId: orderId, reason });
    await announce(tx, call, orderCancelled, { orderId });
    return { orderId };
  },
});
