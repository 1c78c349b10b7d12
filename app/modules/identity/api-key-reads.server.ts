import { and, desc, eq, isNull } from "drizzle-orm";
import type { MemberActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { apiKeys, memberships, organisations, persons } from "#db/schema/identity.ts";
import { secretTokenHash } from "./secret-token.server.ts";

export type KeyHolder = {
  readonly apiKeyId: string;
  readonly lastUsedAt: Date | null;
  readonly locale: "id" | "en";
  readonly actor: MemberActor;
};

/**
 * Whom a key speaks for, or null. A key is as strong as the person who made it: when they leave the organisation,
 * lose the role or are disabled, it opens nothing any more.
 */
export async function keyHolder(secret: string, on: Executor = db()): Promise<KeyHolder | null> {
  const [row] = await on
    .select({
      apiKeyId: apiKeys.id,
      lastUsedAt: apiKeys.lastUsedAt,
      locale: persons.locale,
      personId: persons.id,
      role: apiKeys.role,
      organisationId: organisations.id,
      organisationKind: organisations.kind,
      state: organisations.state,
    })
    .from(apiKeys)
    .innerJoin(persons, and(eq(persons.id, apiKeys.personId), isNull(persons.disabledAt)))
    .innerJoin(organisations, eq(organisations.id, apiKeys.organisationId))
    .innerJoin(
      memberships,
      and(
        eq(memberships.personId, apiKeys.personId),
        eq(memberships.organisationId, apiKeys.organisationId),
        eq(memberships.role, apiKeys.role),
        isNull(memberships.endedAt),
      ),
    )
    .where(and(eq(apiKeys.keyHash, secretTokenHash(secret)), isNull(apiKeys.revokedAt)));
  if (!row) return null;
  return {
    apiKeyId: row.apiKeyId,
    lastUsedAt: row.lastUsedAt,
    locale: row.locale,
    actor: {
      kind: "member",
      personId: row.personId,
      organisationId: row.organisationId,
      organisationKind: row.organisationKind,
      organisationActive: row.state === "active",
      roles: [row.role],
      apiKeyId: row.apiKeyId,
    },
  };
}

export type ApiKeySummary = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly role: (typeof apiKeys.$inferSelect)["role"];
  readonly label: string;
  readonly hint: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** The keys in force of an organisation, newest first; of one person only when `personId` is given. */
export async function apiKeysOf(
  organisationId: string,
  personId: string | null,
  on: Executor = db(),
): Promise<ApiKeySummary[]> {
  return on
    .select({
      id: apiKeys.id,
      personId: apiKeys.personId,
      personName: persons.fullName,
      role: apiKeys.role,
      label: apiKeys.label,
      hint: apiKeys.hint,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(persons, eq(persons.id, apiKeys.personId))
    .where(
      and(
        eq(apiKeys.organisationId, organisationId),
        isNull(apiKeys.revokedAt),
        personId === null ? undefined : eq(apiKeys.personId, personId),
      ),
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
}
