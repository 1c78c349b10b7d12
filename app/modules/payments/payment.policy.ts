import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import { isSecondPerson } from "../identity/second-person.ts";
import type { PaymentRail } from "./payment-lifecycle.ts";
import { railRules } from "./payment-rails.ts";

type Parties = { readonly payerId: string; readonly payeeId: string };

export function mayKnowPayment(actor: Actor, payment: Parties): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationId === payment.payerId || actor.organisationId === payment.payeeId)
  );
}

/** Who pays what a buyer owes: the buyer itself, or the foundation that transfers for its kitchen. */
export type Payer = { readonly buyerId: string; readonly foundationId: string | null };

/** True for those who may know what a buyer owes because they pay it; everybody else is told that it does not exist. */
export function isPaidBy(actor: Actor, payer: Payer): boolean {
  return (
    actor.kind === "member" &&
    (actor.organisationId === payer.buyerId || actor.organisationId === payer.foundationId)
  );
}

export function mayReportPayment(actor: Actor, payer: Payer): boolean {
  return isPaidBy(actor, payer) && may(actor, "payments.report");
}

/** A report is taken back by the organisation that made it, as whose proof it stands; what the payee or a provider told of has none. */
export function mayWithdrawReport(actor: Actor, payer: Payer, reportedBy: string | null): boolean {
  return mayReportPayment(actor, payer) && actor.kind === "member" && actor.organisationId === reportedBy;
}

/** The side that was paid says so, through somebody who did not report it; of a card only its provider can. */
export function mayVerifyPayment(
  actor: Actor,
  payment: Parties & { readonly reportedBy: string | null; readonly rail: PaymentRail },
): boolean {
  return (
    railRules[payment.rail].confirmedBy === "secondPerson" &&
    isSecondPerson(actor, "payments.verify", {
      organisationId: payment.payeeId,
      by: payment.reportedBy,
    })
  );
}

/** Whoever keeps the account of an organisation says what its bank wrote: also where it only pays, and is paid by nobody. */
export function mayKeepStatements(actor: Actor, organisationId: string): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId && may(actor, "statements.keep");
}

/** Whoever says for whoever is paid what came of it. */
export function mayAnswerForPayee(actor: Actor, payeeId: string): boolean {
  return actor.kind === "member" && actor.organisationId === payeeId && may(actor, "payments.verify");
}

/** What was booked is taken out again by somebody who did not book it; a netting by nobody who had a part in it. */
export function mayReversePayment(
  actor: Actor,
  payment: Parties & {
    readonly verifiedBy: string | null;
    readonly reportedBy: string | null;
    readonly nettingId: string | null;
  },
): boolean {
  return (
    mayAnswerForPayee(actor, payment.payeeId) &&
    actor.kind === "member" &&
    actor.personId !== payment.verifiedBy &&
    (payment.nettingId === null || actor.personId !== payment.reportedBy)
  );
}

/** Money that was paid by card goes back at the word of two people of whoever was paid, as any money that goes out does. */
export function mayAskCardRefund(actor: Actor, payment: Parties): boolean {
  return mayRequestPayout(actor, payment.payeeId);
}

export function mayApproveCardRefund(
  actor: Actor,
  refund: Parties & { readonly askedBy: string | null },
): boolean {
  return mayApprovePayout(actor, { payerId: refund.payeeId, requestedBy: refund.askedBy });
}

export function mayRequestPayout(actor: Actor, payerId: string): boolean {
  return actor.kind === "member" && actor.organisationId === payerId && may(actor, "payouts.request");
}

/** Whoever asked for a payout does not approve it, nor say that it went out. */
export function mayApprovePayout(
  actor: Actor,
  payout: { readonly payerId: string; readonly requestedBy: string | null },
): boolean {
  return isSecondPerson(actor, "payouts.approve", {
    organisationId: payout.payerId,
    by: payout.requestedBy,
  });
}

/** Either of the two people of a batch says what shows its transfer: it moves no money. */
export function mayKeepBatchProof(actor: Actor, batch: { readonly payerId: string }): boolean {
  return (
    mayRequestPayout(actor, batch.payerId) ||
    (actor.kind === "member" && actor.organisationId === batch.payerId && may(actor, "payouts.approve"))
  );
}

/** What was bought of a producer and paid is stated by whoever deals with producers, or prepares what they are paid. */
export function mayStateProducer(actor: Actor): boolean {
  return may(actor, "producers.keep") || may(actor, "payouts.request");
}
