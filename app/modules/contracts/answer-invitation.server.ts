import { and, eq } from "drizzle-orm";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { callOffInvitations } from "#db/schema/contracts.ts";
import { mayDeclareCapacity } from "./contract.policy.ts";
import { AnswerInvitation } from "./contract.schema.ts";
import { holdCallOff } from "./hold-call-off.server.ts";
import { invitationLifecycle } from "./invitation-lifecycle.ts";
import { invitationOf } from "./invitation-reads.server.ts";

/** A koperasi of another city says whether it comes along in a call-off that it was invited into. To who was not, it does not exist. */
export const answerInvitation = command({
  name: "contracts.answerInvitation",
  input: AnswerInvitation,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const { actor } = call;
    const invitation =
      actor.kind === "member" ? await invitationOf(callOffId, actor.organisationId, tx) : null;
    if (!invitation) throw new Missing("contracts.callOffMissing");
    if (!mayDeclareCapacity(actor)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { callOffId, answer, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId: koperasiId, personId: answeredBy } = call.actor;
    const callOff = await holdCallOff(tx, callOffId);
    if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
    const invitation = await invitationOf(callOffId, koperasiId, tx);
    invariant(invitation, "permitted above");
    const state = nextState(invitationLifecycle, invitation.state, answer, "contracts.invitationAnswered");
    await tx
      .update(callOffInvitations)
      .set({ state, answeredBy, answeredAt: call.at, reason: reason ?? null })
      .where(
        and(
          eq(callOffInvitations.callOffId, callOff.scheduleId),
          eq(callOffInvitations.koperasiId, koperasiId),
        ),
      );
    return { callOffId };
  },
});
