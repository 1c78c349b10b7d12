import { Conflict, Forbidden, Invalid, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { callOffInvitations } from "#db/schema/contracts.ts";
import { callOffFacts, koperasiState } from "./call-off-reads.server.ts";
import { mayKnowContract, maySetCapacity } from "./contract.policy.ts";
import { InviteKoperasi } from "./contract.schema.ts";
import { koperasiInvited } from "./contracts.events.ts";
import { holdCallOff } from "./hold-call-off.server.ts";
import { invitationOf, isNeighbour } from "./invitation-reads.server.ts";

/**
 * The trade center asks a koperasi of another city to come along in an open call-off, which does not exist for that koperasi
 * until then. Refuses one of its own city, which sees the call-off anyway, and one that was asked and has not declined.
 */
export const inviteKoperasi = command({
  name: "contracts.inviteKoperasi",
  input: InviteKoperasi,
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    const callOff = await callOffFacts(callOffId, tx);
    if (!callOff || !mayKnowContract(call.actor, callOff)) throw new Missing("contracts.callOffMissing");
    if (!maySetCapacity(call.actor, callOff)) throw new Forbidden("contracts.forbidden");
  },
  run: async (tx, call, { callOffId, koperasiId }) => {
    const callOff = await holdCallOff(tx, callOffId);
    if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
    const koperasi = await koperasiState(koperasiId, tx);
    if (!koperasi?.isKoperasi) throw new Invalid({ koperasiId: ["contracts.notKoperasi"] });
    if (!koperasi.isActive) throw new RuleBroken("contracts.koperasiNotActive");
    if (await isNeighbour(callOff.hubId, koperasiId, tx)) throw new RuleBroken("contracts.inviteNotNeeded");
    const standing = await invitationOf(callOffId, koperasiId, tx);
    if (standing && standing.state !== "declined") throw new Conflict("contracts.invitedAlready");
    const asked = {
      state: "invited" as const,
      invitedBy: call.actor.kind === "member" ? call.actor.personId : null,
      invitedAt: call.at,
      answeredBy: null,
      answeredAt: null,
      reason: null,
    };
    await tx
      .insert(callOffInvitations)
      .values({ callOffId: callOff.scheduleId, koperasiId, ...asked })
      .onConflictDoUpdate({
        target: [callOffInvitations.callOffId, callOffInvitations.koperasiId],
        set: asked,
      });
    await announce(tx, call, koperasiInvited, { callOffId: callOff.scheduleId, koperasiId });
    return { callOffId, koperasiId };
  },
});
