import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { agedAccounts } from "#app/modules/oversight/aged-accounts-reads.server.ts";
import { ageingSheet } from "#app/modules/oversight/ageing-sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedAgeing } from "./ageing.server.ts";

/** A spreadsheet that a phone still opens. */
const ROWS_MAX = 20_000;

/** One side of the books with all its counterparties and their ages as a spreadsheet; refuses more than fit. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, asked } = await askedAgeing(request, params["workspace"]);
  const { rows, next } = await agedAccounts(asked, { limit: ROWS_MAX });
  if (next !== null) throw new RuleBroken("ledger.tooManyLines", { max: ROWS_MAX });
  return new Response(createReadableStreamFromReadable(xlsxOf([ageingSheet(rows, asked.side)])), {
    headers: sheetHeaders(
      `umur-${asked.side === "receivable" ? "piutang" : "utang"}-${organisation.slug}-${asked.today}`,
    ),
  });
});
