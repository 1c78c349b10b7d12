import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { statementSheets } from "#app/modules/accountability/statement-sheets.ts";
import { statementsOf } from "#app/modules/ledger/statement-reads.server.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedPeriod } from "./statement-period.server.ts";

/** The statements of a period as a spreadsheet, in the language of whoever asks. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const sheets = statementSheets(await statementsOf(organisation.id, period), organisation.kind);
  return new Response(createReadableStreamFromReadable(xlsxOf(sheets)), {
    headers: sheetHeaders(`laporan-keuangan-${organisation.slug}-${period.key}`),
  });
});
