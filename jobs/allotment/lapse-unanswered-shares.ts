import { lapseAllotments } from "#app/modules/allotment/lapse-allotments.server.ts";
import { every } from "../schedule.ts";

/** Every minute, let the shares go whose koperasi did not answer in time. */
export const lapseUnansweredShares = every(
  "lapse-unanswered-shares",
  { cron: "* * * * *", queue: "allotment" },
  (call) => lapseAllotments(call, {}),
);
