import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { persons } from "#db/schema/identity.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { takeRecoveryCode } from "./recovery-code.server.ts";
import { openSecondFactor, sealSecondFactor, takeCode } from "./totp.server.ts";

/** Takes a code of the authenticator, or a recovery code, and uses it up. Refuses a wrong one, and one used before. */
export async function takeSecondFactor(
  tx: LatestTransaction,
  call: Call,
  personId: string,
  code: string,
): Promise<void> {
  const [person] = await hold(tx, persons, eq(persons.id, personId));
  const refused = new Invalid({ code: ["identity.wrongCode"] });
  if (!person?.totpSealed || !person.totpConfirmedAt) throw refused;
  if (code.length > 6) {
    if (await takeRecoveryCode(tx, call, personId, code)) return;
    throw refused;
  }
  const used = takeCode(openSecondFactor(person.totpSealed), code, call.at);
  if (!used) throw refused;
  await tx
    .update(persons)
    .set({ totpSealed: sealSecondFactor(used) })
    .where(eq(persons.id, personId));
}
