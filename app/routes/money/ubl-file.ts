import type { LoaderFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { xmlHeaders } from "./xml-headers.server.ts";

/** `/ubl/<invoice>`: an issued invoice as UBL 2.1 for either party's bookkeeping; with `?nota=`, a credit note of it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "invoices.read");
  const note = new URL(request.url).searchParams.get("nota");
  const file = await ublFile(organisation.id, params["invoiceId"] ?? "", note);
  if (!file) throw new Missing("invoicing.missing");
  return new Response(file.xml, { headers: xmlHeaders(file.number) });
});
