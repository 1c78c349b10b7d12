import { lapseCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { every } from "../schedule.ts";

/** Every half minute, end the offers that nobody answered in time. */
export const lapseUnansweredOffers = every(
  "lapse-unanswered-offers",
  { everyMs: 30_000, queue: "commitments" },
  (call) => lapseCommitments(call, {}),
);
