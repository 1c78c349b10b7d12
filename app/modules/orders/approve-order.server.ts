import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { knownOrder, moveOrder } from "./known-order.server.ts";
import { mayApproveOrder } from "./order.policy.ts";
import { ApproveOrder } from "./order.schema.ts";
import { orderFacts } from "./order-facts-reads.server.ts";
import { orderApproved } from "./orders.events.ts";

/**
 * The head's word on a submitted order: from now on goods may leave for it. Issues the Surat Pesanan under the
 * buyer's next number. Refuses whoever submitted it.
 */
export const approveOrder = command({
  name: "orders.approve",
  input: ApproveOrder,
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!mayApproveOrder(call.actor, order)) throw new Forbidden("orders.secondPerson");
  },
  run: async (tx, call, { orderId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const order = await knownOrder(tx, call, orderId);
    await moveOrder(tx, order, "approve", { approvedBy: call.actor.personId, approvedAt: call.at });
    const on = dayOf(call.at, await clockOf(order.buyerId, tx));
    const paper = await issueDocument(tx, call, {
      organisationId: order.buyerId,
      kind: "SP",
      subjectId: orderId,
      facts: await orderFacts(tx, order, { issuedOn: on, approvedBy: call.actor.personId }),
      on,
      readers: [],
    });
    await announce(tx, call, orderApproved, { orderId });
    return { orderId, documentId: paper.documentId, number: paper.number };
  },
});
