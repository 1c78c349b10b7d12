import { lapseDisputes } from "#app/modules/disputes/lapse-disputes.server.ts";
import { every } from "../schedule.ts";

/** Every minute, let the time of claims run out that nobody answered or decided. */
export const lapseUnansweredClaims = every(
  "lapse-unanswered-claims",
  { cron: "* * * * *", queue: "shipments" },
  (call) => lapseDisputes(call, {}),
);
