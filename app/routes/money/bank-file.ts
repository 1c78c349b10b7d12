import type { ActionFunctionArgs } from "@remix-run/node";
import { requirePermission } from "#app/http/actor.server.ts";
import { csvHeaders } from "#app/http/file-headers.server.ts";
import { readForm } from "#app/http/form.server.ts";
import { screenAction } from "#app/http/respond.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { type BankLayout, bankFileText } from "#app/modules/payments/bank-file.ts";
import { bankFileOf } from "#app/modules/payments/batch-reads.server.ts";
import { takeBankFile } from "#app/modules/payments/take-bank-file.server.ts";

/** The file of a batch for the bank. A form and no address: each time it is taken, the audit trail says by whom. */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const form = await readForm(request);
  const batchId = params["batchId"] ?? "";
  const layout = (form.text("layout") ?? "generic") as BankLayout;
  const taken = await takeBankFile(call, { batchId, layout });
  const on = dayOf(call.at, organisation.timeZone);
  const file = await bankFileOf(organisation.id, batchId, on);
  return new Response(bankFileText(taken.layout as BankLayout, file), {
    headers: csvHeaders(`pembayaran-${layout}-${on}`),
  });
});
