import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { m } from "#app/i18n/paraglide/messages.js";
import { Forbidden, Invalid } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { hold } from "#db/hold.server.ts";
import { passkeys, persons } from "#db/schema/identity.ts";
import { PasskeyAnswer, takeChallenge } from "./keep-passkeys.server.ts";
import { credentialIdIn, isCopied, passkeyCount } from "./passkey.server.ts";

/**
 * Who signed the challenge with a passkey of theirs. A key whose count did not grow may have been copied: it is locked
 * for good, its owner is told by mail, and `isLocked` says that nobody is signed in. Only sign-in itself may ask.
 */
export const acceptPasskey = command({
  name: "identity.acceptPasskey",
  input: z.object({ challengeId: idOf("passkeyChallenge"), answer: PasskeyAnswer }),
  secret: ["answer"],
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("kernel.forbidden");
  },
  run: async (tx, call, { challengeId, answer }) => {
    const challenge = await takeChallenge(tx, call, challengeId);
    const [passkey] = await hold(
      tx,
      passkeys,
      and(eq(passkeys.credentialId, credentialIdIn(answer)), isNull(passkeys.lockedAt)),
    );
    const [owner] = await tx
      .select({ email: persons.email, name: persons.fullName, locale: persons.locale })
      .from(persons)
      .where(and(eq(persons.id, passkey?.personId ?? ""), isNull(persons.disabledAt)));
    if (!passkey || !owner) throw new Invalid({ "": ["identity.passkeyRefused"] });
    const { email, name, locale } = owner;
    const counter = await passkeyCount(answer, challenge, passkey);
    const isLocked = isCopied(passkey.counter, counter);
    await tx
      .update(passkeys)
      .set(isLocked ? { lockedAt: call.at } : { counter, lastUsedAt: call.at })
      .where(eq(passkeys.id, passkey.id));
    if (isLocked)
      await queueMail(tx, call, {
        to: email,
        subject: m.identity_mail_passkey_locked_subject({}, { locale }),
        body: m.identity_mail_passkey_locked_body({ name, label: passkey.label }, { locale }),
      });
    return { passkeyId: passkey.id, personId: passkey.personId, isLocked };
  },
});
