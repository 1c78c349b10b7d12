import { lapseAppeals } from "#app/modules/shipments/lapse-appeals.server.ts";
import { every } from "../schedule.ts";

/** Every minute, let the time of appeals run out that no kitchen answered. */
export const lapseUnansweredAppeals = every(
  "lapse-unanswered-appeals",
  { cron: "* * * * *", queue: "shipments" },
  (call) => lapseAppeals(call, {}),
);
