import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { moveCallOff } from "../contracts/move-call-off.server.ts";
import { allotmentShortfall } from "./allotment.events.ts";
import { ProposeNextRound } from "./allotment.schema.ts";
import { lastTerms, pendingRounds } from "./allotment-reads.server.ts";
import { type Planning, planFor } from "./plan-for.server.ts";
import { isWaiting } from "./round.ts";
import { keepRound } from "./write-round.server.ts";

/**
 * Goes on with a schedule after the last share of its waves was answered, or something was given back. Waves that are all
 * taken are locked. When something is left it is shared again, by the rule of the round before, among those with room
 * who turned nothing down; what others have stays as it is, and the head publishes that table like any other. When
 * nobody has room, the shortfall is told. Does nothing while a share still waits for its answer or a table for its publication.
 */
export const proposeNextRound = command({
  name: "allotment.proposeNextRound",
  input: ProposeNextRound,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { callOffId }) => {
    const { scheduleId } = await holdCallOff(tx, callOffId);
    const terms = await lastTerms(scheduleId, tx);
    const none = { callOffId, roundId: null };
    if (terms === null || (await pendingRounds(scheduleId, tx)).length > 0) return none;
    const planning = await planFor(tx, call.at, scheduleId, terms.key);
    if (planning.standings.some(({ given }) => isWaiting(given))) return none;
    await lockWhatIsTaken(tx, call, planning);
    if (planning.plan.packs === 0) return none;
    const roundId = await keepRound(tx, call, planning, { terms: { ...terms, note: null } });
    if (roundId === null)
      for (const wave of planning.plan.waves)
        await announce(tx, call, allotmentShortfall, { callOffId: wave.id });
    return { callOffId, roundId };
  },
});

async function lockWhatIsTaken(tx: Transaction, call: Call, { plan, waves }: Planning): Promise<void> {
  const short = new Set(plan.waves.map((wave) => wave.id));
  for (const wave of waves)
    if (wave.state === "open" && !short.has(wave.id))
      await moveCallOff(tx, call, wave, { event: "lock", comingBase: wave.drawnBase });
}
