import { redirect } from "@remix-run/node";
import { readForm } from "#app/http/form.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { endBrowserSession } from "#app/http/sign-in.server.ts";

/** Ends the session of this browser. Only a form of ours can ask for it. */
export const action = screenAction(async ({ request }) => {
  await readForm(request);
  return redirect("/masuk", { status: 303, headers: { "Set-Cookie": await endBrowserSession(request) } });
});

export function loader() {
  return redirect("/");
}
