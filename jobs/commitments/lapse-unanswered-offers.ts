import { lapseCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { remindOfOffers } from "#app/modules/commitments/remind-of-offers.server.ts";
import { every } from "../schedule.ts";

/** Every half minute, end the offers that nobody answered in time, and remind of those whose time runs out. */
export const lapseUnansweredOffers = every(
  "lapse-unanswered-offers",
  { everyMs: 30_000, queue: "commitments" },
  async (call) => {
    await lapseCommitments(call, {});
    await remindOfOffers(call, {});
  },
);
