import { tellLateDeliveries } from "#app/modules/shipments/tell-late-deliveries.server.ts";
import { every } from "../schedule.ts";

/** Every minute, tell kitchens and sellers of what should stand at the door and does not. */
export const tellOfLateDeliveries = every(
  "tell-late-deliveries",
  { cron: "* * * * *", queue: "shipments" },
  (call) => tellLateDeliveries(call, {}),
);
