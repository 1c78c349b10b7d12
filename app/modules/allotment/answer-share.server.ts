import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Invalid, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { type CallOffFacts, capacityOf } from "../contracts/call-off-reads.server.ts";
import { isShareable } from "../contracts/schedule.ts";
import { allotmentAccepted, allotmentDeclined } from "./allotment.events.ts";
import { allotmentLifecycle } from "./allotment-lifecycle.ts";
import { type AllotmentFacts, allotmentFacts, givenIn, openShares } from "./allotment-reads.server.ts";
import { answerDeadlineOf } from "./deadline-reads.server.ts";
import { acceptedOf } from "./round.ts";

/**
 * Records a koperasi's answer to one of its shares in the caller's transaction, which holds the call-off and says afterwards
 * that the round may be settled. Refuses more than the share or than it now says it can bring, and an answer after the
 * deadline or once the truck has left.
 */
export async function answerShare(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  said: {
    readonly allotmentId: string;
    readonly acceptedPacks: number;
    readonly reason?: string | undefined;
  },
): Promise<void> {
  const { allotmentId, acceptedPacks, reason } = said;
  invariant(call.actor.kind === "member", "a koperasi answers for itself");
  const allotment = await allotmentFacts(allotmentId, tx);
  invariant(allotment, "permitted by the command");
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
}

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
