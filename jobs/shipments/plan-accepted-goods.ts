import { commitmentAccepted } from "#app/modules/commitments/commitments.events.ts";
import { orderApproved } from "#app/modules/orders/orders.events.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { on } from "../reaction.ts";

/** When the head approves an order, prepare a shipment for every seller that has promised something. */
export const planApprovedOrder = on(
  orderApproved,
  { queue: "shipments", name: "plan-approved-order" },
  (call, { orderId }) => planShipments(call, { orderId }),
);

/** When a seller takes on a promise of an approved order, put it on its shipment. */
export const planAcceptedCommitment = on(
  commitmentAccepted,
  { queue: "shipments", name: "plan-accepted-commitment" },
  (call, { orderId }) => planShipments(call, { orderId }),
);
