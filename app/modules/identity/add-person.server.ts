import type { Call } from "#app/kernel/call.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { hashPassword } from "./password.server.ts";
import type { NewPerson } from "./person.schema.ts";

/** A person with a password of their own, or with the hash of one that was computed before, for many at once. */
export type PersonToAdd = NewPerson | (Omit<NewPerson, "password"> & { readonly passwordHash: string });

/**
 * Writes down a new person in the caller's transaction and returns their id. Refuses, at the field `field`, an e-mail
 * address that already has an account: its owner signs in instead.
 */
export async function addPerson(
  tx: Transaction,
  call: Call,
  person: PersonToAdd,
  facts: { readonly isDemo: boolean; readonly field: string },
): Promise<string> {
  const id = newId("person");
  const added = await tx
    .insert(persons)
    .values({
      id,
      fullName: person.fullName,
      email: person.email,
      phone: person.phone ?? null,
      passwordHash: "passwordHash" in person ? person.passwordHash : await hashPassword(person.password),
      locale: person.locale,
      isDemo: facts.isDemo,
      createdAt: call.at,
    })
    .onConflictDoNothing()
    .returning({ id: persons.id });
  if (added.length === 0) throw new Invalid({ [facts.field]: ["identity.emailTaken"] });
  return id;
}
