import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { businessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { creditNotes, type invoices } from "#db/schema/invoicing.ts";
import { taxNumbers } from "#db/schema/invoicing-tax-numbers.ts";
import { type TransactionCode, transactionCodesOf } from "./tax-invoice.ts";
import { taxableInvoices } from "./tax-invoice-reads.server.ts";

const ALWAYS = { from: businessDay("1900-01-01"), to: businessDay("9999-12-31") };

/** What Coretax gives a number to, and the one that was written down; null before. */
export type TaxNumbered = { readonly number: string | null } & (
  | { readonly code: TransactionCode; readonly creditNoteId: null }
  | { readonly code: null; readonly creditNoteId: string; readonly noteNumber: string }
);

/**
 * What of an issued invoice Coretax knows by a number: its tax invoices by kind of transaction, then the nota retur of each credit note that took
 * VAT off. Nothing where there is none. The caller says who may see the invoice.
 */
export async function taxNumbersOf(
  invoice: Pick<typeof invoices.$inferSelect, "id" | "sellerId">,
  on: Executor = db(),
): Promise<TaxNumbered[]> {
  const [taxable] = await taxableInvoices(invoice.sellerId, { ...ALWAYS, invoiceId: invoice.id }, on);
  if (!taxable) return [];
  const notes = await on
    .select({ id: creditNotes.id, number: creditNotes.number })
    .from(creditNotes)
    .where(and(eq(creditNotes.invoiceId, invoice.id), gt(creditNotes.taxRupiah, 0n)))
    .orderBy(asc(creditNotes.id));
  const known = await numbersOf([invoice.id], on);
  const told = (about: string) =>
    known.find((row) => (row.code ?? row.creditNoteId) === about)?.number ?? null;
  return [
    ...transactionCodesOf(taxable).map((code) => ({ code, creditNoteId: null, number: told(code) })),
    ...notes.map((note) => ({
      code: null,
      creditNoteId: note.id,
      noteNumber: note.number,
      number: told(note.id),
    })),
  ];
}

/** The numbers that stand for these invoices and their credit notes. */
export async function numbersOf(invoiceIds: readonly string[], on: Executor) {
  if (invoiceIds.length === 0) return [];
  return on
    .select({
      invoiceId: taxNumbers.invoiceId,
      code: taxNumbers.code,
      creditNoteId: taxNumbers.creditNoteId,
      number: taxNumbers.number,
    })
    .from(taxNumbers)
    .where(and(inArray(taxNumbers.invoiceId, [...invoiceIds]), isNull(taxNumbers.replacedAt)));
}
