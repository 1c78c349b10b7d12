import { hash, verify } from "@node-rs/argon2";
import { and, eq, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";

// Argon2id (the library's default kind) with the memory and time that OWASP asks for.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobodysHash: Promise<string> | null = null;

/** True when the password is the one behind the hash. Without a hash the same work is done, and the answer is no. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword("nobody has this password");
  const fits = await verify(passwordHash ?? (await nobodysHash), password);
  return fits && passwordHash !== null;
}

export type ProvenPerson = { readonly personId: string; readonly hasSecondFactor: boolean };

/**
 * Who signs in with this e-mail address and password; null when nobody does. An unknown address takes as long as a
 * wrong password, so that the time says nothing about who has an account.
 */
export async function personWithPassword(
  email: string,
  password: string,
  on: Executor = db(),
): Promise<ProvenPerson | null> {
  const [person] = await on
    .select({
      personId: persons.id,
      passwordHash: persons.passwordHash,
      totpConfirmedAt: persons.totpConfirmedAt,
    })
    .from(persons)
    .where(and(eq(persons.email, email.trim().toLowerCase()), isNull(persons.disabledAt)));
  if (!(await passwordFits(person?.passwordHash ?? null, password)) || !person) return null;
  return { personId: person.personId, hasSecondFactor: person.totpConfirmedAt !== null };
}
