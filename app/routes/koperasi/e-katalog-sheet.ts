import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { eKatalogSheets } from "#app/modules/oversight/e-katalog.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedEntries } from "./e-katalog-entries.server.ts";

/** What e-katalog asks for, as a spreadsheet with a sheet of what is missing. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, seller, entries, today } = await askedEntries(request, params["workspace"]);
  const sheets = eKatalogSheets(seller, entries, today);
  return new Response(createReadableStreamFromReadable(xlsxOf(sheets)), {
    headers: sheetHeaders(`e-katalog-${organisation.slug}-${today}`),
  });
});
