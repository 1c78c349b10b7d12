import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { type Database, db, type Executor } from "#db/client.server.ts";
import { memberships, organisations, persons, sessions } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import type { OrganisationState } from "./organisation.ts";
import type { Role } from "./roles.ts";
import { secretTokenHash } from "./secret-token.server.ts";

/** An organisation as its members see it on every screen. */
export type Workspace = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly slug: string;
  readonly shortName: string;
  readonly state: OrganisationState;
  readonly stateReason: string | null;
  readonly regionCode: string;
  readonly cityCode: string;
  readonly timeZone: TimeZone;
  readonly isDemo: boolean;
};

/** What one person is in one organisation. */
export type Membership = { readonly organisation: Workspace; readonly roles: readonly Role[] };

export type SignedInPerson = {
  readonly id: string;
  readonly fullName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly locale: "id" | "en";
  readonly hasSecondFactor: boolean;
  readonly isDemo: boolean;
};

export type SessionFacts = {
  readonly sessionId: string;
  readonly person: SignedInPerson;
  /** In order of organisation name; empty for somebody who belongs to none (yet). */
  readonly memberships: readonly Membership[];
  /** False while the second factor is still due: such a session may do nothing but give it. */
  readonly isComplete: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
};

const personColumns = {
  personId: persons.id,
  fullName: persons.fullName,
  email: persons.email,
  phone: persons.phone,
  locale: persons.locale,
  totpConfirmedAt: persons.totpConfirmedAt,
  isDemo: persons.isDemo,
};
const workspaceColumns = {
  id: organisations.id,
  kind: organisations.kind,
  name: organisations.name,
  slug: organisations.slug,
  shortName: organisations.shortName,
  state: organisations.state,
  stateReason: organisations.stateReason,
  regionCode: organisations.regionCode,
  cityCode: organisations.cityCode,
  isDemo: organisations.isDemo,
};

// Every page begins with this question, so it is asked once, in one round, with a prepared statement.
const prepared = new WeakMap<Database, ReturnType<typeof prepareSession>>();

function prepareSession(on: Database) {
  return on
    .select({
      sessionId: sessions.id,
      completedAt: sessions.completedAt,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      ...personColumns,
      role: memberships.role,
      organisation: workspaceColumns,
      timeZone: regions.timeZone,
    })
    .from(sessions)
    .innerJoin(persons, and(eq(persons.id, sessions.personId), isNull(persons.disabledAt)))
    .leftJoin(memberships, and(eq(memberships.personId, persons.id), isNull(memberships.endedAt)))
    .leftJoin(organisations, eq(organisations.id, memberships.organisationId))
    .leftJoin(regions, eq(regions.code, organisations.regionCode))
    .where(eq(sessions.tokenHash, sql.placeholder("tokenHash")))
    .orderBy(asc(organisations.name), asc(organisations.id), asc(memberships.createdAt), asc(memberships.id))
    .prepare("session_by_token");
}

type SessionRow = Awaited<ReturnType<ReturnType<typeof prepareSession>["execute"]>>[number];

/** The person behind a session token, with everything they belong to; null when it is unknown or has run out. */
export async function sessionByToken(
  token: string,
  at: Date,
  on: Database = db(),
): Promise<SessionFacts | null> {
  const statement = prepared.get(on) ?? prepareSession(on);
  prepared.set(on, statement);
  const rows = await statement.execute({ tokenHash: secretTokenHash(token) });
  const [first] = rows;
  if (!first || first.expiresAt <= at) return null;
  return {
    sessionId: first.sessionId,
    person: personOf(first),
    memberships: membershipsIn(rows),
    isComplete: first.completedAt !== null,
    createdAt: first.createdAt,
    lastSeenAt: first.lastSeenAt,
  };
}

function personOf(
  row: Omit<SessionRow, "sessionId" | "completedAt" | "createdAt" | "lastSeenAt" | "expiresAt">,
): SignedInPerson {
  return {
    id: row.personId,
    fullName: row.fullName,
    email: row.email,
    phone: row.phone,
    locale: row.locale,
    hasSecondFactor: row.totpConfirmedAt !== null,
    isDemo: row.isDemo,
  };
}

function membershipsIn(
  rows: readonly Pick<SessionRow, "organisation" | "timeZone" | "role">[],
): Membership[] {
  const found = new Map<string, { organisation: Workspace; roles: Role[] }>();
  for (const { organisation, timeZone, role } of rows) {
    if (!organisation || !timeZone || !role) continue;
    const membership = found.get(organisation.id) ?? {
      organisation: { ...organisation, timeZone },
      roles: [],
    };
    if (!membership.roles.includes(role)) membership.roles.push(role);
    found.set(organisation.id, membership);
  }
  return [...found.values()];
}

/** Everything a person belongs to, by name of organisation. */
export async function membershipsOf(personId: string, on: Executor = db()): Promise<Membership[]> {
  const rows = await on
    .select({ role: memberships.role, organisation: workspaceColumns, timeZone: regions.timeZone })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .innerJoin(regions, eq(regions.code, organisations.regionCode))
    .where(and(eq(memberships.personId, personId), isNull(memberships.endedAt)))
    .orderBy(asc(organisations.name), asc(organisations.id), asc(memberships.createdAt), asc(memberships.id));
  return membershipsIn(rows);
}

export type OpenSession = {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string | null;
};

/** Where a person is signed in now, most recently used first. */
export async function openSessionsOf(
  personId: string,
  at: Date,
  on: Executor = db(),
): Promise<OpenSession[]> {
  return on
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, at)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}
