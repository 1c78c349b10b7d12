import { and, asc, desc, eq, gt, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { invitations, memberships, organisations, persons } from "#db/schema/identity.ts";
import type { Role } from "./roles.ts";
import { secretTokenHash } from "./secret-token.server.ts";

export type OrganisationMember = {
  readonly personId: string;
  readonly fullName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly hasSecondFactor: boolean;
  readonly roles: readonly Role[];
  readonly since: Date;
};

/** The people of an organisation with their roles, by name. */
export async function membersOf(organisationId: string, on: Executor = db()): Promise<OrganisationMember[]> {
  const rows = await on
    .select({
      personId: persons.id,
      fullName: persons.fullName,
      email: persons.email,
      phone: persons.phone,
      totpConfirmedAt: persons.totpConfirmedAt,
      role: memberships.role,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(persons, eq(persons.id, memberships.personId))
    .where(and(eq(memberships.organisationId, organisationId), isNull(memberships.endedAt)))
    .orderBy(asc(persons.fullName), asc(persons.id), asc(memberships.createdAt), asc(memberships.id));
  const members = new Map<string, OrganisationMember & { roles: Role[] }>();
  for (const { role, createdAt, totpConfirmedAt, ...person } of rows) {
    const known = members.get(person.personId);
    if (known) known.roles.push(role);
    else
      members.set(person.personId, {
        ...person,
        hasSecondFactor: totpConfirmedAt !== null,
        roles: [role],
        since: createdAt,
      });
  }
  return [...members.values()];
}

export type OpenInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

function isOpen(at: Date) {
  return and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, at));
}

/** Invitations that wait for an answer, newest first. */
export async function openInvitationsOf(
  organisationId: string,
  at: Date,
  on: Executor = db(),
): Promise<OpenInvitation[]> {
  return on
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(eq(invitations.organisationId, organisationId), isOpen(at)))
    .orderBy(desc(invitations.createdAt), desc(invitations.id));
}

export type InvitationToAnswer = {
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationSlug: string;
  readonly email: string;
  readonly role: Role;
  readonly isDemo: boolean;
  /** True when the invited address has an account: then its owner signs in to accept. */
  readonly isKnown: boolean;
};

/** What a link invites to; null when it was used, taken back or has run out. */
export async function invitationByToken(
  token: string,
  at: Date,
  on: Executor = db(),
): Promise<InvitationToAnswer | null> {
  const [row] = await on
    .select({
      organisationId: organisations.id,
      organisationName: organisations.name,
      organisationSlug: organisations.slug,
      isDemo: organisations.isDemo,
      email: invitations.email,
      role: invitations.role,
      personId: persons.id,
    })
    .from(invitations)
    .innerJoin(organisations, eq(organisations.id, invitations.organisationId))
    .leftJoin(persons, eq(persons.email, invitations.email))
    .where(and(eq(invitations.tokenHash, secretTokenHash(token)), isOpen(at)));
  if (!row) return null;
  const { personId, ...invitation } = row;
  return { ...invitation, isKnown: personId !== null };
}
