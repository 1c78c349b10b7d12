import { businessDay } from "#app/kernel/calendar.ts";
import { callStandingOrders } from "#app/modules/orders/call-standing-orders.server.ts";
import { draftStandingOrder } from "#app/modules/orders/draft-standing-order.server.ts";
import { standingDue } from "#app/modules/orders/orders.events.ts";
import { on } from "../reaction.ts";
import { every } from "../schedule.ts";

/** Every ten minutes, call up the days of standing orders whose time to be written has come. */
export const callUpStandingOrders = every(
  "call-up-standing-orders",
  { everyMs: 600_000, queue: "commitments" },
  (call) => callStandingOrders(call, {}),
);

/** When a day of a standing order is called up, write its draft: each a job of its own. */
export const writeStandingOrder = on(
  standingDue,
  { queue: "commitments", name: "write-standing-order" },
  (call, { standingOrderId, deliveryDay }) =>
    draftStandingOrder(call, { standingOrderId, deliveryDay: businessDay(deliveryDay) }),
);
