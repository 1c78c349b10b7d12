import { Missing } from "#app/kernel/errors.ts";
import { creditLimitsOf } from "#app/modules/commitments/credit-reads.server.ts";
import { termsOf } from "#app/modules/commitments/payment-terms-reads.server.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
  refusePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { setCreditLimit } from "#app/modules/commitments/set-credit-limit.server.ts";
import { seeCardRefund } from "#app/modules/payments/adopt-card-refund.server.ts";
import {
  approveCardRefund,
  askCardRefund,
  refuseCardRefund,
} from "#app/modules/payments/ask-card-refund.server.ts";
import { disputesOfPayment, refundsOfPayment } from "#app/modules/payments/card-money-reads.server.ts";
import { paymentVisibleTo } from "#app/modules/payments/payment-reads.server.ts";
import { operationsOf } from "./operation.server.ts";

/** What two agree on about paying, how much a buyer may owe, and money that goes back to a card: as on the screens. */
export const agreementOperations = operationsOf("money", ({ get, deed }) => {
  get("/payment-terms", {
    summary: "Payment terms with each partner: proposed, agreed and refused, the latest first",
    permission: "invoices.read",
    run: async ({ actor }) => ({ rows: await termsOf(actor.organisationId), next: null }),
  });
  deed("/payment-terms", {
    summary: "Propose payment terms to a partner of the trade, from a day on",
    permission: "invoices.read",
    command: proposePaymentTerms,
  });
  deed("/payment-terms/{paymentTermsId}/agree", {
    summary: "Agree to payment terms that the other side proposed",
    permission: "invoices.read",
    command: agreeToPaymentTerms,
  });
  deed("/payment-terms/{paymentTermsId}/refuse", {
    summary: "Refuse payment terms, or take an own proposal back, with a reason",
    permission: "invoices.read",
    command: refusePaymentTerms,
  });
  get("/credit-limits", {
    summary: "How much each buyer, or kind of buyer, may owe the own organisation",
    permission: "credits.keep",
    run: async ({ actor }) => ({ rows: await creditLimitsOf(actor.organisationId), next: null }),
  });
  deed("/credit-limits", {
    summary: "Set or lift how much a buyer, or every buyer of a kind, may owe",
    permission: "credits.keep",
    command: setCreditLimit,
  });
  get("/payments/{paymentId}/card", {
    summary: "What went back to the card of a payment, or is asked back, and its disputes",
    permission: "payments.read",
    run: async ({ actor, params }) => {
      const payment = await paymentVisibleTo(actor.organisationId, params["paymentId"] ?? "");
      if (!payment) throw new Missing("payments.missing");
      return {
        refunds: await refundsOfPayment(payment.id),
        disputes: await disputesOfPayment(payment.id),
      };
    },
  });
  deed("/payments/{paymentId}/card-refunds", {
    summary: "Ask for money of a card payment to go back, whole or in part",
    permission: "payouts.request",
    command: askCardRefund,
  });
  deed("/card-refunds/{cardRefundId}/approve", {
    summary: "Let money go back to a card, as a second person",
    permission: "payouts.approve",
    command: approveCardRefund,
  });
  deed("/card-refunds/{cardRefundId}/refuse", {
    summary: "Say that money does not go back to a card, with a reason, as a second person",
    permission: "payouts.approve",
    command: refuseCardRefund,
  });
  deed("/card-refunds/{cardRefundId}/seen", {
    summary: "Say that a refund made at the provider itself was looked at",
    permission: "payouts.approve",
    command: seeCardRefund,
  });
});
