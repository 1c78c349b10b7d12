import { and, asc, count, eq, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { passkeys, recoveryCodes } from "#db/schema/identity.ts";

/** A person's own passkeys, the oldest first. */
export async function passkeysOf(personId: string, on: Executor = db()) {
  return on
    .select({
      id: passkeys.id,
      credentialId: passkeys.credentialId,
      label: passkeys.label,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
      lockedAt: passkeys.lockedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

/** How many recovery codes a person could still use. */
export async function recoveryCodesLeft(personId: string, on: Executor = db()): Promise<number> {
  const [left] = await on
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)));
  return left?.count ?? 0;
}
