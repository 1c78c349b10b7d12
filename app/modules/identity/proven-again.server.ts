import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { persons } from "#db/schema/identity.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { actingPerson } from "./acting-person.ts";
import { passwordFits } from "./password.server.ts";

/**
 * The person who acts, proven once more by their password and held: how one signs in is not changed by whoever finds
 * a browser open. Refuses a wrong password.
 */
export async function provenAgain(tx: LatestTransaction, call: Call, password: string) {
  const own = and(eq(persons.id, actingPerson(call)), isNull(persons.disabledAt));
  const [person] = await hold(tx, persons, own);
  if (!(await passwordFits(person?.passwordHash ?? null, password)) || !person)
    throw new Invalid({ currentPassword: ["identity.wrongCurrentPassword"] });
  return person;
}
