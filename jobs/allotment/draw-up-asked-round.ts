import { allotmentAsked } from "#app/modules/allotment/allotment.events.ts";
import { drawUpRound } from "#app/modules/allotment/draw-up-round.server.ts";
import { on } from "../reaction.ts";

/** When the trade center asks for the shares of a schedule, draw them up. */
export const drawUpAskedRound = on(
  allotmentAsked,
  { queue: "allotment", name: "draw-up-asked-round" },
  (call, { roundId }) => drawUpRound(call, { roundId }),
);
