import { Missing } from "#app/kernel/errors.ts";
import { commitmentsForOrder } from "#app/modules/commitments/commitment-reads.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { requestMatching } from "#app/modules/matching/open-market-day.server.ts";
import { whyLines } from "#app/modules/matching/why-reads.server.ts";
import { amendOrder } from "#app/modules/orders/amend-order.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { OrderFilter } from "#app/modules/orders/order.schema.ts";
import { budgetsOf, ordersOf, orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { withdrawOrder } from "#app/modules/orders/withdraw-order.server.ts";
import { tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { shipmentsOfOrder } from "#app/modules/shipments/shipment-reads.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

export const orderOperations = operationsOf("orders", ({ get, deed }) => {
  get("/orders", {
    summary: "Your orders, newest first",
    permission: "orders.read",
    query: OrderFilter,
    run: (api) => ordersOf(api.actor.organisationId, queryOf(OrderFilter, api)),
  });
  get("/orders/{orderId}", {
    summary: "One order with its lines, what was offered for them, and its papers",
    permission: "orders.read",
    run: async ({ actor, params }) => {
      const orderId = params["orderId"] ?? "";
      const order = await orderVisibleTo(actor.organisationId, orderId);
      if (!order) throw new Missing("orders.missing");
      const [commitments, shipments] = await Promise.all([
        commitmentsForOrder(order.buyerId, orderId),
        shipmentsOfOrder(order.buyerId, orderId),
      ]);
      const documents = await documentsAbout(actor.organisationId, [
        orderId,
        ...shipments.map(({ shipment }) => shipment.id),
      ]);
      return { ...order, commitments, documents };
    },
  });
  get("/orders/{orderId}/why", {
    summary: "Why each line got what it got when it was last matched",
    permission: "orders.read",
    run: async ({ actor, params }) => ({
      rows: await whyLines(actor.organisationId, params["orderId"] ?? ""),
      next: null,
    }),
  });
  get("/orders/{orderId}/trace", {
    summary: "Where the money of a purchase went, as far as you may follow it",
    permission: "members.read",
    run: async ({ actor, params }) => {
      const trace = await tradeTrace(actor, params["orderId"] ?? "");
      if (!trace) throw new Missing("orders.missing");
      return trace;
    },
  });
  deed("/orders", {
    summary: "Draft an order and submit it in one deed",
    permission: "orders.submit",
    command: placeOrder,
  });
  deed("/orders/drafts", {
    summary: "Keep an order as a draft",
    permission: "orders.draft",
    command: draftOrder,
  });
  deed("/orders/{orderId}/amend", {
    summary: "Write a draft anew",
    permission: "orders.draft",
    command: amendOrder,
  });
  deed("/orders/{orderId}/submit", {
    summary: "Send a draft to the market; holds its budget",
    permission: "orders.submit",
    command: submitOrder,
  });
  deed("/orders/{orderId}/withdraw", {
    summary: "Take a submitted order back into a draft",
    permission: "orders.submit",
    command: withdrawOrder,
  });
  deed("/orders/{orderId}/approve", {
    summary: "The head's word; its sellers then get their Surat Pesanan",
    permission: "orders.approve",
    command: approveOrder,
  });
  deed("/orders/{orderId}/cancel", {
    summary: "End an order that is no longer wanted",
    permission: "orders.draft",
    command: cancelOrder,
  });
  deed("/orders/{orderId}/match", {
    summary: "Match its market now",
    permission: "orders.submit",
    command: requestMatching,
  });
  get("/budgets", {
    summary: "Envelopes with what is free, held and spent",
    permission: "budgets.read",
    run: async ({ actor }) => ({ rows: await budgetsOf(actor.organisationId), next: null }),
  });
  deed("/budgets", {
    summary: "Set money aside for a period",
    permission: "budgets.open",
    command: openBudget,
  });
});
