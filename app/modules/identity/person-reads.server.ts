import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { passwordResets, persons } from "#db/schema/identity.ts";
import { secretTokenHash } from "./secret-token.server.ts";
import { openSecondFactor, totpInvitation } from "./totp.server.ts";

/** True while a link for a new password may still be used. */
export async function isResetOpen(token: string, at: Date, on: Executor = db()): Promise<boolean> {
  const [open] = await on
    .select({ id: passwordResets.id })
    .from(passwordResets)
    .where(
      and(
        eq(passwordResets.tokenHash, secretTokenHash(token)),
        isNull(passwordResets.usedAt),
        gt(passwordResets.expiresAt, at),
      ),
    );
  return open !== undefined;
}

/** True while the house has no person at all: then, and only then, its operator may be founded. */
export async function isHouseEmpty(on: Executor = db()): Promise<boolean> {
  const [somebody] = await on.select({ id: persons.id }).from(persons).limit(1);
  return somebody === undefined;
}

export type SecondFactorToConfirm = {
  /** For a QR code. */
  readonly uri: string;
  /** For typing by hand. */
  readonly text: string;
};

/** The second factor that a person has begun and not confirmed yet, for their own eyes; or null. */
export async function secondFactorBegun(
  personId: string,
  on: Executor = db(),
): Promise<SecondFactorToConfirm | null> {
  const [person] = await on
    .select({ email: persons.email, sealed: persons.totpSealed, confirmedAt: persons.totpConfirmedAt })
    .from(persons)
    .where(eq(persons.id, personId));
  if (!person?.sealed || person.confirmedAt) return null;
  return totpInvitation(openSecondFactor(person.sealed).secret, person.email);
}

/** Full names of these persons, by their ids. */
export async function namesOfPersons(
  personIds: readonly (string | null)[],
  on: Executor = db(),
): Promise<Readonly<Record<string, string>>> {
  const ids = personIds.filter((personId) => personId !== null);
  if (ids.length === 0) return {};
  const rows = await on
    .select({ id: persons.id, fullName: persons.fullName })
    .from(persons)
    .where(inArray(persons.id, ids));
  return Object.fromEntries(rows.map(({ id, fullName }) => [id, fullName]));
}
