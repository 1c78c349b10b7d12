import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { orderCancelled, orderExpired } from "#app/modules/orders/orders.events.ts";
import { on } from "../reaction.ts";

/** When an order is cancelled, its sellers' goods are free again. One that is withdrawn holds none: nobody was offered any. */
export const releaseGoodsOfCancelledOrder = on(
  orderCancelled,
  { queue: "commitments", name: "release-goods-of-cancelled-order" },
  (call, { orderId }) => cancelOrderCommitments(call, { orderId }),
);

export const releaseGoodsOfExpiredOrder = on(
  orderExpired,
  { queue: "commitments", name: "release-goods-of-expired-order" },
  (call, { orderId }) => cancelOrderCommitments(call, { orderId }),
);
