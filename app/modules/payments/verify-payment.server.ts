import { and, asc, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { recordPaid, withdrawReported } from "../invoicing/record-paid.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { mayKnowPayment, mayVerifyPayment } from "./payment.policy.ts";
import { RejectPayment, VerifyPayment } from "./payment.schema.ts";
import { paymentFacts } from "./payment-facts-reads.server.ts";
import { paymentLifecycle } from "./payment-lifecycle.ts";
import { paymentEntries } from "./payment-postings.ts";
import { paymentRejected, paymentVerified } from "./payments.events.ts";

async function knownPayment(tx: LatestTransaction, call: Call, paymentId: string) {
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (!payment || !mayKnowPayment(call.actor, payment)) throw new Missing("payments.missing");
  return payment;
}

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  input: { readonly paymentId: string },
): Promise<void> {
  const payment = await knownPayment(tx, call, input.paymentId);
  if (!mayVerifyPayment(call.actor, payment)) throw new Forbidden("payments.secondPerson");
}

/** What a payment pays, invoices in id order, as everyone takes them who takes several. */
async function allocationsOf(tx: LatestTransaction, paymentId: string) {
  return tx
    .select()
    .from(paymentAllocations)
    .where(eq(paymentAllocations.paymentId, paymentId))
    .orderBy(asc(paymentAllocations.invoiceId));
}

/**
 * The side that was paid confirms that the money came. Books it with both parties, settles the invoices it pays, and
 * issues the kwitansi. Refuses whoever reported it, and an invoice of which less is open by now.
 */
export const verifyPayment = command({
  name: "payments.verify",
  input: VerifyPayment,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { paymentId }) => {
    const payment = await knownPayment(tx, call, paymentId);
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    // Before the kwitansi: a second cashier is told so, and no number is asked for in vain.
    nextState(paymentLifecycle, payment.state, "verify", "payments.moved");
    const on = dayOf(call.at, await clockOf(payment.payeeId, tx));
    const paper = await issueDocument(tx, call, {
      organisationId: payment.payeeId,
      kind: "KW",
      subjectId: paymentId,
      facts: await paymentFacts(tx, payment, on, call.actor.personId),
      on,
      readers: await payersOf(payment.payerId, tx),
    });
    const moved = await tx
      .update(payments)
      .set({
        state: "verified",
        verifiedBy: call.actor.personId,
        verifiedAt: call.at,
        number: paper.number,
        version: payment.version + 1,
      })
      .where(and(eq(payments.id, paymentId), eq(payments.state, "reported")))
      .returning({ id: payments.id });
    if (moved.length !== 1) throw new Conflict("payments.moved");
    for (const allocation of await allocationsOf(tx, paymentId))
      await recordPaid(tx, allocation.invoiceId, allocation.amountRupiah);
    for (const entry of paymentEntries({ ...payment, on, narration: paper.number }))
      await postEntry(tx, call, entry);
    await announce(tx, call, paymentVerified, { paymentId });
    return { paymentId, documentId: paper.documentId, number: paper.number };
  },
});

/** The side that was paid says that no such money came, and why. The invoices stay open; the same proof may come again. */
export const rejectPayment = command({
  name: "payments.reject",
  input: RejectPayment,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { paymentId, reason }) => {
    const moved = await tx
      .update(payments)
      .set({
        state: "rejected",
        reason,
        verifiedBy: call.actor.kind === "member" ? call.actor.personId : null,
        verifiedAt: call.at,
      })
      .where(and(eq(payments.id, paymentId), eq(payments.state, "reported")))
      .returning({ id: payments.id });
    if (moved.length !== 1) throw new Conflict("payments.moved");
    for (const allocation of await allocationsOf(tx, paymentId))
      await withdrawReported(tx, allocation.invoiceId, allocation.amountRupiah);
    await announce(tx, call, paymentRejected, { paymentId });
    return { paymentId };
  },
});
