import { and, eq, inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import { cardDisputes, cardRefunds } from "#db/schema/payments-cards.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayBeUnpaid } from "../invoicing/record-paid.server.ts";
import { ApproveCardRefund, AskCardRefund, RefuseCardRefund } from "./card.schema.ts";
import { cardRefundLifecycle, cardRefundsUnderway, leftOnCard } from "./card-account.ts";
import { invoiceOf, owedByCredit } from "./card-ground-reads.server.ts";
import { cardRefundApproved, cardRefundAsked } from "./cards.events.ts";
import { holdGivenBack } from "./hold-given-back.server.ts";
import { mayApproveCardRefund, mayAskCardRefund, mayKnowPayment } from "./payment.policy.ts";

/** No more than the payment still holds, nor than a credit note owes. */
function refuseTooMuchBack(
  payment: { readonly amountRupiah: Rupiah; readonly givenBackRupiah: Rupiah },
  amountRupiah: Rupiah,
  owed: {
    readonly amountRupiah: Rupiah;
    readonly paidRupiah: Rupiah;
    readonly underwayRupiah: Rupiah;
  } | null,
): void {
  const left = leftOnCard(payment);
  const due = owed ? owed.amountRupiah - owed.paidRupiah - owed.underwayRupiah : left;
  const most = due < left ? due : left;
  if (amountRupiah > most) throw new RuleBroken("payments.cardLeft", { left: most.toString() });
}

async function ownCardPayment(tx: LatestTransaction, call: Call, paymentId: string) {
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (!payment || !mayKnowPayment(call.actor, payment)) throw new Missing("payments.missing");
  if (!mayAskCardRefund(call.actor, payment)) throw new Forbidden("payments.forbidden");
  return payment;
}

/**
 * Asks for money to go back to the card that paid: what a credit note on its invoice owes the payer, or else the payment itself, by
 * which its invoice is open again. Somebody else must agree; nothing changes before. Refuses a payment that is not by card, more than it still holds, a second refund beside one that is
 * underway, and a payment that its payer's bank disputes.
 */
export const askCardRefund = command({
  name: "payments.askCardRefund",
  input: AskCardRefund,
  isolation: "read committed",
  permit: async (tx, call, { paymentId }) => {
    await ownCardPayment(tx, call, paymentId);
  },
  run: async (tx, call, { paymentId, amountRupiah, reason }) => {
    const payment = await ownCardPayment(tx, call, paymentId);
    invariant(call.actor.kind === "member", "permitted above");
    if (payment.rail !== "card") throw new RuleBroken("payments.notCard");
    if (payment.state !== "verified") throw new Conflict("payments.moved");
    const [disputed] = await tx
      .select({ id: cardDisputes.id })
      .from(cardDisputes)
      .where(and(eq(cardDisputes.paymentId, paymentId), eq(cardDisputes.state, "opened")));
    if (disputed) throw new RuleBroken("payments.cardDisputed");
    const [underway] = await tx
      .select({ id: cardRefunds.id })
      .from(cardRefunds)
      .where(and(eq(cardRefunds.paymentId, paymentId), inArray(cardRefunds.state, [...cardRefundsUnderway])));
    if (underway) throw new Conflict("payments.alreadyRequested");
    const owed = await owedByCredit(tx, payment);
    refuseTooMuchBack(payment, amountRupiah, owed);
    if (!owed && !(await mayBeUnpaid(tx, await invoiceOf(tx, paymentId), amountRupiah)))
      throw new RuleBroken("invoicing.paidStays", { amount: amountRupiah.toString() });
    const cardRefundId = newId("cardRefund");
    const asked = await tx
      .insert(cardRefunds)
      .values({
        id: cardRefundId,
        paymentId,
        refundId: owed?.id ?? null,
        amountRupiah,
        reason,
        state: "asked",
        askedBy: call.actor.personId,
        askedAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: cardRefunds.id });
    if (asked.length !== 1) throw new Conflict("payments.alreadyRequested");
    await announce(tx, call, cardRefundAsked, { cardRefundId });
    return { cardRefundId };
  },
});

/** A refund with its payment, both held. Missing for whoever is not of the payment's two sides. */
export async function heldCardRefund(tx: LatestTransaction, cardRefundId: string) {
  const [found] = await tx
    .select({ paymentId: cardRefunds.paymentId })
    .from(cardRefunds)
    .where(eq(cardRefunds.id, cardRefundId));
  if (!found) return null;
  const [payment] = await hold(tx, payments, eq(payments.id, found.paymentId));
  const [refund] = await hold(tx, cardRefunds, eq(cardRefunds.id, cardRefundId));
  invariant(payment && refund, "a refund has its payment, and both stay");
  return { payment, refund };
}

async function decidable(tx: LatestTransaction, call: Call, cardRefundId: string) {
  const held = await heldCardRefund(tx, cardRefundId);
  if (!held || !mayKnowPayment(call.actor, held.payment)) throw new Missing("payments.missing");
  if (!mayApproveCardRefund(call.actor, { ...held.payment, askedBy: held.refund.askedBy }))
    throw new Forbidden("payments.secondPerson");
  return held;
}

/**
 * A second person agrees: the worker asks the provider, under the refund's own id, so that it goes back once. From now on, until the
 * provider says that it went, nobody can pay or credit the invoice by so much. Refuses what a dispute or a credit note took meanwhile.
 */
export const approveCardRefund = command({
  name: "payments.approveCardRefund",
  input: ApproveCardRefund,
  isolation: "read committed",
  permit: async (tx, call, { cardRefundId }) => {
    await decidable(tx, call, cardRefundId);
  },
  run: async (tx, call, { cardRefundId }) => {
    const { refund, payment } = await decidable(tx, call, cardRefundId);
    invariant(call.actor.kind === "member", "permitted above");
    await holdGivenBack(tx, { payment, ...refund });
    await tx
      .update(cardRefunds)
      .set({
        state: nextState(cardRefundLifecycle, refund.state, "approve", "payments.moved"),
        decidedBy: call.actor.personId,
        decidedAt: call.at,
      })
      .where(eq(cardRefunds.id, cardRefundId));
    await announce(tx, call, cardRefundApproved, { cardRefundId });
    return { cardRefundId };
  },
});

/** A second person says no, and why. Nothing was changed by asking, and it may be asked for anew. */
export const refuseCardRefund = command({
  name: "payments.refuseCardRefund",
  input: RefuseCardRefund,
  isolation: "read committed",
  permit: async (tx, call, { cardRefundId }) => {
    await decidable(tx, call, cardRefundId);
  },
  run: async (tx, call, { cardRefundId, reason }) => {
    const { refund } = await decidable(tx, call, cardRefundId);
    invariant(call.actor.kind === "member", "permitted above");
    await tx
      .update(cardRefunds)
      .set({
        state: nextState(cardRefundLifecycle, refund.state, "refuse", "payments.moved"),
        decidedBy: call.actor.personId,
        decidedAt: call.at,
        failure: reason,
      })
      .where(eq(cardRefunds.id, cardRefundId));
    return { cardRefundId };
  },
});
