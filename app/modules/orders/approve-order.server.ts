import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { may } from "../identity/permissions.ts";
import { knownOrder, lockedOrder, moveOrder } from "./known-order.server.ts";
import { mayApproveOrder } from "./order.policy.ts";
import { ApproveOrder } from "./order.schema.ts";
import { orderApproved } from "./orders.events.ts";
import { buyerOf } from "./write-order.server.ts";

/**
 * The head's word on a submitted order: from now on goods may leave for it, and every seller that has promised some
 * gets its Surat Pesanan when its shipment is planned. Refuses whoever submitted it, and an order whose day is over.
 */
export const approveOrder = command({
  name: "orders.approve",
  input: ApproveOrder,
  isolation: "read committed",
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!may(call.actor, "orders.approve")) throw new Forbidden("orders.forbidden");
    if (!mayApproveOrder(call.actor, order)) throw new Forbidden("orders.secondPerson");
  },
  run: async (tx, call, { orderId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const order = await lockedOrder(tx, orderId);
    const buyer = await buyerOf(tx, call);
    const on = dayOf(call.at, buyer.timeZone);
    if (order.state === "submitted" && order.deliveryDay < on) throw new RuleBroken("orders.dayPassed");
    await moveOrder(tx, order, "approve", { approvedBy: call.actor.personId, approvedAt: call.at });
    await announce(tx, call, orderApproved, { orderId });
    return { orderId };
  },
});
