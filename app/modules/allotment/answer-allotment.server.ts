import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { capacityOf } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { isShareable } from "../contracts/schedule.ts";
import { allotmentAccepted, allotmentDeclined } from "./allotment.events.ts";
import { mayAnswerAllotment } from "./allotment.policy.ts";
import { AnswerAllotment } from "./allotment.schema.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { type AllotmentFacts, allotmentFacts, givenIn, openShares } from "./allotment-reads.server.ts";
import { answerDeadlineOf } from "./deadline-reads.server.ts";
import { acceptedOf } from "./round.ts";
import { settleRound } from "./settle-round.server.ts";

/**
 * A koperasi takes its share, a part of it, or none. What it leaves goes to the others in the next round, and it is not
 * asked again in this call-off. Refuses more than the share or than it now says it can bring, and an answer after the
 * deadline or once the truck has left.
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
    if (!isShareable(callOff)) throw new RuleBroken("contracts.callOffNotOpen");
    if (acceptedPacks > allotment.packs)
      throw new Invalid({ acceptedPacks: ["allotment.moreThanShare"] }, "allotment.moreThanShare");
    await refuseMoreThanDeclared(tx, allotment, acceptedPacks);
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
    await settleRound(tx, call, callOff);
    return { allotmentId };
  },
});

/** Who said meanwhile that it can bring less takes no more than that, together with what it has. */
async function refuseMoreThanDeclared(
  tx: Transaction,
  { callOffId, koperasiId }: AllotmentFacts,
  acceptedPacks: number,
): Promise<void> {
  const capacity = await capacityOf(callOffId, koperasiId, tx);
  invariant(capacity, "who was given a share was asked");
  const own = (await givenIn(callOffId, tx)).filter((given) => given.koperasiId === koperasiId);
  const most = Math.max(0, capacity.packsMax - acceptedOf(own));
  if (acceptedPacks > most) throw new RuleBroken("allotment.moreThanDeclared", { packs: most });
}
