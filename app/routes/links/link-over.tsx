import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

/** A producer's link that has run out, was taken back or is another's, in words for somebody who has no account to go back to. */
export function LinkOver() {
  const error = useRouteError();
  if (!isRouteErrorResponse(error) || error.status !== 404) throw error;
  return (
    <CenterPage title={m.catalogue_ask_over_title()}>
      <p className="text-ink-soft">{m.catalogue_ask_over_text()}</p>
    </CenterPage>
  );
}
