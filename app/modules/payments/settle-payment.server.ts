import { and, asc, eq } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { issueDocument, voidDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { recordPaid, recordUnpaid, withdrawReported } from "../invoicing/record-paid.server.ts";
import { closedThroughs } from "../ledger/closing-reads.server.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { issuedMoments, paymentFacts } from "./payment-facts-reads.server.ts";
import { paymentLifecycle } from "./payment-lifecycle.ts";
import { paymentEntries } from "./payment-postings.ts";
import { paymentRejected, paymentReversed, paymentVerified } from "./payments.events.ts";
import { linesOfPayment, reopenLinesOf, settleLines } from "./settle-lines.server.ts";

export type HeldPayment = typeof payments.$inferSelect;

/** What a payment pays, invoices in id order, as everyone takes them who takes several. */
async function allocationsOf(tx: LatestTransaction, paymentId: string) {
  return tx
    .select()
    .from(paymentAllocations)
    .where(eq(paymentAllocations.paymentId, paymentId))
    .orderBy(asc(paymentAllocations.invoiceId));
}

/**
 * The day on which the bank moved a transfer, as its proof or its line shows: cash books are held against statements day by day. Never
 * before the invoices that it pays, so that a slip of the pen opens no month in which nothing was traded; today where that month is
 * closed in one of the two books, and for what moved at no bank.
 */
async function bookedDay(
  tx: LatestTransaction,
  { id, rail, transferredOn, payerId, payeeId }: HeldPayment,
  today: BusinessDay,
): Promise<BusinessDay> {
  if (rail !== "transfer" || transferredOn >= today) return today;
  const paid = await issuedMoments(tx, id);
  const zone = await clockOf(payeeId, tx);
  const on = [transferredOn, ...paid.map((at) => dayOf(at, zone))].sort().at(-1) ?? transferredOn;
  const closed = await closedThroughs([payerId, payeeId], tx);
  return on >= today || [...closed.values()].some((through) => on <= through) ? today : on;
}

/**
 * Books a reported payment, which the caller holds, with both parties, on the day of its transfer, settles the invoices it pays, and issues
 * today's kwitansi. Refuses one that was booked or rejected meanwhile. Of a netting the kwitansi of each side is signed by its own person.
 */
export async function bookPayment(
  tx: LatestTransaction,
  call: Call,
  payment: HeldPayment,
  signedBy?: string,
): Promise<{ readonly documentId: string; readonly number: string }> {
  // Before the kwitansi: a second cashier is told so, and no number is asked for in vain.
  nextState(paymentLifecycle, payment.state, "verify", "payments.moved");
  const verifiedBy = call.actor.kind === "member" ? call.actor.personId : null;
  const on = dayOf(call.at, await clockOf(payment.payeeId, tx));
  const paper = await issueDocument(tx, call, {
    organisationId: payment.payeeId,
    kind: "KW",
    subjectId: payment.id,
    facts: await paymentFacts(tx, payment, on, signedBy ?? verifiedBy),
    on,
    readers: await payersOf(payment.payerId, tx),
  });
  const moved = await tx
    .update(payments)
    .set({
      state: "verified",
      verifiedBy,
      verifiedAt: call.at,
      number: paper.number,
      version: payment.version + 1,
    })
    .where(and(eq(payments.id, payment.id), eq(payments.state, "reported")))
    .returning({ id: payments.id });
  if (moved.length !== 1) throw new Conflict("payments.moved");
  for (const allocation of await allocationsOf(tx, payment.id))
    await recordPaid(tx, allocation.invoiceId, allocation.amountRupiah);
  const bookedOn = await bookedDay(tx, payment, on);
  for (const entry of paymentEntries({ ...payment, on: bookedOn, narration: paper.number }))
    await postEntry(tx, call, entry);
  await settleLines(tx, await linesOfPayment(tx, payment.id));
  await announce(tx, call, paymentVerified, { paymentId: payment.id });
  return paper;
}

type Ended = { readonly reason: string | null; readonly verifiedBy: string | null; readonly at: Date };

/** A reported payment pays nothing: its invoices and its lines of the bank are open again. */
async function endReport(tx: LatestTransaction, paymentId: string, ended: Ended): Promise<void> {
  const moved = await tx
    .update(payments)
    .set({
      state: "rejected",
      reason: ended.reason,
      verifiedBy: ended.verifiedBy,
      verifiedAt: ended.at,
    })
    .where(and(eq(payments.id, paymentId), eq(payments.state, "reported")))
    .returning({ id: payments.id });
  if (moved.length !== 1) throw new Conflict("payments.moved");
  for (const allocation of await allocationsOf(tx, paymentId))
    await withdrawReported(tx, allocation.invoiceId, allocation.amountRupiah);
  await settleLines(tx, await linesOfPayment(tx, paymentId));
}

/**
 * Whoever said that it paid takes that back before anybody answered: the invoices are open again, and the same proof may come again. Nobody is
 * named as whoever checked it, by which it is told from one that was rejected. Refuses one that was booked or rejected meanwhile.
 */
export async function takeReportBack(
  tx: LatestTransaction,
  call: Call,
  { paymentId, reason }: { readonly paymentId: string; readonly reason: string },
): Promise<void> {
  await endReport(tx, paymentId, { reason, verifiedBy: null, at: call.at });
}

/** No such money came: the invoices of a reported payment are open again. Refuses one that was booked or rejected meanwhile. */
export async function releasePayment(
  tx: LatestTransaction,
  call: Call,
  payment: Pick<HeldPayment, "id" | "rail">,
  reason: string | null,
): Promise<void> {
  const verifiedBy = call.actor.kind === "member" ? call.actor.personId : null;
  await endReport(tx, payment.id, { reason, verifiedBy, at: call.at });
  // Only a transfer was said by its payer, who is told that it was not found: whoever closed the page of a card knows, and of a deposit
  // the payee itself asked to use, its payer never heard.
  if (payment.rail === "transfer") await announce(tx, call, paymentRejected, { paymentId: payment.id });
}

/**
 * Such money did not come after all, or not for this: the entries of a verified payment, which the caller holds, are mirrored in both
 * books, its invoices and its lines of the bank are open again, and its kwitansi is void. Refuses one that was moved meanwhile, an
 * invoice on which later deeds stand (an advance in use, a credit note, money given back), and a deposit that is used already.
 */
export async function takePaymentBack(
  tx: LatestTransaction,
  call: Call,
  payment: HeldPayment,
  { reason, on, by }: { readonly reason: string; readonly on: BusinessDay; readonly by: string },
): Promise<void> {
  nextState(paymentLifecycle, payment.state, "reverse", "payments.moved");
  const moved = await tx
    .update(payments)
    .set({ state: "reversed", reason, reversedOn: on, reversedBy: by, version: payment.version + 1 })
    .where(and(eq(payments.id, payment.id), eq(payments.state, "verified")))
    .returning({ id: payments.id });
  if (moved.length !== 1) throw new Conflict("payments.moved");
  if (payment.depositRupiah > 0n) {
    const held = -(await holdBalance(tx, payment.payeeId, "customerDeposit", payment.payerId));
    if (held < payment.depositRupiah) throw new RuleBroken("payments.depositUsed", { held: held.toString() });
  }
  for (const allocation of await allocationsOf(tx, payment.id))
    await recordUnpaid(tx, allocation.invoiceId, allocation.amountRupiah);
  const booked = await entriesAbout([payment.payerId, payment.payeeId], [payment.id], tx);
  for (const entry of booked)
    if (entry.kind === "payment.verified")
      await reverseEntry(tx, call, {
        entryId: entry.id,
        kind: "payment.reversed",
        occurredOn: on,
        narration: reason,
      });
  await voidDocument(tx, call, {
    organisationId: payment.payeeId,
    kind: "KW",
    subjectId: payment.id,
    reason,
  });
  await settleLines(tx, await linesOfPayment(tx, payment.id));
  // The payer may have found it on a line of its own bank.
  await reopenLinesOf(
    tx,
    booked.map(({ id }) => id),
  );
  await announce(tx, call, paymentReversed, { paymentId: payment.id });
}
