import { type ActionFunctionArgs, createReadableStreamFromReadable } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { readForm } from "#app/http/form.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { Invalid, RuleBroken } from "#app/kernel/errors.ts";
import { efakturXml } from "#app/modules/invoicing/efaktur.ts";
import { taxInvoicesOf } from "#app/modules/invoicing/tax-invoice.ts";
import { taxableInvoices } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { reportPeriod } from "#app/modules/ledger/report-period.ts";
import { efakturSheets } from "#app/modules/oversight/efaktur-sheets.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { xmlHeaders } from "./xml-headers.server.ts";

/**
 * The tax invoices of a month, or of one invoice, for Coretax; as a spreadsheet, the rows for the template of its converter. A form and
 * no address, because the tax numbers of all buyers stand in it. Refuses a seller who may not issue any, and a month without.
 */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const form = await readForm(request);
  const period = reportPeriod(form.text("period") ?? "");
  if (period === null) throw new Invalid({ period: ["kernel.badValue"] });
  const invoiceId = form.text("invoiceId");
  const scope = { from: period.from, to: period.to, ...(invoiceId ? { invoiceId } : {}) };
  const made = (await taxableInvoices(organisation.id, scope)).flatMap(taxInvoicesOf);
  if (made.length === 0) throw new RuleBroken("invoicing.noTaxInvoice");
  const name = `faktur-pajak-${organisation.slug}-${period.key}`;
  if (form.text("format") !== "xlsx") return new Response(efakturXml(made), { headers: xmlHeaders(name) });
  return new Response(createReadableStreamFromReadable(xlsxOf(efakturSheets(made))), {
    headers: sheetHeaders(name),
  });
});
