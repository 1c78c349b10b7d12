import { createHmac, hkdfSync, randomInt } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Call } from "#app/kernel/call.ts";
import { env } from "#app/platform/env.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { persons, recoveryCodes } from "#db/schema/identity.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const CODE_LENGTH = 10;
export const RECOVERY_CODES = 10;

/** Ten fresh codes of fifty random bits, in two groups as people write them down. */
export function newRecoveryCodes(): string[] {
  const letter = () => ALPHABET.charAt(randomInt(ALPHABET.length));
  return Array.from({ length: RECOVERY_CODES }, () => {
    const code = Array.from({ length: CODE_LENGTH }, letter).join("");
    return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
  });
}

/** What a table keeps of a code. Fifty bits could be tried out against a plain hash; against one with our key, not. */
export function recoveryCodeHash(code: string): string {
  const key = Buffer.from(hkdfSync("sha256", env().SESSION_SECRET, "", "lumbung recovery codes", 32));
  return createHmac("sha256", key).update(code).digest("hex");
}

/** Uses up a code of this person and tells them by mail; false when it is none of theirs, or was used before. */
export async function takeRecoveryCode(
  tx: Transaction,
  call: Call,
  personId: string,
  code: string,
): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: call.at })
    .where(
      and(
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.codeHash, recoveryCodeHash(code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  if (used.length === 0) return false;
  const [left] = await tx
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)));
  const [person] = await tx
    .select({ email: persons.email, name: persons.fullName, locale: persons.locale })
    .from(persons)
    .where(eq(persons.id, personId));
  if (!person) return false;
  const { email, name, locale } = person;
  await queueMail(tx, call, {
    to: email,
    subject: m.identity_mail_recovery_subject({}, { locale }),
    body: m.identity_mail_recovery_body({ name, left: String(left?.count ?? 0) }, { locale }),
  });
  return true;
}
