import { eq } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { creditNotes, invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { reckonRecosting, writeRecosting } from "../catalogue/recost-lots.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { billableShipment } from "./billable-reads.server.ts";
import { creditEntries } from "./credit-postings.ts";
import { dueDay } from "./due.ts";
import { heldObjection, knownObjection, releaseHeld } from "./hold-objection.server.ts";
import { mayIssueInvoice } from "./invoice.policy.ts";
import { openOf } from "./invoice.ts";
import { objectionAnswered } from "./invoicing.events.ts";
import { AnswerObjection } from "./objection.schema.ts";
import { grantedOf, objectionLifecycle, type TaxedSum } from "./objection.ts";
import { objectionCreditFacts } from "./objection-credit-reads.server.ts";
import { deliveryOfLine } from "./objection-reads.server.ts";
import { returnAssigned } from "./return-assigned.server.ts";

export type ObjectionRow = typeof lineObjections.$inferSelect;
type InvoiceRow = typeof invoices.$inferSelect;
type LineRow = typeof invoiceLines.$inferSelect;
type Answering = {
  readonly invoice: InvoiceRow;
  readonly line: LineRow;
  readonly objection: ObjectionRow;
  readonly granted: TaxedSum;
  readonly on: BusinessDay;
};

/**
 * The seller answers an objection: what it grants comes off the invoice by a credit note and is its own cost (those who grew the goods
 * are paid for what the seller took over from them); what stands is due as if the goods had been accepted on the day of the answer, and
 * never before the invoice itself. Nothing is held any more. Refuses more than is held, and whoever comes second.
 */
export const answerObjection = command({
  name: "invoicing.answerObjection",
  input: AnswerObjection,
  // Others of the same seller wait for their number instead of being sent back: a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, { objectionId }) => {
    const { invoice } = await knownObjection(tx, call, objectionId);
    if (!mayIssueInvoice(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { objectionId, grantedRupiah, answer }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { objection, invoice } = await heldObjection(tx, call, objectionId);
    const state = nextState(objectionLifecycle, objection.state, "answer", "invoicing.objectionMoved");
    const granted = grantedOf(objection, grantedRupiah);
    const on = dayOf(call.at, await clockOf(invoice.sellerId, tx));
    const [line] = await tx.select().from(invoiceLines).where(eq(invoiceLines.id, objection.invoiceLineId));
    invariant(line, "an objection is about a line");
    const held = objection.goodsRupiah + objection.taxRupiah;
    const credited = granted.goodsRupiah + granted.taxRupiah;
    await releaseHeld(tx, invoice.id, held);
    const answering = { invoice, line, objection: { ...objection, answer }, granted, on };
    const note = credited > 0n ? await writeCredit(tx, call, answering) : null;
    await tx
      .update(lineObjections)
      .set({
        state,
        answer,
        grantedRupiah: granted.goodsRupiah,
        grantedTaxRupiah: granted.taxRupiah,
        standsRupiah: held - credited,
        dueOn: held > credited ? await dueOfRest(tx, answering) : null,
        creditNoteId: note?.creditNoteId ?? null,
        endedAt: call.at,
        endedBy: call.actor.personId,
      })
      .where(eq(lineObjections.id, objectionId));
    await announce(tx, call, objectionAnswered, { objectionId });
    return { objectionId, invoiceId: invoice.id, number: note?.number ?? null };
  },
});

/** As many days after the answer as its goods had after the handover; not before the rest of the invoice. */
async function dueOfRest(tx: Transaction, { invoice, line, on }: Answering): Promise<BusinessDay> {
  const billable = await billableShipment(await deliveryOfLine(line, tx), tx);
  invariant(billable, "what was invoiced of an order was handed over");
  const due = dueDay(on, billable.paymentTermDays, await bankHolidays(tx));
  return due > invoice.dueOn ? due : invoice.dueOn;
}

/** The credit note over what was granted: paper, entries of both parties, and the invoice lowered by it. */
async function writeCredit(tx: LatestTransaction, call: Call, answering: Answering) {
  const { invoice, line, granted, on } = answering;
  const totalRupiah: Rupiah = granted.goodsRupiah + granted.taxRupiah;
  const creditNoteId = newId("creditNote");
  const { number } = await issueDocument(tx, call, {
    organisationId: invoice.sellerId,
    kind: "NK",
    subjectId: creditNoteId,
    facts: await objectionCreditFacts(
      tx,
      answering,
      call.actor.kind === "member" ? call.actor.personId : null,
    ),
    on,
    readers: await payersOf(invoice.buyerId, tx),
  });
  // What is held was never paid, so nothing is owed back.
  await tx.insert(creditNotes).values({
    id: creditNoteId,
    invoiceId: invoice.id,
    number,
    ...granted,
    totalRupiah,
    refundRupiah: 0n,
    hubRupiah: granted.goodsRupiah,
    issuedAt: call.at,
  });
  const stock = await reckonRecosting(
    tx,
    invoice.buyerId,
    line.shipmentLineId === null ? [] : [{ shipmentLineId: line.shipmentLineId, costRupiah: -totalRupiah }],
  );
  await returnAssigned(tx, call, {
    invoiceId: invoice.id,
    subjectId: creditNoteId,
    amountRupiah: totalRupiah,
    on,
    narration: number,
  });
  const entries = creditEntries({
    creditNoteId,
    number,
    sellerId: invoice.sellerId,
    buyerId: invoice.buyerId,
    ...granted,
    totalRupiah,
    refundRupiah: 0n,
    statements: [],
    hubRupiah: granted.goodsRupiah,
    stock,
    on,
  });
  for (const entry of entries) {
    const entryId = await postEntry(tx, call, entry);
    if (entry.organisationId === invoice.buyerId) await writeRecosting(tx, call, stock, entryId);
  }
  await tx
    .update(invoices)
    .set({
      creditedRupiah: invoice.creditedRupiah + totalRupiah,
      state: openOf(invoice) === totalRupiah ? "settled" : invoice.state,
    })
    .where(eq(invoices.id, invoice.id));
  return { creditNoteId, number };
}
