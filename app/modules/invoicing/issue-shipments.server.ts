import { sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { markClaimed } from "../commitments/mark-claimed.server.ts";
import { issueDocuments } from "../documents/issue-document.server.ts";
import { payersOfEach } from "../identity/foundation-reads.server.ts";
import { clockOf, isVatRegistered as isRegisteredForVat } from "../identity/organisation-reads.server.ts";
import { openDay } from "../ledger/closing.ts";
import { closedThroughs } from "../ledger/closing-reads.server.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { promisesIn } from "../shipments/shipment-facts-reads.server.ts";
import { bookCustody } from "./book-custody.server.ts";
import { bookEachSold } from "./book-sold-goods.server.ts";
import { type BookedPart, bookedParts } from "./booked-part-reads.server.ts";
import { invoicesFacts } from "./invoice-facts-reads.server.ts";
import {
  buyerEntry,
  type IssuedInvoice,
  type ProducerDue,
  producersEntry,
  sellerEntry,
} from "./invoice-postings.ts";
import { invoiceIssued } from "./invoicing.events.ts";
import { producerDuesOf, producerDuesOfEach } from "./producer-due-reads.server.ts";
import { stockedByEach } from "./stocked-reads.server.ts";
import { taxDay } from "./tax-day.ts";

type InvoiceRow = typeof invoices.$inferSelect;
type Issuing = InvoiceRow & IssuedInvoice;
type IssuedPaper = {
  readonly invoiceId: string;
  readonly documentId: string;
  readonly number: string;
};

/** Whether an invoice claims shipments of orders: one, what an appeal brought of one, or all of a period. */
export function isOfShipments(invoice: Pick<InvoiceRow, "shipmentId" | "termsId">): boolean {
  return invoice.shipmentId !== null || invoice.termsId !== null;
}

/**
 * Issues drafts of one seller over received shipments, in the caller's transaction, which holds them: all or none. They take the
 * seller's next numbers in the order given, and every paper, entry and piece of news is what issuing them one after the other
 * would have written; only the number of statements does not grow with them. Answers in the order given.
 */
export async function issueShipments(
  tx: LatestTransaction,
  call: Call,
  drafts: readonly InvoiceRow[],
): Promise<readonly IssuedPaper[]> {
  const [first] = drafts;
  if (!first) return [];
  const { sellerId } = first;
  invariant(
    drafts.every((draft) => draft.sellerId === sellerId && draft.state === "draft" && isOfShipments(draft)),
    "drafts of one seller over shipments are issued together",
  );
  const issuedOn = dayOf(call.at, await clockOf(sellerId, tx));
  const issuedBy = call.actor.kind === "member" ? call.actor.personId : null;
  const days = await bookedDays(tx, drafts, issuedOn);
  const facts = await invoicesFacts(tx, drafts, { issuedOn, taxedOn: days.taxedOn }, issuedBy);
  const payers = await payersOfEach(
    drafts.map((draft) => draft.buyerId),
    tx,
  );
  const papers = await issueDocuments(
    tx,
    call,
    drafts.map((draft) => ({
      organisationId: sellerId,
      kind: "INV" as const,
      subjectId: draft.id,
      facts: facts.get(draft.id) ?? {},
      on: issuedOn,
      readers: payers.get(draft.buyerId) ?? [],
    })),
  );
  const issued = drafts.map((draft, at) => {
    const paper = papers[at];
    invariant(paper, "every draft has its paper");
    return { ...draft, number: paper.number, documentId: paper.documentId, issuedOn };
  });
  await writeIssued(tx, call, issued, issuedBy);
  const booked = await bookedParts(issued, tx);
  await bookEach(tx, call, booked, days);
  // What an appeal brings was claimed with the delivery.
  const delivered = booked.filter((part) => part.appealId === null).map((part) => part.shipmentId);
  await markClaimed(tx, await promisesIn(delivered, tx), call.at);
  await announceAll(
    tx,
    call,
    invoiceIssued,
    issued.map((invoice) => ({ invoiceId: invoice.id })),
  );
  return issued.map(({ id, documentId, number }) => ({ invoiceId: id, documentId, number }));
}

async function writeIssued(
  tx: Transaction,
  call: Call,
  issued: readonly Issuing[],
  issuedBy: string | null,
): Promise<void> {
  // Of what was paid in advance nothing is left to claim; an order is not paid in advance.
  const rows = issued.map((invoice) => ({
    id: invoice.id,
    number: invoice.number,
    state: invoice.advanceRupiah === invoice.totalRupiah ? "settled" : "issued",
  }));
  const moved = await tx.execute(sql`
    update ${invoices} set state = m.state, number = m.number, issued_at = ${call.at.toISOString()}::timestamptz,
      issued_by = ${issuedBy}, version = ${invoices.version} + 1
    from json_to_recordset(${JSON.stringify(rows)}::json) as m(id text, number text, state text)
    where ${invoices.id} = m.id and ${invoices.state} = 'draft'
    returning 1`);
  if (moved.length !== issued.length) throw new Conflict("invoicing.moved");
}

/** On which day what an invoice claims stands in either party's books, by invoice. */
type BookedDays = {
  readonly taxedOn: (invoiceId: string) => BusinessDay;
  readonly boughtOn: (invoiceId: string) => BusinessDay;
};

/**
 * The seller's books have an invoice on the day that its tax invoice bears, so that VAT is owed for one month in books and return alike; the
 * buyer's on the same, unless they are closed for it.
 */
async function bookedDays(
  tx: Transaction,
  drafts: readonly InvoiceRow[],
  issuedOn: BusinessDay,
): Promise<BookedDays> {
  const sellerId = drafts[0]?.sellerId ?? "";
  const isVatRegistered = await isRegisteredForVat(sellerId, tx);
  const closed = await closedThroughs([sellerId, ...drafts.map((draft) => draft.buyerId)], tx);
  const days = new Map(
    drafts.map(({ id, buyerId, periodThrough }) => {
      const taxedOn = taxDay({ periodThrough, isVatRegistered, issuedOn }, closed.get(sellerId) ?? null);
      return [id, { taxedOn, boughtOn: openDay(taxedOn, closed.get(buyerId) ?? null, issuedOn) }];
    }),
  );
  return {
    taxedOn: (invoiceId) => days.get(invoiceId)?.taxedOn ?? issuedOn,
    boughtOn: (invoiceId) => days.get(invoiceId)?.boughtOn ?? issuedOn,
  };
}

/**
 * Both parties' entries of each delivery that is claimed, what its consigned goods and its producers are owed, and what its goods cost.
 * Of an invoice over a period every part is booked by itself; together they are the invoice.
 */
async function bookEach(
  tx: LatestTransaction,
  call: Call,
  claimed: readonly BookedPart[],
  { taxedOn, boughtOn }: BookedDays,
): Promise<void> {
  const invoiceIds = [...new Set(claimed.map((part) => part.invoiceId))];
  const stocked = await stockedByEach(invoiceIds, tx);
  // The books of a consignor are its own and may be closed: there it stands on the day of issue.
  const custody = await bookCustody(tx, call, claimed);
  const parts = claimed.map((part) => ({ ...part, issuedOn: taxedOn(part.invoiceId) }));
  const dues = await duesOf(tx, parts);
  await postEntries(
    tx,
    call,
    parts.flatMap((part) => {
      const owed = dues.get(part.id) ?? [];
      const { sales = [], recovered } = custody.get(part.id) ?? {};
      return [
        buyerEntry({ ...part, issuedOn: boughtOn(part.invoiceId) }, stocked.get(part.id) ?? 0n),
        sellerEntry(part, sales, recovered),
        ...(owed.length > 0
          ? [producersEntry(part.sellerId, part.id, owed, part.issuedOn, part.number)]
          : []),
      ];
    }),
  );
  // What an appeal brought has left the stock already, and its cost is booked with the answer to it.
  await bookEachSold(
    tx,
    call,
    "sold",
    parts.filter((part) => part.appealId === null),
  );
}

/** What the producers of each part are owed, by part. What an appeal brought is divided otherwise, and asked for by itself. */
async function duesOf(tx: Transaction, parts: readonly BookedPart[]): Promise<Map<string, ProducerDue[]>> {
  const plain = parts.filter((part) => part.appealId === null);
  const byShipment = await producerDuesOfEach(
    plain.map((part) => part.shipmentId),
    tx,
  );
  const dues = new Map(plain.map((part) => [part.id, byShipment.get(part.shipmentId) ?? []]));
  for (const { id, shipmentId, appealId } of parts)
    if (appealId !== null) dues.set(id, await producerDuesOf({ shipmentId, appealId }, tx));
  return dues;
}
