import { closeFinishedOrders } from "#app/modules/shipments/close-finished-orders.server.ts";
import { endMissedShipments } from "#app/modules/shipments/end-missed-shipments.server.ts";
import { every } from "../schedule.ts";

/** Every hour, give up on goods that never left, and close the orders for which nothing more will come. */
export const endMissedDeliveries = every(
  "end-missed-deliveries",
  { cron: "17 * * * *", queue: "shipments" },
  async (call) => {
    await endMissedShipments(call, {});
    await closeFinishedOrders(call, {});
  },
);
