import { roundAnswered } from "#app/modules/allotment/allotment.events.ts";
import { proposeNextRound } from "#app/modules/allotment/propose-next-round.server.ts";
import { on } from "../reaction.ts";

/** When the last share of a call-off was answered, share what is left again, fix the shares, or tell the shortfall. */
export const reallotDeclinedShare = on(
  roundAnswered,
  { queue: "allotment", name: "reallot-declined-share" },
  (call, { callOffId }) => proposeNextRound(call, { callOffId }),
);
