import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Invalid } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { takeRecoveryCode } from "./recovery-code.server.ts";
import { openSecondFactor, sealSecondFactor, takeCode } from "./totp.server.ts";

/** Takes a code of the authenticator, or a recovery code, and uses it up. Refuses a wrong one, and one used before. */
export async function takeSecondFactor(
  tx: Transaction,
  call: Call,
  personId: string,
  code: string,
): Promise<void> {
  const [person] = await tx
    .select({ sealed: persons.totpSealed, confirmedAt: persons.totpConfirmedAt })
    .from(persons)
    .where(eq(persons.id, personId))
    .for("update");
  const refused = new Invalid({ code: ["identity.wrongCode"] });
  if (!person?.sealed || !person.confirmedAt) throw refused;
  if (code.length > 6) {
    if (await takeRecoveryCode(tx, call, personId, code)) return;
    throw refused;
  }
  const used = takeCode(openSecondFactor(person.sealed), code, call.at);
  if (!used) throw refused;
  await tx
    .update(persons)
    .set({ totpSealed: sealSecondFactor(used) })
    .where(eq(persons.id, personId));
}
