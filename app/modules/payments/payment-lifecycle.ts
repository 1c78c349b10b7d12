import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A payment is reported by the payer with proof and verified by a second person on the side that was paid. One by card is
 * reported when its page opens, and verified, or rejected, by the provider's word.
 */
export type PaymentState = "reported" | "verified" | "rejected";
export type PaymentEvent = "verify" | "reject";

export const paymentLifecycle = {
  reported: { verify: "verified", reject: "rejected" },
  verified: {},
  rejected: {},
} as const satisfies Lifecycle<PaymentState, PaymentEvent>;

/** The ways in which money comes: a transfer from bank to bank, or a card on a provider's page. */
export const paymentRails = ["transfer", "card"] as const;
export type PaymentRail = (typeof paymentRails)[number];

/** A payout is money that goes on: to a producer, a koperasi, the levy office. One person asks, another approves. */
export type PayoutState = "requested" | "approved" | "confirmed" | "failed" | "refused";
export type PayoutEvent = "approve" | "refuse" | "confirm" | "fail" | "retry";

export const payoutLifecycle = {
  requested: { approve: "approved", refuse: "refused" },
  approved: { confirm: "confirmed", fail: "failed" },
  failed: { retry: "requested" },
  confirmed: {},
  refused: {},
} as const satisfies Lifecycle<PayoutState, PayoutEvent>;

/** Levies are gathered by one person and paid in by another; what was refused is gathered again. */
export type RemittanceState = "requested" | "confirmed" | "refused";
export type RemittanceEvent = "confirm" | "refuse";

export const remittanceLifecycle = {
  requested: { confirm: "confirmed", refuse: "refused" },
  confirmed: {},
  refused: {},
} as const satisfies Lifecycle<RemittanceState, RemittanceEvent>;
