import { aliasedTable, and, asc, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { creditNotes, invoiceLines, invoices, koperasiStatements } from "#db/schema/invoicing.ts";
import { debitNotes, debitSetOffs } from "#db/schema/invoicing-debits.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { duePartsIn } from "./due-parts-reads.server.ts";
import type { InvoiceFilter } from "./invoice.schema.ts";
import { handoversOfLines, type LineHandover } from "./line-handover-reads.server.ts";

const seller = aliasedTable(organisations, "seller");
const buyer = aliasedTable(organisations, "buyer");

export type InvoiceSummary = typeof invoices.$inferSelect & {
  readonly sellerName: string;
  readonly buyerName: string;
  /** The first day on which something of it is to be paid; null where nothing is asked for. */
  readonly openDueOn: BusinessDay | null;
};

const openDueOn = sql<BusinessDay | null>`(select min(due.due_on)::text from ${duePartsIn(sql`${invoices}`)} due
  where due.upto > ${invoices.paidRupiah})`;

/**
 * The invoices that this organisation sends or receives, newest first; for a foundation, also those that its kitchens
 * receive. A buyer does not see drafts.
 */
export async function invoicesOf(
  organisationId: string,
  filter: InvoiceFilter,
  on: Executor = db(),
): Promise<Page<InvoiceSummary>> {
  const side =
    filter.side === "selling"
      ? eq(invoices.sellerId, organisationId)
      : and(
          isOwnOrKitchens(invoices.buyerId, organisationId, on),
          inArray(invoices.state, ["issued", "settled", "credited"]),
        );
  const rows = await on
    .select({ invoice: invoices, sellerName: seller.name, buyerName: buyer.name, openDueOn })
    .from(invoices)
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .innerJoin(buyer, eq(buyer.id, invoices.buyerId))
    .where(
      and(
        side,
        filter.state ? eq(invoices.state, filter.state) : undefined,
        filter.after ? lt(invoices.id, filter.after) : undefined,
      ),
    )
    .orderBy(desc(invoices.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows.map(({ invoice, ...row }) => ({ ...invoice, ...row })),
    filter.limit,
    (row) => row.id,
  );
}

type WaitingDrafts = {
  /** How many wait in all. */
  readonly count: number;
  /** Those that waited longest, oldest first, and what they come to. */
  readonly ids: readonly string[];
  readonly totalRupiah: Rupiah;
};

/** The drafts that wait for this seller to issue them. */
export async function draftsWaiting(
  sellerId: string,
  limit: number,
  on: Executor = db(),
): Promise<WaitingDrafts> {
  const rows = await on
    .select({ id: invoices.id, total: invoices.totalRupiah, count: sql<number>`(count(*) over ())::int` })
    .from(invoices)
    .where(and(eq(invoices.sellerId, sellerId), eq(invoices.state, "draft")))
    .orderBy(asc(invoices.id))
    .limit(limit);
  return {
    count: rows[0]?.count ?? 0,
    ids: rows.map((row) => row.id),
    totalRupiah: sumOf(rows.map((row) => row.total)),
  };
}

export type InvoiceWithLines = InvoiceSummary & {
  readonly sellerBank: {
    readonly name: string | null;
    readonly account: string | null;
    readonly holder: string | null;
  };
  /** Each with its handover, where the invoice collects those of a period. */
  readonly lines: readonly (typeof invoiceLines.$inferSelect & { readonly handover: LineHandover | null })[];
};

/**
 * One invoice with its lines, for a party to it and the foundation behind its buyer; null for anyone else, and for the
 * buyer's side while it is a draft.
 */
export async function invoiceVisibleTo(
  organisationId: string,
  invoiceId: string,
  on: Executor = db(),
): Promise<InvoiceWithLines | null> {
  const [row] = await on
    .select({
      invoice: invoices,
      sellerName: seller.name,
      buyerName: buyer.name,
      openDueOn,
      bank: { name: seller.bankName, account: seller.bankAccount, holder: seller.bankAccountHolder },
    })
    .from(invoices)
    .innerJoin(seller, eq(seller.id, invoices.sellerId))
    .innerJoin(buyer, eq(buyer.id, invoices.buyerId))
    .where(
      and(
        eq(invoices.id, invoiceId),
        or(
          eq(invoices.sellerId, organisationId),
          and(
            isOwnOrKitchens(invoices.buyerId, organisationId, on),
            inArray(invoices.state, ["issued", "settled", "credited"]),
          ),
        ),
      ),
    );
  if (!row) return null;
  const lines = await on
    .select()
    .from(invoiceLines)
    .where(eq(invoiceLines.invoiceId, invoiceId))
    .orderBy(asc(invoiceLines.position));
  const handovers = row.invoice.termsId === null ? null : await handoversOfLines([invoiceId], on);
  return {
    ...row.invoice,
    sellerName: row.sellerName,
    buyerName: row.buyerName,
    openDueOn: row.openDueOn,
    sellerBank: row.bank,
    lines: lines.map((line) => ({ ...line, handover: handovers?.get(line.id) ?? null })),
  };
}

/** The credit notes that took a part off an invoice, oldest first. Whoever asks was let through by the invoice itself. */
export async function creditNotesOf(invoiceId: string, on: Executor = db()): Promise<string[]> {
  const rows = await on
    .select({ id: creditNotes.id })
    .from(creditNotes)
    .where(eq(creditNotes.invoiceId, invoiceId))
    .orderBy(asc(creditNotes.id));
  return rows.map((row) => row.id);
}

/** What of a statement was not transferred, because a debit note asked the same koperasi for it. */
export type KeptBy = { readonly debitNoteId: string; readonly number: string; readonly amountRupiah: bigint };

export type StatementSummary = typeof koperasiStatements.$inferSelect & {
  readonly koperasiName: string;
  readonly keptBy: readonly KeptBy[];
};

/** The statements of a call-off that stand: all of them for its trade center, its own for a koperasi. */
export async function statementsOf(
  organisationId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<StatementSummary[]> {
  const rows = await on
    .select({ statement: koperasiStatements, koperasiName: organisations.name })
    .from(koperasiStatements)
    .innerJoin(organisations, eq(organisations.id, koperasiStatements.koperasiId))
    .where(
      and(
        eq(koperasiStatements.callOffId, callOffId),
        isNull(koperasiStatements.takenBackAt),
        or(eq(koperasiStatements.hubId, organisationId), eq(koperasiStatements.koperasiId, organisationId)),
      ),
    )
    .orderBy(asc(organisations.name));
  const kept = await keptByDebitNotes(
    rows.map(({ statement }) => statement.id),
    on,
  );
  return rows.map(({ statement, koperasiName }) => ({
    ...statement,
    koperasiName,
    keptBy: kept.get(statement.id) ?? [],
  }));
}

async function keptByDebitNotes(
  statementIds: readonly string[],
  on: Executor,
): Promise<Map<string, KeptBy[]>> {
  const kept = new Map<string, KeptBy[]>();
  if (statementIds.length === 0) return kept;
  const rows = await on
    .select({
      statementId: debitSetOffs.statementId,
      debitNoteId: debitNotes.id,
      number: debitNotes.number,
      amountRupiah: debitSetOffs.amountRupiah,
    })
    .from(debitSetOffs)
    .innerJoin(debitNotes, eq(debitNotes.id, debitSetOffs.debitNoteId))
    .where(inArray(debitSetOffs.statementId, [...statementIds]))
    .orderBy(asc(debitSetOffs.id));
  for (const { statementId, ...one } of rows) kept.set(statementId, [...(kept.get(statementId) ?? []), one]);
  return kept;
}
