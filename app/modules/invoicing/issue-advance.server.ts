import { eq } from "drizzle-orm";
import { percent } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { advanceDue } from "./advance.ts";
import { type AdvanceGround, advanceGround, advanceOf } from "./advance-reads.server.ts";
import { dueDay } from "./due.ts";
import { mayIssueInvoice, mayKnowInvoice } from "./invoice.policy.ts";
import { IssueAdvance } from "./invoice.schema.ts";
import { invoiceFacts } from "./invoice-facts-reads.server.ts";
import { advanceBuyerEntry, advanceHubEntry } from "./invoice-postings.ts";
import { invoiceIssued } from "./invoicing.events.ts";

/** Days in which an advance is to be paid: the goods wait for it. */
const ADVANCE_TERM_DAYS = 3;

async function groundFor(tx: Transaction, call: Call, callOffId: string): Promise<AdvanceGround> {
  const ground = await advanceGround(callOffId, tx);
  const parties = ground && { sellerId: ground.hubId, buyerId: ground.buyerId };
  if (!ground || !parties || !mayKnowInvoice(call.actor, parties)) throw new Missing("invoicing.missing");
  if (!mayIssueInvoice(call.actor, parties)) throw new Forbidden("invoicing.forbidden");
  return ground;
}

/**
 * Asks the buyer for the advance that the contract agrees on, as a numbered invoice of its own, booked with both parties:
 * what is paid of it stays the buyer's money until goods are accepted. Refuses a contract without an advance, a call-off
 * whose goods are delivered or called back, a second advance on the same call-off, and goods on which VAT is due: it would be
 * due on the advance too, on the day that it is paid (docs/money.md).
 */
export const issueAdvance = command({
  name: "invoicing.issueAdvance",
  input: IssueAdvance,
  // As for any invoice: others wait for their number, and a series has no gaps.
  isolation: "read committed",
  permit: async (tx, call, { callOffId }) => {
    await groundFor(tx, call, callOffId);
  },
  run: async (tx, call, { callOffId }) => {
    const ground = await groundFor(tx, call, callOffId);
    if (ground.advanceBasisPoints === 0) throw new RuleBroken("invoicing.noAdvance");
    if (!ground.isOpen) throw new RuleBroken("invoicing.advanceTooLate");
    if (ground.isTaxed) throw new RuleBroken("invoicing.advanceTaxed");
    if (await advanceOf(callOffId, tx)) throw new Conflict("invoicing.advanceStands");
    const issuedOn = dayOf(call.at, ground.hubTimeZone);
    const amountRupiah = advanceDue(ground.worthRupiah, ground.advanceBasisPoints);
    if (amountRupiah <= 0n) throw new RuleBroken("invoicing.noAdvance");
    const invoice = await writeAdvance(tx, call, ground, amountRupiah);
    const paper = await issueDocument(tx, call, {
      organisationId: ground.hubId,
      kind: "INV",
      subjectId: invoice.id,
      facts: await invoiceFacts(tx, invoice, issuedOn, invoice.issuedBy),
      on: issuedOn,
      readers: await payersOf(ground.buyerId, tx),
    });
    await tx
      .update(invoices)
      .set({ state: "issued", number: paper.number, issuedAt: call.at })
      .where(eq(invoices.id, invoice.id));
    const issued = { ...invoice, number: paper.number, issuedOn };
    await postEntry(tx, call, advanceHubEntry(issued));
    await postEntry(tx, call, advanceBuyerEntry(issued));
    await announce(tx, call, invoiceIssued, { invoiceId: invoice.id });
    return { invoiceId: invoice.id, number: paper.number };
  },
});

/** The advance as a draft of one line, still without a number. */
async function writeAdvance(
  tx: Transaction,
  call: Call,
  ground: AdvanceGround,
  amountRupiah: bigint,
): Promise<typeof invoices.$inferSelect> {
  const invoiceId = newId("invoice");
  const issuedOn = dayOf(call.at, ground.hubTimeZone);
  const [invoice] = await tx
    .insert(invoices)
    .values({
      id: invoiceId,
      sellerId: ground.hubId,
      buyerId: ground.buyerId,
      kind: "advance",
      state: "draft",
      callOffId: ground.callOffId,
      goodsRupiah: amountRupiah,
      freightRupiah: 0n,
      taxRupiah: 0n,
      totalRupiah: amountRupiah,
      draftedAt: call.at,
      issuedBy: call.actor.kind === "member" ? call.actor.personId : null,
      dueOn: dueDay(issuedOn, ADVANCE_TERM_DAYS, await bankHolidays(tx)),
    })
    .onConflictDoNothing()
    .returning();
  // Somebody else asked for it at the same moment.
  if (!invoice) throw new Conflict("invoicing.advanceStands");
  await tx.insert(invoiceLines).values({
    id: newId("invoiceLine"),
    invoiceId,
    position: 0,
    description: `Uang muka ${percent(ground.advanceBasisPoints)} atas panggilan ${ground.callOffNumber}`,
    unit: "paket",
    basePerUnit: 1n,
    quantityBase: 1n,
    priceRupiah: amountRupiah,
    amountRupiah,
    // Basic food carries no VAT, nor does a seller that is not registered; no advance is asked for on anything else.
    taxClass: "exempt",
    taxRupiah: 0n,
  });
  return invoice;
}
