import { orderCancelled } from "#app/modules/orders/orders.events.ts";
import { cancelShipments } from "#app/modules/shipments/cancel-shipments.server.ts";
import { on } from "../reaction.ts";

/** When an order is called off, what was being prepared for it stays at home. */
export const keepCancelledGoodsHome = on(
  orderCancelled,
  { queue: "shipments", name: "keep-cancelled-goods-home" },
  (call, { orderId }) => cancelShipments(call, { orderId }),
);
