import { expireOrders } from "#app/modules/orders/expire-orders.server.ts";
import { every } from "../schedule.ts";

/** Every ten minutes, end the orders whose day has come without the word of their head. */
export const expireUnapprovedOrders = every(
  "expire-unapproved-orders",
  { everyMs: 600_000, queue: "commitments" },
  (call) => expireOrders(call, {}),
);
