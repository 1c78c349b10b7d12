import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { simkopdesFactsOf } from "#app/modules/accountability/simkopdes-reads.server.ts";
import { simkopdesSheets } from "#app/modules/accountability/simkopdes-sheets.ts";
import { mayKnowMembers } from "#app/modules/cooperative/cooperative.policy.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedYear } from "./shu-page.server.ts";

/** What SIMKOPDES asks for, as a spreadsheet; identity numbers in full only for whoever keeps the members. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "cooperative.read",
  );
  const year = askedYear(request.url, call.at, organisation.timeZone);
  const facts = await simkopdesFactsOf(organisation.id, year, {
    at: call.at,
    showsIdentity: mayKnowMembers(actor),
  });
  return new Response(createReadableStreamFromReadable(xlsxOf(simkopdesSheets(facts))), {
    headers: sheetHeaders(`simkopdes-${organisation.slug}-${year}`),
  });
});
