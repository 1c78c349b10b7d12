import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { taxNumberOf } from "#app/modules/identity/organisation-reads.server.ts";
import { keptVatSheet, withheldSheet } from "#app/modules/oversight/withheld-sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { keptVats, withheldTaxes } from "#app/modules/payments/withheld-reads.server.ts";
import { askedPeriod } from "./statement-period.server.ts";

/** A spreadsheet that a phone still opens. */
const ROWS_MAX = 20_000;

/** Income tax and VAT kept of or by the own organisation in a period, as data for e-Bupot and the VAT return; refuses more than fit. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const rows = await withheldTaxes(organisation.id, period, ROWS_MAX + 1);
  if (rows.length > ROWS_MAX) throw new RuleBroken("ledger.tooManyLines", { max: ROWS_MAX });
  const vats = await keptVats(organisation.id, period, ROWS_MAX + 1);
  if (vats.length > ROWS_MAX) throw new RuleBroken("ledger.tooManyLines", { max: ROWS_MAX });
  const sheets = [
    withheldSheet(rows, await taxNumberOf(organisation.id)),
    ...(vats.length > 0 ? [keptVatSheet(vats)] : []),
  ];
  return new Response(createReadableStreamFromReadable(xlsxOf(sheets)), {
    headers: sheetHeaders(`e-bupot-${organisation.slug}-${period.key}`),
  });
});
