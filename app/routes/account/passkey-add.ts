import { requirePerson } from "#app/http/actor.server.ts";
import { flashCookie } from "#app/http/flash.server.ts";
import { readForm } from "#app/http/form.server.ts";
import { keepPasskey, offerPasskey } from "#app/http/passkeys.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { json } from "./passkey-answer.server.ts";

/** Asked by the script of the security page: without an answer it gives the question, with one it keeps the passkey. */
export const action = screenAction(async ({ request }) => {
  const signedIn = await requirePerson(request);
  const form = await readForm(request);
  return json(form, async () => {
    const answer = form.text("answer");
    if (answer === undefined) return { body: await offerPasskey(signedIn) };
    await keepPasskey(signedIn, answer, form.text("label") ?? "");
    return {
      body: { to: "/akun/keamanan" },
      cookie: flashCookie({ text: m.account_passkey_added() }),
    };
  });
});
