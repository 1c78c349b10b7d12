import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { allotmentAccepted, allotmentDeclined } from "./allotment.events.ts";
import { mayAnswerAllotment } from "./allotment.policy.ts";
import { AnswerAllotment } from "./allotment.schema.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { allotmentFacts, openShares } from "./allotment-reads.server.ts";
import { answerDeadlineOf } from "./deadline-reads.server.ts";
import { settleRound } from "./settle-round.server.ts";

/**
 * A koperasi takes its share, a part of it, or none. What it leaves goes to the others in the next round, and it is not
 * asked again in this call-off. Refuses more than the share, and an answer after the deadline.
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
  run: async (tx, call, { allotmentId, acceptedPacks, reason }) => {
    invariant(call.actor.kind === "member", "a koperasi answers for itself");
    const before = await allotmentFacts(allotmentId, tx);
    invariant(before, "permitted above");
    const callOff = await holdCallOff(tx, before.callOffId);
    const allotment = await allotmentFacts(allotmentId, tx);
    invariant(allotment, "permitted above");
    const event = acceptedPacks > 0 ? "accept" : "decline";
    const state = nextState(allotmentLifecycle, allotment.state, event, "allotment.moved");
    if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
    if (acceptedPacks > allotment.packs)
      throw new Invalid({ acceptedPacks: ["allotment.moreThanShare"] }, "allotment.moreThanShare");
    const [share] = await openShares(tx, { allotmentId });
    invariant(share, "a published share waits");
    if (call.at > (await answerDeadlineOf(share, tx))) throw new RuleBroken("allotment.tooLate");
    const answered = await tx
      .update(allotments)
      .set({
        state,
        acceptedPacks,
        answeredAt: call.at,
        answeredBy: call.actor.personId,
        reason: reason ?? null,
        version: allotment.version + 1,
      })
      .where(and(eq(allotments.id, allotmentId), eq(allotments.version, allotment.version)))
      .returning({ id: allotments.id });
    if (answered.length === 0) throw new Conflict("allotment.moved");
    await announce(tx, call, acceptedPacks > 0 ? allotmentAccepted : allotmentDeclined, { allotmentId });
    await settleRound(tx, call, callOff.id);
    return { allotmentId };
  },
});
