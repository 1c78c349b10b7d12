import { aliasedTable, and, asc, eq, inArray, sql } from "drizzle-orm";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { documentsAbout, documentVisibleTo } from "../documents/document-reads.server.ts";
import { CreditNoteFacts } from "../documents/papers/credit-note-paper.ts";
import { InvoiceFacts } from "../documents/papers/invoice-paper.ts";
import { invoiceVisibleTo } from "./invoice-reads.server.ts";
import { handoversOfLines } from "./line-handover-reads.server.ts";
import { vatRulesOfLines } from "./line-vat-reads.server.ts";
import type { SoldLine, TaxableInvoice, TaxParty } from "./tax-invoice.ts";
import { ublCreditNote, ublInvoice } from "./ubl.ts";

/** Invoices in one file; a busier seller takes a month in parts of its own choosing. */
const INVOICES_MAX = 2_000;

type TaxScope = { readonly from: BusinessDay; readonly to: BusinessDay; readonly invoiceId?: string };

const seller = aliasedTable(organisations, "seller");
const buyer = aliasedTable(organisations, "buyer");

type Party = typeof organisations.$inferSelect;

export const taxPartyOf = (row: Party, isGovernment: boolean): TaxParty => ({
  name: row.name,
  address: row.address,
  taxNumber: row.taxNumber,
  otherNumber: row.registryNumber ?? row.businessNumber,
  isGovernment,
});

/**
 * What this seller's standing invoices of goods say about tax, by the day that their tax invoice bears, or of one of them, in the order of their numbers.
 * Advances are left out: their goods are invoiced when they came. Refuses more than fit into one file.
 */
export async function taxableInvoices(
  sellerId: string,
  scope: TaxScope,
  on: Executor = db(),
): Promise<TaxableInvoice[]> {
  const taxedOn = sql<string>`coalesce(${documents.facts} ->> 'taxedOn', ${documents.facts} ->> 'issuedOn')`;
  // As it was when the paper was issued: a buyer that changes its particulars does not change papers that are out.
  const isVatKept = sql<boolean>`coalesce((${documents.facts} ->> 'isVatKept')::boolean, false)`;
  const rows = await on
    .select({ invoice: invoices, seller, buyer, taxedOn, isVatKept })
    .from(invoices)
    .innerJoin(
      documents,
      and(
        eq(documents.subjectId, invoices.id),
        eq(documents.kind, "INV"),
        eq(documents.organisationId, sellerId),
        eq(documents.state, "issued"),
      ),
    )
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .innerJoin(buyer, eq(buyer.id, invoices.buyerId))
    .where(
      and(
        eq(invoices.sellerId, sellerId),
        eq(invoices.kind, "delivery"),
        inArray(invoices.state, ["issued", "settled"]),
        scope.invoiceId === undefined
          ? sql`${taxedOn} between ${scope.from} and ${scope.to}`
          : eq(invoices.id, scope.invoiceId),
      ),
    )
    .orderBy(asc(documents.year), asc(documents.serial))
    .limit(INVOICES_MAX + 1);
  if (rows.length > INVOICES_MAX) throw new RuleBroken("invoicing.tooManyForFile", { max: INVOICES_MAX });
  const lines = await linesOf(
    rows.map((row) => row.invoice.id),
    on,
  );
  return rows.map((row) => ({
    number: row.invoice.number ?? "",
    taxedOn: businessDay(row.taxedOn),
    seller: { ...taxPartyOf(row.seller, false), isVatRegistered: row.seller.isVatRegistered },
    buyer: taxPartyOf(row.buyer, row.isVatKept),
    lines: lines.get(row.invoice.id) ?? [],
  }));
}

async function linesOf(invoiceIds: readonly string[], on: Executor): Promise<Map<string, SoldLine[]>> {
  const lines = new Map<string, SoldLine[]>();
  if (invoiceIds.length === 0) return lines;
  const rows = await on
    .select()
    .from(invoiceLines)
    .where(inArray(invoiceLines.invoiceId, [...invoiceIds]))
    .orderBy(asc(invoiceLines.invoiceId), asc(invoiceLines.position));
  const rules = await vatRulesOfLines(invoiceIds, on);
  const handovers = await handoversOfLines(invoiceIds, on);
  for (const row of rows) {
    const vat = rules.get(row.id);
    invariant(vat, "an invoice of goods has a handover behind each line");
    const line = {
      ...row,
      vat,
      handover: handovers.get(row.id) ?? null,
      taxClass: row.taxClass === "standard" ? ("standard" as const) : ("exempt" as const),
    };
    const own = lines.get(row.invoiceId);
    if (own) own.push(line);
    else lines.set(row.invoiceId, [line]);
  }
  return lines;
}

type UblFile = { readonly number: string; readonly xml: string };

/**
 * The paper of an invoice as UBL 2.1, for whoever may see the invoice; with `noteId`, that credit note of it. Null where there is no
 * such paper, and for anyone else.
 */
export async function ublFile(
  organisationId: string,
  invoiceId: string,
  noteId: string | null,
  on: Executor = db(),
): Promise<UblFile | null> {
  const invoice = await invoiceVisibleTo(organisationId, invoiceId, on);
  if (!invoice) return null;
  const kind = noteId === null ? "INV" : "NK";
  const papers =
    noteId === null ? await documentsAbout(organisationId, [invoiceId], on) : [{ id: noteId, kind }];
  const paper = papers.find((one) => one.kind === kind);
  const document = paper ? await documentVisibleTo(organisationId, paper.id, on) : null;
  if (document?.kind !== kind) return null;
  if (kind === "INV")
    return { number: document.number, xml: ublInvoice(document.number, InvoiceFacts.parse(document.facts)) };
  const facts = CreditNoteFacts.parse(document.facts);
  if (facts.invoiceNumber !== invoice.number || document.organisationId !== invoice.sellerId) return null;
  return { number: document.number, xml: ublCreditNote(document.number, facts) };
}
