import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { orderSubmitted } from "#app/modules/orders/orders.events.ts";
import { on } from "../reaction.ts";

/** When an order is submitted, see to it that its market is cleared: at the cut-off, or at once when that has passed. */
export const openMarketOfSubmittedOrder = on(
  orderSubmitted,
  { queue: "matching", name: "open-market-of-submitted-order" },
  (call, { orderId }) => openMarketDay(call, { orderId }),
);
