import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { moveCallOff } from "../contracts/move-call-off.server.ts";
import { allotmentShortfall } from "./allotment.events.ts";
import { ProposeNextRound } from "./allotment.schema.ts";
import { givenIn, lastTerms, proposedRounds } from "./allotment-reads.server.ts";
import { planFor } from "./plan-for.server.ts";
import { isWaiting } from "./round.ts";
import { writeRound } from "./write-round.server.ts";

/**
 * Goes on with a call-off after its last share was answered. When all is taken it is locked. When something is left it
 * is shared again, by the rule of the round before, among those with room who turned nothing down; the head
 * publishes that table like any other. When nobody has room, the shortfall is told. Does nothing while a share still
 * waits for its answer or a table for its publication.
 */
export const proposeNextRound = command({
  name: "allotment.proposeNextRound",
  input: ProposeNextRound,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { callOffId }) => {
    const callOff = await holdCallOff(tx, callOffId);
    const terms = await lastTerms(callOffId, tx);
    const isBusy =
      isWaiting(await givenIn(callOffId, tx)) || (await proposedRounds(callOffId, tx)).length > 0;
    if (callOff.state !== "open" || terms === null || isBusy) return { callOffId, roundId: null };
    const plan = await planFor(tx, call.at, callOff, terms.key);
    if (plan.packs === 0) {
      await moveCallOff(tx, call, callOff, { event: "lock", comingBase: callOff.drawnBase });
      return { callOffId, roundId: null };
    }
    const roundId = await writeRound(tx, call, callOff, plan, { ...terms, note: null });
    if (roundId === null) await announce(tx, call, allotmentShortfall, { callOffId });
    return { callOffId, roundId };
  },
});
