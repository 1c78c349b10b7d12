import Stripe from "stripe";
import { fromSen, toSen } from "#app/kernel/minor-units.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** How money that goes back to a card stands at the provider. */
export type CardRefundSeen = {
  readonly refundRef: string;
  /** Which refund we said that it is; null for one that we did not ask for. */
  readonly refundId: string | null;
  readonly paymentRef: string | null;
  readonly outcome: "waiting" | "paid" | "failed";
  readonly amountRupiah: Rupiah | null;
  readonly failure: string | null;
};

/** A payer's bank that asks its money back, as the provider sees it now. */
export type CardDisputeSeen = {
  readonly disputeRef: string;
  readonly paymentRef: string | null;
  /** `asked` is a question, no money moved by it. */
  readonly outcome: "asked" | "opened" | "won" | "lost";
  readonly amountRupiah: Rupiah | null;
  readonly cause: string;
  readonly answerBy: Date | null;
};

/** Money that the provider sends to a bank. */
export type CardPayoutSeen = {
  readonly payoutRef: string;
  readonly outcome: "underway" | "paid" | "failed";
  readonly amountSen: bigint;
  readonly isRupiah: boolean;
  readonly arrivesAt: Date;
};

const moveKinds = [
  "charge",
  "refund",
  "refundFailed",
  "dispute",
  "disputeWon",
  "payout",
  "payoutFailed",
  "other",
] as const;

/** One line of the provider's account. Amounts in sen; what went is below nothing, and a fee that was taken above it. */
export type CardMoveSeen = {
  readonly moveRef: string;
  readonly kind: (typeof moveKinds)[number];
  readonly isRupiah: boolean;
  readonly amountSen: bigint;
  readonly feeSen: bigint;
  readonly sourceRef: string;
  readonly paymentRef: string | null;
  readonly at: Date;
};

export type CardMovesPage = { readonly moves: readonly CardMoveSeen[]; readonly next: string | null };

/** The provider's account, as far as it is asked about. Throws an Outage when it may work later. */
export type CardAccount = {
  /** Gives money back to the card. Asked again with the same id it is the same refund. It may be refused for ever. */
  readonly refund: (wish: {
    readonly refundId: string;
    readonly paymentRef: string;
    readonly amountRupiah: Rupiah;
  }) => Promise<CardRefundSeen | { readonly refused: string }>;
  readonly lookRefund: (refundRef: string) => Promise<CardRefundSeen>;
  /** A page of the account's lines, the newest first: of one payout, or all since a moment. */
  readonly moves: (
    of: { readonly payoutRef: string } | { readonly since: Date },
    after: string | null,
  ) => Promise<CardMovesPage>;
};

const PAGE = 100;

/** The account behind a key. `reaching` turns the provider's trouble into an Outage. */
export function stripeAccount(
  stripe: Stripe,
  reaching: <T>(ask: () => Promise<T>) => Promise<T>,
): CardAccount {
  return {
    refund: ({ refundId, paymentRef, amountRupiah }) =>
      reaching(async () => {
        try {
          return refundSeen(
            await stripe.refunds.create(
              { payment_intent: paymentRef, amount: toSen(amountRupiah), metadata: { refund: refundId } },
              { idempotencyKey: refundId },
            ),
          );
        } catch (error) {
          // It was given back already, or its payer's bank has it: asking again would change nothing.
          if (error instanceof Stripe.errors.StripeInvalidRequestError)
            return { refused: error.code ?? error.type };
          throw error;
        }
      }),
    lookRefund: (refundRef) => reaching(async () => refundSeen(await stripe.refunds.retrieve(refundRef))),
    moves: (of, after) =>
      reaching(async () => {
        const page = await stripe.balanceTransactions.list({
          limit: PAGE,
          expand: ["data.source"],
          ...("payoutRef" in of
            ? { payout: of.payoutRef }
            : { created: { gte: Math.floor(of.since.getTime() / 1000) } }),
          ...(after === null ? {} : { starting_after: after }),
        });
        return {
          moves: page.data.map(moveSeen),
          next: page.has_more ? (page.data.at(-1)?.id ?? null) : null,
        };
      }),
  };
}

const refOf = (named: string | { readonly id: string } | null | undefined) =>
  typeof named === "string" ? named : (named?.id ?? null);

export function refundSeen(refund: Stripe.Refund): CardRefundSeen {
  const { status } = refund;
  return {
    refundRef: refund.id,
    refundId: refund.metadata?.["refund"] ?? null,
    paymentRef: refOf(refund.payment_intent),
    outcome:
      status === "succeeded" ? "paid" : status === "failed" || status === "canceled" ? "failed" : "waiting",
    amountRupiah: refund.currency === "idr" ? fromSen(refund.amount) : null,
    failure: refund.failure_reason ?? null,
  };
}

export function disputeSeen(dispute: Stripe.Dispute): CardDisputeSeen {
  const { status } = dispute;
  const dueBy = dispute.evidence_details?.due_by ?? null;
  return {
    disputeRef: dispute.id,
    paymentRef: refOf(dispute.payment_intent),
    outcome: disputeOutcomeOf(status),
    amountRupiah: dispute.currency === "idr" ? fromSen(dispute.amount) : null,
    cause: dispute.reason,
    answerBy: dueBy === null ? null : new Date(dueBy * 1000),
  };
}

function disputeOutcomeOf(status: string): CardDisputeSeen["outcome"] {
  if (status === "won" || status === "lost") return status;
  return status.startsWith("warning") ? "asked" : "opened";
}

export function payoutSeen(payout: Stripe.Payout): CardPayoutSeen {
  const { status } = payout;
  return {
    payoutRef: payout.id,
    outcome:
      status === "paid" ? "paid" : status === "failed" || status === "canceled" ? "failed" : "underway",
    amountSen: BigInt(payout.amount),
    isRupiah: payout.currency === "idr",
    arrivesAt: new Date(payout.arrival_date * 1000),
  };
}

function moveSeen(move: Stripe.BalanceTransaction): CardMoveSeen {
  const { source } = move;
  const about = typeof source === "string" || source === null ? null : source;
  return {
    moveRef: move.id,
    kind: kindOf(move),
    isRupiah: move.currency === "idr",
    amountSen: BigInt(move.amount),
    feeSen: BigInt(move.fee),
    sourceRef: refOf(source) ?? move.id,
    paymentRef: about && "payment_intent" in about ? refOf(about.payment_intent) : null,
    at: new Date(move.created * 1000),
  };
}

function kindOf({ reporting_category }: Stripe.BalanceTransaction): CardMoveSeen["kind"] {
  switch (reporting_category) {
    case "charge":
      return "charge";
    case "refund":
      return "refund";
    case "refund_failure":
      return "refundFailed";
    case "dispute":
      return "dispute";
    case "dispute_reversal":
      return "disputeWon";
    case "payout":
      return "payout";
    case "payout_reversal":
      return "payoutFailed";
    default:
      return "other";
  }
}
