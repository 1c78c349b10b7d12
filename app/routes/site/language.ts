import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { readForm } from "#app/http/form.server.ts";
import { ownPath } from "#app/http/origin.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { DEFAULT_LOCALE, localeCookie, localeFrom } from "#app/i18n/locale.ts";

/** Remembers the language of this browser and goes back to where one was. */
export const action = screenAction(async ({ request }: ActionFunctionArgs) => {
  const form = await readForm(request);
  const locale = localeFrom(form.text("locale")) ?? DEFAULT_LOCALE;
  const headers = { "Set-Cookie": localeCookie(locale) };
  return redirect(ownPath(form.text("returnTo"), "/"), { status: 303, headers });
});

export function loader() {
  return redirect("/");
}
