import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { taxReturns } from "#app/modules/invoicing/tax-return-reads.server.ts";
import { taxReturnSheets } from "#app/modules/oversight/tax-return-sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { askedPeriod } from "./statement-period.server.ts";

/** A spreadsheet that a phone still opens. */
const NOTES_MAX = 5_000;

/** The nota retur of a period, given or got, as rows for the tax office; refuses more than fit. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const rows = await taxReturns(organisation.id, period, NOTES_MAX + 1);
  if (rows.length > NOTES_MAX) throw new RuleBroken("ledger.tooManyLines", { max: NOTES_MAX });
  return new Response(createReadableStreamFromReadable(xlsxOf(taxReturnSheets(rows))), {
    headers: sheetHeaders(`nota-retur-${organisation.slug}-${period.key}`),
  });
});
