import type { Member } from "#app/http/actor.server.ts";
import { type Answered, type FormFields, formCommand } from "#app/http/form.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { Actor } from "#app/kernel/call.ts";
import { mayIssueInvoice, mayRecordReturn } from "#app/modules/invoicing/invoice.policy.ts";
import type { InvoiceWithLines } from "#app/modules/invoicing/invoice-reads.server.ts";
import { recordTaxNumber } from "#app/modules/invoicing/record-tax-number.server.ts";
import { taxNumbersOf } from "#app/modules/invoicing/tax-number-reads.server.ts";

/** What of an invoice Coretax knows by a number, and of which of them this reader may write it down. */
export async function taxNumbersShown(actor: Actor, invoice: InvoiceWithLines) {
  const numbers = await taxNumbersOf(invoice);
  const isSeller = mayIssueInvoice(actor, invoice);
  const own = numbers.filter(({ code }) => isSeller || (code === null && mayRecordReturn(actor, invoice)));
  return { numbers, own };
}

/** Writes down a number of Coretax, on the page of its invoice. */
export function taxNumberDeed(
  { call }: Member,
  asked: { readonly invoiceId: string | undefined; readonly here: string },
  form: FormFields,
): Promise<Answered> {
  return formCommand(form, {
    call,
    command: recordTaxNumber,
    input: (fields) => ({
      invoiceId: asked.invoiceId,
      about: fields.text("numberOf"),
      number: fields.text("taxNumber"),
    }),
    fieldNames: { about: "numberOf", number: "taxNumber" },
    to: () => asked.here,
    flash: ({ number }) => m.invoicing_tax_number_done({ number }),
  });
}
