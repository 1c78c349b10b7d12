import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { mayAnswerAllotment } from "./allotment.policy.ts";
import { AnswerAllotment } from "./allotment.schema.ts";
import { allotmentFacts } from "./allotment-reads.server.ts";
import { answerShare } from "./answer-share.server.ts";
import { settleRound } from "./settle-round.server.ts";

/**
 * A koperasi takes its share, a part of it, or none. What it leaves goes to the others in the next round, and it is not
 * asked again in this call-off. Refuses what `answerShare` refuses.
 */
export const answerAllotment = command({
  name: "allotment.answer",
  input: AnswerAllotment,
  isolation: "read committed",
  permit: async (tx, call, { allotmentId }) => {
    const allotment = await allotmentFacts(allotmentId, tx);
    const isOwn = call.actor.kind === "member" && call.actor.organisationId === allotment?.koperasiId;
    if (!allotment || !isOwn || allotment.state === "proposed") throw new Missing("allotment.missing");
    if (!mayAnswerAllotment(call.actor, allotment)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, said) => {
    const before = await allotmentFacts(said.allotmentId, tx);
    invariant(before, "permitted above");
    const callOff = await holdCallOff(tx, before.callOffId);
    await answerShare(tx, call, callOff, said);
    await settleRound(tx, call, callOff);
    return { allotmentId: said.allotmentId };
  },
});
