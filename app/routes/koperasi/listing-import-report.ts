import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { csvHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { getLocale } from "#app/i18n/paraglide/runtime.js";
import { withLocale } from "#app/i18n/server-locale.server.ts";
import { CSV_MARK, csvLine } from "#app/kernel/csv-grid.ts";
import { allRowsOf } from "#app/modules/catalogue/listing-import-reads.server.ts";
import { outcomeWord, type ReportRow } from "#app/modules/catalogue/ui/listing-import-views.tsx";
import { inWords, ownListingFile } from "./own-listing-file.server.ts";

function lineOf({ rowNumber, place, name, said, outcome, why }: ReportRow): string {
  return csvLine([rowNumber, name, outcomeWord(outcome), outcome === "bad" ? place : "", said, why ?? ""]);
}

/** The whole report of a file as CSV, in the language of whoever asks: no more of it in memory than it is read at once. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "listings.keep");
  const file = await ownListingFile(member, params["importId"]);
  const head = [
    m.catalogue_bulk_column_row(),
    m.catalogue_survey_goods(),
    m.catalogue_bulk_outcome(),
    m.catalogue_import_place(),
    m.catalogue_import_said(),
    m.catalogue_import_why(),
  ];
  const locale = getLocale();
  async function* lines() {
    yield CSV_MARK + csvLine(head);
    // What reads the stream later is no part of this request, and knows no language.
    for await (const rows of allRowsOf(file.id))
      yield withLocale(locale, () => rows.map((row) => lineOf(inWords(row))).join(""));
  }
  return new Response(createReadableStreamFromReadable(Readable.from(lines())), {
    headers: csvHeaders(`laporan-${file.id}`),
  });
});
