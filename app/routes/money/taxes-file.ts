import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { owedTaxSheet, taxRemittanceSheet } from "#app/modules/oversight/tax-sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { owedTaxes, taxRemittancesOf } from "#app/modules/payments/tax-remittance-reads.server.ts";

/** A spreadsheet that a phone still opens. */
const ROWS_MAX = 20_000;

/** What the own books owe the state by tax and month, and every remittance of it; refuses more than fit. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const { months } = await owedTaxes(organisation.id, call.at);
  const { rows, next } = await taxRemittancesOf(organisation.id, { limit: ROWS_MAX, after: undefined });
  if (next !== null) throw new RuleBroken("ledger.tooManyLines", { max: ROWS_MAX });
  return new Response(
    createReadableStreamFromReadable(xlsxOf([owedTaxSheet(months), taxRemittanceSheet(rows)])),
    {
      headers: sheetHeaders(`setor-pajak-${organisation.slug}`),
    },
  );
});
