import { eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { cooperativeMembers, memberLeavings } from "#db/schema/cooperative.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { mayAgreeTo, mayRefuse } from "./cooperative.policy.ts";
import { AgreeToLeaving, AskLeaving, RefuseLeaving } from "./cooperative.schema.ts";
import { memberNumber } from "./member.ts";
import { memberOf } from "./member-reads.server.ts";
import { koperasiOf, ownKoperasi, permitKeeper } from "./own-koperasi.server.ts";
import { leavingEntry } from "./savings-postings.ts";
import { heldLeaving, isLeaving } from "./waiting-reads.server.ts";

/** Writes down that a member wants to leave, and why. They stay a member until a second person agrees. */
export const askLeaving = command({
  name: "cooperative.askLeaving",
  input: AskLeaving,
  isolation: "read committed",
  permit: permitKeeper,
  run: async (tx, call, { memberId, reason }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    const member = await memberOf(organisationId, memberId, tx);
    if (!member) throw new Missing("cooperative.memberMissing");
    if (member.leftOn !== null) throw new RuleBroken("cooperative.memberLeft");
    if (await isLeaving(memberId, tx)) throw new Conflict("cooperative.leavingWaits");
    const leavingId = newId("leaving");
    await tx.insert(memberLeavings).values({
      id: leavingId,
      organisationId,
      memberId,
      state: "asked",
      reason,
      askedBy: personId,
      askedAt: call.at,
    });
    return { leavingId, memberId };
  },
});

/**
 * A second person agrees: the member has left today, and whatever they saved, principal and mandatory, is owed back to them. It is
 * paid by a payment of its own, which two people decide as well.
 */
export const agreeToLeaving = command({
  name: "cooperative.agreeToLeaving",
  input: AgreeToLeaving,
  isolation: "read committed",
  permit: async (tx, call, { leavingId }) => {
    const leaving = await heldLeaving(tx, koperasiOf(call), leavingId);
    if (!leaving) throw new Missing("cooperative.leavingMissing");
    if (!mayAgreeTo(call.actor, leaving.askedBy)) throw new Forbidden("cooperative.secondPerson");
  },
  run: async (tx, call, { leavingId }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    const leaving = await heldLeaving(tx, organisationId, leavingId);
    invariant(leaving, "permitted above");
    if (leaving.state !== "asked") throw new Conflict("cooperative.decided");
    const member = await memberOf(organisationId, leaving.memberId, tx);
    invariant(member, "who leaves is a member");
    const { principalRupiah, mandatoryRupiah } = member;
    await tx
      .update(memberLeavings)
      .set({ state: "agreed", decidedBy: personId, decidedAt: call.at, principalRupiah, mandatoryRupiah })
      .where(eq(memberLeavings.id, leavingId));
    await tx.update(cooperativeMembers).set({ leftOn: today }).where(eq(cooperativeMembers.id, member.id));
    if (principalRupiah + mandatoryRupiah > 0n)
      await postEntry(
        tx,
        call,
        leavingEntry(
          {
            organisationId,
            subjectId: leavingId,
            on: today,
            narration: `${memberNumber(member.serial)} ${member.fullName}`,
          },
          { memberId: member.id, principalRupiah, mandatoryRupiah },
        ),
      );
    return { leavingId, memberId: member.id };
  },
});

/** Says no to a leaving, with a reason: the second person, or whoever asked and was asked to stay. Nothing changes. */
export const refuseLeaving = command({
  name: "cooperative.refuseLeaving",
  input: RefuseLeaving,
  isolation: "read committed",
  permit: async (tx, call, { leavingId }) => {
    if (!(await heldLeaving(tx, koperasiOf(call), leavingId)))
      throw new Missing("cooperative.leavingMissing");
    if (!mayRefuse(call.actor)) throw new Forbidden("cooperative.forbidden");
  },
  run: async (tx, call, { leavingId, refusal }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    const leaving = await heldLeaving(tx, organisationId, leavingId);
    invariant(leaving, "permitted above");
    if (leaving.state !== "asked") throw new Conflict("cooperative.decided");
    await tx
      .update(memberLeavings)
      .set({ state: "refused", decidedBy: personId, decidedAt: call.at, refusal })
      .where(eq(memberLeavings.id, leavingId));
    return { leavingId, memberId: leaving.memberId };
  },
});
