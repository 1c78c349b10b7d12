import type { Member } from "#app/http/actor.server.ts";
import { type Answered, type FormFields, formCommand } from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { issueLateFee } from "#app/modules/payments/issue-late-fee.server.ts";
import { promisePayment } from "#app/modules/payments/promise-payment.server.ts";

type Asked = { readonly invoiceId: string | undefined; readonly here: string };

/** Either side writes down when the rest of an invoice is to be paid. */
export function promiseDeed({ call }: Member, asked: Asked, form: FormFields): Promise<Answered> {
  return formCommand(form, {
    call,
    command: promisePayment,
    input: (fields) => ({
      invoiceId: asked.invoiceId,
      promisedOn: fields.text("promisedOn"),
      amountRupiah: fields.text("promised"),
      note: fields.text("promiseNote"),
    }),
    fieldNames: { amountRupiah: "promised", note: "promiseNote" },
    to: () => asked.here,
    flash: () => m.payments_promise_done(),
  });
}

/** What only its seller does to an invoice: claim a late fee, have the receivable verified, credit it, and else issue it. */
export function sellerDeed(
  { call, organisation }: Member,
  { invoiceId }: Pick<Asked, "invoiceId">,
  form: FormFields,
): Promise<Answered> {
  const to = () => `/${organisation.slug}/penjualan/${invoiceId}`;
  switch (form.text("intent")) {
    case "late-fee":
      return formCommand(form, {
        call,
        command: issueLateFee,
        input: () => ({ invoiceId }),
        to,
        flash: ({ number }) => m.payments_late_fee_done({ number }),
      });
    case "verify-receivable":
      return formCommand(form, {
        call,
        command: verifyReceivable,
        input: () => ({ invoiceId }),
        to: ({ receivableId }) => `/${organisation.slug}/piutang/${receivableId}`,
        flash: ({ number }) => m.invoicing_receivable_done({ number }),
      });
    case "credit":
      return formCommand(form, {
        call,
        command: creditInvoice,
        input: (fields) => ({ invoiceId, reason: fields.text("reason") }),
        to,
        flash: () => m.invoicing_credited_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: issueInvoice,
        input: () => ({ invoiceId }),
        to,
        flash: ({ number }) => m.invoicing_issued_done({ number }),
      });
  }
}
