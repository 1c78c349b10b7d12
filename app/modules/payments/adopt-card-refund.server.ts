import { and, eq, isNull } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { cardDisputes, cardRefunds } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayBeUnpaid } from "../invoicing/record-paid.server.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { heldCardRefund } from "./ask-card-refund.server.ts";
import { type HeedCardRefund, SeeCardRefund } from "./card.schema.ts";
import { leftOnCard } from "./card-account.ts";
import { invoiceOf, owedByCredit } from "./card-ground-reads.server.ts";
import { cardRefundEntries } from "./card-postings.ts";
import { cardRefundBooked } from "./cards.events.ts";
import { type GivenBack, holdGivenBack, settleGivenBack } from "./hold-given-back.server.ts";
import { mayApproveCardRefund, mayKnowPayment } from "./payment.policy.ts";
import type { HeldPayment } from "./settle-payment.server.ts";

/** As it is written on the entry and on the void kwitansi. */
const NOBODY_ASKED = "Dikembalikan di dasbor penyedia kartu";

/**
 * What money means that went back to a card though nobody here asked: it pays what a credit note owes the payer, or opens the invoice.
 * Null where the books cannot follow: more than the payment holds, a dispute about it, a refund of ours that may be the same, or an
 * invoice on which later deeds stand. The payment is held by the caller.
 */
export async function strangeRefundOf(
  tx: LatestTransaction,
  payment: HeldPayment,
  amountRupiah: Rupiah | null,
): Promise<GivenBack | null> {
  if (payment.state !== "verified" || amountRupiah === null || amountRupiah <= 0n) return null;
  if (amountRupiah > leftOnCard(payment)) return null;
  const [disputed] = await tx
    .select({ id: cardDisputes.id })
    .from(cardDisputes)
    .where(and(eq(cardDisputes.paymentId, payment.id), eq(cardDisputes.state, "opened")));
  // Agreed to here and not yet named by the provider: its word names it, and this one may be it.
  const [underway] = await tx
    .select({ id: cardRefunds.id })
    .from(cardRefunds)
    .where(
      and(
        eq(cardRefunds.paymentId, payment.id),
        eq(cardRefunds.state, "approved"),
        isNull(cardRefunds.providerRefund),
      ),
    );
  if (disputed || underway) return null;
  const owed = await owedByCredit(tx, payment);
  const due = owed ? owed.amountRupiah - owed.paidRupiah - owed.underwayRupiah : 0n;
  if (owed && amountRupiah <= due) return { payment, amountRupiah, refundId: owed.id };
  return (await mayBeUnpaid(tx, await invoiceOf(tx, payment.id), amountRupiah))
    ? { payment, amountRupiah, refundId: null }
    : null;
}

/**
 * Books money that went back in the provider's own dashboard, at its word and in both books, as if it had been asked for here. Nobody of
 * the payee agreed to it, so somebody is to look at it: it is a task until then.
 */
export async function adoptCardRefund(
  tx: LatestTransaction,
  call: Call,
  given: GivenBack,
  word: HeedCardRefund,
): Promise<void> {
  const { payment, amountRupiah, refundId } = given;
  const on = dayOf(word.saidAt, await clockOf(payment.payeeId, tx));
  const cardRefundId = newId("cardRefund");
  await tx.insert(cardRefunds).values({
    id: cardRefundId,
    paymentId: payment.id,
    refundId,
    amountRupiah,
    reason: NOBODY_ASKED,
    state: "booked",
    askedAt: call.at,
    providerRefund: word.refundRef,
    bookedOn: on,
  });
  await holdGivenBack(tx, given);
  await settleGivenBack(tx, call, given, { reason: NOBODY_ASKED, on });
  const deed = { subjectId: cardRefundId, on, narration: NOBODY_ASKED };
  await postEntries(
    tx,
    call,
    cardRefundEntries(payment, { amountRupiah, isCredit: refundId !== null }, deed),
  );
  await announce(tx, call, cardRefundBooked, { cardRefundId });
}

/**
 * Somebody who may approve refunds says that they looked at one that nobody here asked for. Nothing is booked: it was at the provider's
 * word. Refuses what was asked for here, and a second look.
 */
export const seeCardRefund = command({
  name: "payments.seeCardRefund",
  input: SeeCardRefund,
  isolation: "read committed",
  permit: async (tx, call, { cardRefundId }) => {
    const held = await heldCardRefund(tx, cardRefundId);
    if (!held || !mayKnowPayment(call.actor, held.payment)) throw new Missing("payments.missing");
    if (!mayApproveCardRefund(call.actor, { ...held.payment, askedBy: held.refund.askedBy }))
      throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { cardRefundId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const seen = await tx
      .update(cardRefunds)
      .set({ decidedBy: call.actor.personId, decidedAt: call.at })
      .where(
        and(eq(cardRefunds.id, cardRefundId), isNull(cardRefunds.askedBy), isNull(cardRefunds.decidedBy)),
      )
      .returning({ id: cardRefunds.id });
    if (seen.length !== 1) throw new Conflict("payments.moved");
    return { cardRefundId };
  },
});
