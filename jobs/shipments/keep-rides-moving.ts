import { moveRides } from "#app/modules/shipments/move-rides.server.ts";
import { every } from "../schedule.ts";

/** Every five minutes, fix rides whose time to answer has run out, and settle those that have arrived. */
export const keepRidesMoving = every(
  "keep-rides-moving",
  { cron: "*/5 * * * *", queue: "shipments" },
  (call) => moveRides(call, {}),
);
