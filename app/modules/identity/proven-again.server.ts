import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Invalid } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { passwordFits } from "./password.server.ts";

/**
 * The person who acts, proven once more by their password and locked: how one signs in is not changed by whoever finds
 * a browser open. Refuses a wrong password.
 */
export async function provenAgain(tx: Transaction, call: Call, password: string) {
  const [person] = await tx
    .select()
    .from(persons)
    .where(and(eq(persons.id, actingPerson(call)), isNull(persons.disabledAt)))
    .for("update");
  if (!(await passwordFits(person?.passwordHash ?? null, password)) || !person)
    throw new Invalid({ currentPassword: ["identity.wrongCurrentPassword"] });
  return person;
}
