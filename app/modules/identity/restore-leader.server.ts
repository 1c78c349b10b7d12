import { and, eq } from "drizzle-orm";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Call, MemberActor } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invitations, leaderRecoveries } from "#db/schema/identity.ts";
import { endRoles, rolesHeld } from "./change-roles.server.ts";
import { permitDecision } from "./decide-organisation.server.ts";
import { endSessionsOf } from "./end-session.server.ts";
import { memberInvited, recoveryAsked } from "./identity.events.ts";
import { invitationLink } from "./invite-member.server.ts";
import { AskRecovery, DecideRecovery } from "./organisation.schema.ts";
import { type Addressee, organisationById, peopleWithRole } from "./organisation-reads.server.ts";
import { leadingRoles, rolesHolding } from "./permissions.ts";
import { unopenedRecovery } from "./recovery-reads.server.ts";
import { linkToken, secretTokenHash } from "./secret-token.server.ts";

// The way back for an organisation whose only keeper of members lost every way to sign in (decision 019): whoever
// verifies the organisation lets another account lead it. Two people do it, the old address is told, and the old
// account is not opened: it keeps its name in every trail and reaches the organisation no more.

const TWO_DAYS_MS = 2 * 86_400_000;

type RecoveryRow = typeof leaderRecoveries.$inferSelect;

async function knownRecovery(tx: Transaction, call: Call, recoveryId: string): Promise<RecoveryRow> {
  const [recovery] = await tx.select().from(leaderRecoveries).where(eq(leaderRecoveries.id, recoveryId));
  if (!recovery) throw new Missing("kernel.missing");
  await permitDecision(tx, call, recovery.organisationId);
  return recovery;
}

function decider(call: Call): MemberActor {
  if (call.actor.kind !== "member") throw new Forbidden("kernel.forbidden");
  return call.actor;
}

/**
 * Whose access is lost: the only person who keeps the members, or, where nobody does, the leader for whom a link was
 * granted that was never opened. Refuses when there is somebody inside who can do it.
 */
async function lostLeader(tx: Transaction, organisationId: string): Promise<Addressee> {
  const [keeper, other] = await peopleWithRole(organisationId, rolesHolding("members.keep"), tx);
  const lost = keeper ?? (await unopenedRecovery(organisationId, tx))?.lost;
  if (!lost || other) throw new RuleBroken("identity.otherKeepers");
  return lost;
}

/**
 * Asks for an organisation's only keeper to be let back in under a new address, also after a link that was never opened: the first of two people, who has seen
 * the person. Nothing changes yet; whoever else may decide about the organisation is told. Refuses while others keep the members, and a second time while one is waiting.
 */
export const askRecovery = command({
  name: "identity.askRecovery",
  input: AskRecovery,
  secret: ["email"],
  subject: (input) => input.organisationId,
  isolation: "serializable",
  permit: async (tx, call, { organisationId }) => {
    decider(call);
    await permitDecision(tx, call, organisationId);
  },
  run: async (tx, call, { organisationId, email, reason }) => {
    const keeper = await lostLeader(tx, organisationId);
    if (keeper.email === email) throw new Invalid({ email: ["identity.sameAddress"] });
    const recoveryId = newId("recovery");
    const asked = await tx
      .insert(leaderRecoveries)
      .values({
        id: recoveryId,
        organisationId,
        personId: keeper.personId,
        email,
        reason,
        state: "asked",
        askedBy: decider(call).personId,
        askedAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: leaderRecoveries.id });
    if (asked.length === 0) throw new Conflict("identity.recoveryAsked");
    await announce(tx, call, recoveryAsked, { recoveryId });
    return { recoveryId };
  },
});

/**
 * The second person says yes. The lost account is signed out everywhere and leaves the organisation; an invitation to
 * lead it, good once and for two days, goes to the new address, and the old address is told. A link that was granted
 * before opens nothing any more.
 */
export const grantRecovery = command({
  name: "identity.grantRecovery",
  input: DecideRecovery,
  // Who else keeps the members is a question about all members together.
  isolation: "serializable",
  permit: async (tx, call, { recoveryId }) => {
    const recovery = await knownRecovery(tx, call, recoveryId);
    if (decider(call).personId === recovery.askedBy) throw new Forbidden("identity.secondPerson");
  },
  run: async (tx, call, { recoveryId }) => {
    const recovery = await decided(tx, call, recoveryId, "granted");
    const { organisationId, personId, email } = recovery;
    const keeper = await lostLeader(tx, organisationId);
    if (keeper.personId !== personId) throw new Conflict("identity.recoveryOver");
    const organisation = await organisationById(organisationId, tx);
    invariant(organisation, "a recovery is about an organisation");
    await endRoles(tx, { organisationId, personId }, await rolesHeld(tx, organisationId, personId), call.at);
    await endSessionsOf(tx, personId, null);
    await revokeUnopened(tx, organisationId, call.at);
    const invitationId = newId("invitation");
    await tx.insert(invitations).values({
      id: invitationId,
      tokenHash: secretTokenHash(linkToken(invitationId)),
      organisationId,
      role: leadingRoles[organisation.kind],
      email,
      invitedBy: decider(call).personId,
      createdAt: call.at,
      expiresAt: new Date(call.at.getTime() + TWO_DAYS_MS),
    });
    await tx.update(leaderRecoveries).set({ invitationId }).where(eq(leaderRecoveries.id, recoveryId));
    await announce(tx, call, memberInvited, { organisationId, invitationId });
    const words = { name: keeper.fullName, organisation: organisation.name };
    const { locale } = keeper;
    await queueMail(tx, call, {
      to: email,
      subject: m.identity_mail_recovery_link_subject({ organisation: organisation.name }, { locale }),
      body: m.identity_mail_recovery_link_body({ ...words, link: invitationLink(invitationId) }, { locale }),
    });
    await queueMail(tx, call, {
      to: keeper.email,
      subject: m.identity_mail_recovery_told_subject({ organisation: organisation.name }, { locale }),
      body: m.identity_mail_recovery_told_body(words, { locale }),
    });
    return { recoveryId, invitationId };
  },
});

/** Says no, or takes back what one asked for oneself. Nothing changes for anybody. */
export const refuseRecovery = command({
  name: "identity.refuseRecovery",
  input: DecideRecovery,
  permit: async (tx, call, { recoveryId }) => {
    decider(call);
    await knownRecovery(tx, call, recoveryId);
  },
  run: async (tx, call, { recoveryId }) => {
    await decided(tx, call, recoveryId, "refused");
    return { recoveryId };
  },
});

async function revokeUnopened(tx: Transaction, organisationId: string, at: Date): Promise<void> {
  const before = await unopenedRecovery(organisationId, tx);
  if (before)
    await tx.update(invitations).set({ revokedAt: at }).where(eq(invitations.id, before.invitationId));
}

/** Decides a recovery once: of two who answer at the same moment, the second is refused. */
async function decided(
  tx: Transaction,
  call: Call,
  recoveryId: string,
  state: "granted" | "refused",
): Promise<RecoveryRow> {
  const [recovery] = await tx
    .update(leaderRecoveries)
    .set({ state, decidedBy: decider(call).personId, decidedAt: call.at })
    .where(and(eq(leaderRecoveries.id, recoveryId), eq(leaderRecoveries.state, "asked")))
    .returning();
  if (!recovery) throw new Conflict("identity.recoveryOver");
  return recovery;
}
