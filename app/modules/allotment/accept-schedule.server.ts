import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { callOffFacts, waveFacts } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { mayAnswerAllotment } from "./allotment.policy.ts";
import { AcceptSchedule } from "./allotment.schema.ts";
import { givenByCallOff } from "./allotment-reads.server.ts";
import { answerShare } from "./answer-share.server.ts";
import { settleRound } from "./settle-round.server.ts";

/**
 * A koperasi takes its shares of all days of a schedule that wait for its answer, whole, at once: all of them or none.
 * Refuses what any single answer would be refused for, and where nothing waits.
 */
export const acceptSchedule = command({
  name: "allotment.acceptSchedule",
  input: AcceptSchedule,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    if (call.actor.kind !== "member") throw new Forbidden("allotment.forbidden");
    const koperasiId = call.actor.organisationId;
    const callOff = await callOffFacts(callOffId, tx);
    const shares = callOff ? await ownShares(tx, callOff.scheduleId, koperasiId) : [];
    if (shares.length === 0) throw new Missing("allotment.missing");
    if (!mayAnswerAllotment(call.actor, { koperasiId })) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { callOffId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const callOff = await holdCallOff(tx, callOffId);
    const waves = await waveFacts(callOff.scheduleId, tx);
    const shares = await ownShares(tx, callOff.scheduleId, call.actor.organisationId);
    const waiting = shares.filter((share) => share.state === "published");
    if (waiting.length === 0) throw new Conflict("allotment.moved");
    for (const share of waiting) {
      const wave = waves.find((one) => one.id === share.callOffId);
      invariant(wave, "a share is of a wave of its schedule");
      await answerShare(tx, call, wave, { allotmentId: share.id, acceptedPacks: share.packs });
    }
    await settleRound(tx, call, callOff);
    return { callOffId, days: waiting.length };
  },
});

/** Every share of this koperasi in a schedule that was published at some time, in the order of the days. */
async function ownShares(tx: Transaction, scheduleId: string, koperasiId: string) {
  const waves = await waveFacts(scheduleId, tx);
  const given = await givenByCallOff(
    waves.map((wave) => wave.id),
    tx,
  );
  return [...given.values()].flat().filter((share) => share.koperasiId === koperasiId);
}
