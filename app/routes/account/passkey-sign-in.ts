import { readForm } from "#app/http/form.server.ts";
import { ownPath } from "#app/http/origin.server.ts";
import { askForPasskey, signInByPasskey } from "#app/http/passkeys.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { json } from "./passkey-answer.server.ts";

/** Asked by the script of the sign-in page: without an answer it gives the question, with one it signs in. */
export const action = screenAction(async ({ request, context }) => {
  const form = await readForm(request);
  return json(form, async () => {
    const answer = form.text("answer");
    if (answer === undefined) return { body: await askForPasskey(context) };
    const { cookie } = await signInByPasskey(request, context, answer);
    return { body: { to: ownPath(form.text("ke"), "/pilih") }, cookie };
  });
});
