import { and, eq } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { markClaimed } from "../commitments/mark-claimed.server.ts";
import { takeConsignedSalesBack } from "../consignment/record-consigned-sales.server.ts";
import { issueDocument, voidDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { entriesOfKinds } from "../ledger/ledger-reads.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { promisesIn } from "../shipments/shipment-facts-reads.server.ts";
import { bookEachSold } from "./book-sold-goods.server.ts";
import { bookedParts } from "./booked-part-reads.server.ts";
import { mayIssueInvoice } from "./invoice.policy.ts";
import { CreditInvoice } from "./invoice.schema.ts";
import { creditFacts } from "./invoice-facts-reads.server.ts";
import { invoiceLifecycle } from "./invoice-lifecycle.ts";
import { invoiceCredited } from "./invoicing.events.ts";
import { heldInvoice, knownInvoice } from "./issue-invoice.server.ts";
import { isOfShipments } from "./issue-shipments.server.ts";
import { takeDivisionBack } from "./take-division-back.server.ts";
import { withdrawStanding } from "./verify-receivable.server.ts";

type InvoiceRow = typeof invoices.$inferSelect;

const MIRRORED = ["invoice.issued", "producers.due"].flatMap((kind) => [kind, `${kind}.reversed`]);

/**
 * Takes back an issued invoice of which nothing is paid, nor reported as paid, by a credit note: the entries are mirrored in
 * both books, the paper shows DIBATALKAN with the reason, and the goods may be invoiced anew. Of a call-off the division among
 * koperasi goes with it, and an advance that it had taken off is free again. Nothing is deleted.
 */
export const creditInvoice = command({
  name: "invoicing.credit",
  input: CreditInvoice,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    const invoice = await knownInvoice(tx, call, input.invoiceId);
    if (!mayIssueInvoice(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { invoiceId, reason }) => {
    const invoice = await heldInvoice(tx, call, invoiceId);
    nextState(invoiceLifecycle, invoice.state, "credit", "invoicing.moved");
    if (invoice.creditedRupiah > 0n) throw new RuleBroken("invoicing.creditedInPart");
    if (invoice.paidRupiah > 0n) throw new RuleBroken("invoicing.partlyPaid");
    if (invoice.heldRupiah > 0n) throw new RuleBroken("invoicing.objectionOpen");
    // Money may have left already: who was paid looks for it first, and verifies it or says that it never came.
    if (invoice.reportedRupiah > 0n) throw new RuleBroken("invoicing.paymentReported");
    // What is assigned is not the seller's to take back; a paper that says it is owed goes with it.
    await withdrawStanding(tx, call, invoiceId, reason);
    const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    if (invoice.callOffId && invoice.kind === "delivery")
      await takeDivisionBack(tx, call, invoiceId, { reason, on });
    await takeBookedBack(tx, call, invoice, { reason, on });
    await voidDocument(tx, call, {
      organisationId: invoice.sellerId,
      kind: "INV",
      subjectId: invoiceId,
      reason,
    });
    const note = await issueDocument(tx, call, {
      organisationId: invoice.sellerId,
      kind: "NK",
      subjectId: invoiceId,
      facts: await creditFacts(tx, invoice, on, {
        reason,
        issuedBy: call.actor.kind === "member" ? call.actor.personId : null,
      }),
      on,
      readers: await payersOf(invoice.buyerId, tx),
    });
    const moved = await tx
      .update(invoices)
      .set({ state: "credited", stateReason: reason, version: invoice.version + 1 })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.state, invoice.state), eq(invoices.paidRupiah, 0n)))
      .returning({ id: invoices.id });
    if (moved.length !== 1) throw new Conflict("invoicing.moved");
    await announce(tx, call, invoiceCredited, { invoiceId });
    return { invoiceId, documentId: note.documentId };
  },
});

/** Mirrors everything that was booked when the invoice was issued, in every book that it was booked in. */
async function takeBookedBack(
  tx: LatestTransaction,
  call: Call,
  invoice: InvoiceRow,
  { reason, on }: { readonly reason: string; readonly on: BusinessDay },
): Promise<void> {
  const { id: invoiceId, sellerId, buyerId } = invoice;
  const parts = isOfShipments(invoice)
    ? await bookedParts([{ ...invoice, number: reason, issuedOn: on }], tx)
    : [];
  // What producers are owed was booked about the shipment once, or about the appeal.
  const once = [invoice.appealId ?? invoice.shipmentId].flatMap((id) => id ?? []);
  const subjectIds = [...new Set([invoiceId, ...parts.map((part) => part.id), ...once])];
  const booked = await entriesOfKinds([sellerId, buyerId], subjectIds, MIRRORED, tx);
  const reversed = new Set(booked.map((entry) => entry.reversesId));
  for (const entry of booked) {
    if (entry.reversesId !== null || reversed.has(entry.id)) continue;
    await reverseEntry(tx, call, {
      entryId: entry.id,
      kind: `${entry.kind}.reversed`,
      occurredOn: on,
      narration: reason,
    });
  }
  await takeConsignedSalesBack(tx, call, {
    keeperId: sellerId,
    invoiceId,
    subjectIds,
    on,
    narration: reason,
  });
  const delivered = parts.filter((part) => part.appealId === null);
  const shipmentIds = delivered.map((part) => part.shipmentId);
  await markClaimed(tx, await promisesIn(shipmentIds, tx), null);
  await bookEachSold(tx, call, "unsold", delivered);
}
