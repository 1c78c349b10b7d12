import { aliasedTable, and, asc, eq, gt, or, sql } from "drizzle-orm";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { creditNotes, invoices } from "#db/schema/invoicing.ts";
import { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import { goodsNamed } from "./tax-invoice.ts";
import { taxPartyOf } from "./tax-invoice-reads.server.ts";
import { numbersOf } from "./tax-number-reads.server.ts";
import { type TaxReturn, taxReturnOf } from "./tax-return.ts";

const seller = aliasedTable(organisations, "return_seller");
const buyer = aliasedTable(organisations, "return_buyer");

/**
 * The nota retur of a period: every credit note that took VAT off a part of an invoice, given or got by this organisation, by its day and
 * number, at most so many. An invoice that was taken back whole is not among them: its tax invoice is cancelled. What they give back is what
 * the ledger took off the VAT account.
 */
export async function taxReturns(
  organisationId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  limit: number,
  on: Executor = db(),
): Promise<TaxReturn[]> {
  const issuedOn = sql<string>`${documents.facts} ->> 'issuedOn'`;
  const rows = await on
    .select({ note: creditNotes, facts: documents.facts, seller, buyer })
    .from(creditNotes)
    .innerJoin(invoices, eq(invoices.id, creditNotes.invoiceId))
    .innerJoin(documents, and(eq(documents.subjectId, creditNotes.id), eq(documents.kind, "NK")))
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .innerJoin(buyer, eq(buyer.id, invoices.buyerId))
    .where(
      and(
        or(eq(invoices.sellerId, organisationId), eq(invoices.buyerId, organisationId)),
        gt(creditNotes.taxRupiah, 0n),
        sql`${issuedOn} between ${period.from} and ${period.to}`,
      ),
    )
    .orderBy(asc(issuedOn), asc(creditNotes.number), asc(creditNotes.id))
    .limit(limit);
  const numbers = await numbersOf([...new Set(rows.map((row) => row.note.invoiceId))], on);
  return rows.map((row) => {
    const taxed = numbers.filter((one) => one.invoiceId === row.note.invoiceId && isTaxed(one.code));
    const facts = CreditNoteFacts.parse(row.facts);
    return taxReturnOf({
      number: row.note.number,
      taxNumber: numbers.find((one) => one.creditNoteId === row.note.id)?.number ?? null,
      // An invoice on whose goods two rules held has two: which of them a note lowers is for whoever uploads to say.
      taxInvoiceNumber: taxed.length === 1 ? (taxed[0]?.number ?? null) : null,
      issuedOn: businessDay(facts.issuedOn),
      invoiceNumber: facts.invoiceNumber,
      invoiceIssuedOn: businessDay(facts.invoiceIssuedOn),
      reason: facts.reason,
      seller: taxPartyOf(row.seller, false),
      buyer: taxPartyOf(row.buyer, row.buyer.hasTreasurer),
      lines: facts.lines.map(({ description, unit, handover, quantityBase, priceRupiah, amountRupiah }) => ({
        description: goodsNamed({ description, handover: handover ?? null }),
        unit: unit.name,
        basePerUnit: unit.size,
        quantityBase,
        priceRupiah,
        amountRupiah,
      })),
      baseRupiah: sumOf(facts.taxes.map((tax) => tax.baseRupiah ?? 0n)),
      taxRupiah: row.note.taxRupiah,
    });
  });
}

/** False for the tax invoice of exempt goods, of which no VAT comes back, and for the number of a note. */
function isTaxed(code: string | null): boolean {
  return code !== null && code !== "08";
}
