import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { personOf } from "#app/http/actor.server.ts";
import { readForm } from "#app/http/form.server.ts";
import { ownPath } from "#app/http/origin.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { DEFAULT_LOCALE, localeCookie, localeFrom } from "#app/i18n/locale.ts";
import { chooseLocale } from "#app/modules/identity/choose-locale.server.ts";

/** Remembers the language, of this browser and of whoever is signed in, and goes back to where one was. */
export const action = screenAction(async ({ request }: ActionFunctionArgs) => {
  const form = await readForm(request);
  const locale = localeFrom(form.text("locale")) ?? DEFAULT_LOCALE;
  const signedIn = await personOf(request);
  if (signedIn) await chooseLocale(signedIn.call, { locale });
  return redirect(ownPath(form.text("returnTo"), "/"), {
    status: 303,
    headers: { "Set-Cookie": localeCookie(locale) },
  });
});

export function loader() {
  return redirect("/");
}
