import { and, eq, isNull } from "drizzle-orm";
import { m } from "#app/i18n/paraglide/messages.js";
import type { MemberActor } from "#app/kernel/call.ts";
import { Invalid, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { env } from "#app/platform/env.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invitations, memberships, persons } from "#db/schema/identity.ts";
import { actingMember } from "./acting-member.ts";
import { memberInvited } from "./identity.events.ts";
import { InviteMember } from "./member.schema.ts";
import { organisationById } from "./organisation-reads.server.ts";
import { type Role, rolesOf } from "./roles.ts";
import { linkToken, secretTokenHash } from "./secret-token.server.ts";

const WEEK_MS = 7 * 86_400_000;

/** The address that an invitation's mail carries; whoever keeps the members may see it again and hand it on. */
export function invitationLink(invitationId: string): string {
  return `${env().BASE_URL}/undangan/${linkToken(invitationId)}`;
}

/**
 * Invites somebody into one's own organisation in one role of its kind, by a link that is good for a week. An earlier
 * invitation of the same address to the same role gives way to it.
 */
export const inviteMember = command({
  name: "identity.inviteMember",
  input: InviteMember,
  secret: ["email"],
  permit: async (_tx, call) => {
    actingMember(call, "members.keep");
  },
  run: async (tx, call, input) => {
    const actor = actingMember(call, "members.keep");
    await refuseUnfitting(tx, actor, input);
    const invitationId = newId("invitation");
    await tx
      .update(invitations)
      .set({ revokedAt: call.at })
      .where(
        and(
          eq(invitations.organisationId, actor.organisationId),
          eq(invitations.email, input.email),
          eq(invitations.role, input.role),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      );
    await tx.insert(invitations).values({
      id: invitationId,
      tokenHash: secretTokenHash(linkToken(invitationId)),
      organisationId: actor.organisationId,
      role: input.role,
      email: input.email,
      invitedBy: actor.personId,
      createdAt: call.at,
      expiresAt: new Date(call.at.getTime() + WEEK_MS),
    });
    const organisation = await organisationById(actor.organisationId, tx);
    invariant(organisation, "a member acts for an organisation");
    await queueMail(tx, call, {
      to: input.email,
      subject: m.identity_mail_invitation_subject({ organisation: organisation.name }, { locale: "id" }),
      body: m.identity_mail_invitation_body(
        { organisation: organisation.name, link: invitationLink(invitationId) },
        { locale: "id" },
      ),
    });
    await announce(tx, call, memberInvited, { organisationId: actor.organisationId, invitationId });
    return { invitationId };
  },
});

async function refuseUnfitting(
  tx: Transaction,
  actor: MemberActor,
  { email, role }: { readonly email: string; readonly role: Role },
): Promise<void> {
  if (!rolesOf(actor.organisationKind).includes(role)) throw new Invalid({ role: ["identity.notRole"] });
  const [holder] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(persons, eq(persons.id, memberships.personId))
    .where(
      and(
        eq(persons.email, email),
        eq(memberships.organisationId, actor.organisationId),
        eq(memberships.role, role),
        isNull(memberships.endedAt),
      ),
    );
  if (holder) throw new Invalid({ email: ["identity.memberAlready"] });
}
