import { and, eq, isNull } from "drizzle-orm";
import { m } from "#app/i18n/paraglide/messages.js";
import { command } from "#app/platform/command.server.ts";
import { env } from "#app/platform/env.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { passwordResets, persons } from "#db/schema/identity.ts";
import { RequestPasswordReset } from "./person.schema.ts";
import { newSecretToken, secretTokenHash } from "./secret-token.server.ts";

const HOUR_MS = 3_600_000;

/**
 * Sends a link for a new password to whoever has an account with this address, good for an hour. The answer is the
 * same when nobody has: it does not tell who is here.
 */
export const requestPasswordReset = command({
  name: "identity.requestPasswordReset",
  input: RequestPasswordReset,
  secret: ["email"],
  subject: () => null,
  permit: async () => {},
  run: async (tx, call, { email }) => {
    const [person] = await tx
      .select({ id: persons.id, fullName: persons.fullName, locale: persons.locale })
      .from(persons)
      .where(and(eq(persons.email, email), isNull(persons.disabledAt)));
    if (!person) return { accepted: true };
    const token = newSecretToken();
    await tx.insert(passwordResets).values({
      id: newId("resetToken"),
      tokenHash: secretTokenHash(token),
      personId: person.id,
      createdAt: call.at,
      expiresAt: new Date(call.at.getTime() + HOUR_MS),
    });
    const { locale, fullName } = person;
    const link = `${env().BASE_URL}/sandi-baru/${token}`;
    await queueMail(tx, call, {
      to: email,
      subject: m.identity_mail_reset_subject({}, { locale }),
      body: m.identity_mail_reset_body({ name: fullName, link }, { locale }),
    });
    return { accepted: true };
  },
});
