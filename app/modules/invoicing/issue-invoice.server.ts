import { and, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { advanceUses, invoices, koperasiStatements } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { surveyedBase } from "../contracts/price-rule.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { takeOff } from "./advance.ts";
import { advanceOf, paidAdvances } from "./advance-reads.server.ts";
import { type BillableCallOff, billableCallOff } from "./billable-reads.server.ts";
import { mayIssueInvoice, mayKnowInvoice } from "./invoice.policy.ts";
import { IssueInvoice } from "./invoice.schema.ts";
import { invoiceFacts } from "./invoice-facts-reads.server.ts";
import { invoiceLifecycle } from "./invoice-lifecycle.ts";
import {
  buyerEntry,
  hubEntry,
  type IssuedInvoice,
  koperasiEntry,
  producersEntry,
} from "./invoice-postings.ts";
import { invoiceIssued } from "./invoicing.events.ts";
import { isOfShipments, issueShipments } from "./issue-shipments.server.ts";
import { setOffOverpaid } from "./set-off.server.ts";
import { shareDuesOf } from "./share-due-reads.server.ts";
import type { StatementRow } from "./statement.ts";
import { divisionOf } from "./statement.ts";
import { levyAssessmentFacts, levyReceiptFacts, statementFacts } from "./statement-facts-reads.server.ts";
import { stockedByEach } from "./stocked-reads.server.ts";
import { takenBefore } from "./taken-reads.server.ts";

type InvoiceRow = typeof invoices.$inferSelect;

/** The invoice, if the caller may know of it. Missing otherwise. */
export async function knownInvoice(tx: Transaction, call: Call, invoiceId: string): Promise<InvoiceRow> {
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, invoiceId));
  if (!invoice || !mayKnowInvoice(call.actor, invoice)) throw new Missing("invoicing.missing");
  return invoice;
}

/** As `knownInvoice`, held until the transaction ends: whoever issues, credits or pays it waits. */
export async function heldInvoice(tx: LatestTransaction, call: Call, invoiceId: string): Promise<InvoiceRow> {
  const [invoice] = await hold(tx, invoices, eq(invoices.id, invoiceId));
  if (!invoice || !mayKnowInvoice(call.actor, invoice)) throw new Missing("invoicing.missing");
  return invoice;
}

/**
 * Issues a drafted invoice: takes the seller's next number, books it with both parties, and from then on it claims.
 * A call-off's invoice also divides the proceeds: one statement per koperasi, each booked in that koperasi's books.
 * Amounts never change afterwards; only a credit note can lower them.
 */
export const issueInvoice = command({
  name: "invoicing.issue",
  input: IssueInvoice,
  // Others of the same seller wait for their number instead of being sent back: a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, input) => {
    const invoice = await knownInvoice(tx, call, input.invoiceId);
    if (!mayIssueInvoice(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { invoiceId }) => {
    const invoice = await heldInvoice(tx, call, invoiceId);
    if (invoice.kind !== "delivery") throw new RuleBroken("invoicing.moved");
    nextState(invoiceLifecycle, invoice.state, "issue", "invoicing.moved");
    if (isOfShipments(invoice)) {
      const [issued] = await issueShipments(tx, call, [invoice]);
      invariant(issued, "an invoice that was issued has a number");
      return issued;
    }
    const issuedOn = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    const issuedBy = call.actor.kind === "member" ? call.actor.personId : null;
    const advanceRupiah = await takeAdvanceOff(tx, invoice);
    const isPaid = advanceRupiah === invoice.totalRupiah;
    const paper = await issueDocument(tx, call, {
      organisationId: invoice.sellerId,
      kind: "INV",
      subjectId: invoiceId,
      facts: await invoiceFacts(tx, { ...invoice, advanceRupiah }, issuedOn, issuedBy),
      on: issuedOn,
      readers: await payersOf(invoice.buyerId, tx),
    });
    const moved = await tx
      .update(invoices)
      .set({
        state: isPaid ? "settled" : "issued",
        number: paper.number,
        advanceRupiah,
        issuedAt: call.at,
        issuedBy,
        version: invoice.version + 1,
      })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.state, "draft")))
      .returning({ id: invoices.id });
    if (moved.length !== 1) throw new Conflict("invoicing.moved");
    await bookIssued(tx, call, { ...invoice, advanceRupiah, number: paper.number, issuedOn });
    await announce(tx, call, invoiceIssued, { invoiceId });
    return { invoiceId, documentId: paper.documentId, number: paper.number };
  },
});

/**
 * Takes off what the buyer paid in advance under the contract, and answers how much that is. Refuses while the advance on this
 * very call-off is asked for and not fully paid: the same goods would be claimed twice.
 */
async function takeAdvanceOff(tx: Transaction, invoice: InvoiceRow): Promise<bigint> {
  if (!invoice.callOffId) return 0n;
  const asked = await advanceOf(invoice.callOffId, tx);
  if (asked && asked.state !== "settled")
    throw new RuleBroken("invoicing.advanceOpen", { number: asked.number ?? "" });
  const uses = takeOff(invoice.totalRupiah, await paidAdvances(invoice.callOffId, tx));
  if (uses.length > 0)
    await tx.insert(advanceUses).values(uses.map((use) => ({ ...use, invoiceId: invoice.id })));
  return sumOf(uses.map((use) => use.amountRupiah));
}

/** Books the invoice of a call-off: the buyer's side, and how its proceeds are divided. */
async function bookIssued(
  tx: LatestTransaction,
  call: Call,
  invoice: IssuedInvoice & Pick<InvoiceRow, "callOffId">,
): Promise<void> {
  const stocked = await stockedByEach([invoice.id], tx);
  await postEntry(tx, call, buyerEntry(invoice, stocked.get(invoice.id) ?? 0n));
  invariant(invoice.callOffId, "an invoice stands on a shipment or on a call-off");
  const billable = await billableCallOff(invoice.callOffId, tx);
  invariant(billable, "an invoiced call-off was delivered");
  await divide(tx, call, invoice, billable);
}

/**
 * Writes and books the koperasi's statements; their net, with freight, levy and fee, is exactly the invoice's goods. Of what a koperasi
 * brought out of named lots, its growers are owed with its statement.
 */
async function divide(
  tx: LatestTransaction,
  call: Call,
  invoice: IssuedInvoice,
  billable: BillableCallOff,
): Promise<void> {
  // The seller's numbers are taken one at a time, so whoever is issued before is seen here.
  const { contractId, baseUnit, levy, fee } = billable;
  const before = {
    levy: await takenBefore(tx, {
      contractId,
      baseUnit,
      kind: "levy",
      since: billable.levySince,
      rate: levy,
    }),
    fee: await takenBefore(tx, { contractId, baseUnit, kind: "fee", since: billable.feeSince, rate: fee }),
  };
  const rows = divisionOf(billable.delivered, {
    before,
    freightRupiah: billable.freightPaidBy === "seller" ? billable.tripCostRupiah : 0n,
    levy,
    fee,
    perUnit: surveyedBase(baseUnit),
  });
  await postEntry(tx, call, hubEntry(invoice, rows));
  const dues = await shareDuesOf(billable.callOffId, tx);
  for (const row of rows) {
    const statementId = newId("statement");
    await tx.insert(koperasiStatements).values({
      id: statementId,
      callOffId: billable.callOffId,
      invoiceId: invoice.id,
      hubId: billable.hubId,
      ...row,
      createdAt: call.at,
    });
    await issueDocument(tx, call, {
      organisationId: billable.hubId,
      kind: "STMT",
      subjectId: statementId,
      facts: await statementFacts(tx, invoice, billable, row),
      on: invoice.issuedOn,
      readers: [row.koperasiId],
    });
    if (row.levyRupiah > 0n) await issueLevyPapers(tx, call, { invoice, billable, row, statementId });
    await postEntry(
      tx,
      call,
      koperasiEntry(billable.hubId, statementId, row, invoice.issuedOn, invoice.number),
    );
    const owed = dues.get(row.koperasiId) ?? [];
    if (owed.length > 0)
      await postEntry(
        tx,
        call,
        producersEntry(row.koperasiId, statementId, owed, invoice.issuedOn, invoice.number),
      );
    await setOffOverpaid(tx, call, { hubId: billable.hubId, koperasiId: row.koperasiId });
  }
}

/** A levy is assessed by a numbered SKRD, and its receipt names that number. */
async function issueLevyPapers(
  tx: Transaction,
  call: Call,
  levied: {
    readonly invoice: IssuedInvoice;
    readonly billable: BillableCallOff;
    readonly row: StatementRow;
    readonly statementId: string;
  },
): Promise<void> {
  const { invoice, billable, row, statementId } = levied;
  const paper = {
    organisationId: billable.hubId,
    subjectId: statementId,
    on: invoice.issuedOn,
    readers: [row.koperasiId],
  };
  const { number } = await issueDocument(tx, call, {
    ...paper,
    kind: "SKRD",
    facts: await levyAssessmentFacts(tx, invoice, billable, row),
  });
  await issueDocument(tx, call, {
    ...paper,
    kind: "RET",
    facts: await levyReceiptFacts(tx, invoice, billable, { row, assessmentNumber: number }),
  });
}
