import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import { bookedMoves } from "./checked-money.ts";

/**
 * A payment is reported by the payer with proof and verified by a second person on the side that was paid. One by a provider is
 * reported when it was asked for, and verified, or rejected, by the provider's word. What was verified wrongly is reversed: its
 * entries are mirrored, and its invoices are open again.
 */
export type PaymentState = "reported" | "verified" | "rejected" | "reversed";
export type PaymentEvent = "verify" | "reject" | "reverse";

export const paymentLifecycle = {
  reported: { verify: "verified", reject: "rejected" },
  verified: { reverse: "reversed" },
  rejected: {},
  reversed: {},
} as const satisfies Lifecycle<PaymentState, PaymentEvent>;

/** Payments that pay, or may yet: the others left what they were to pay open again. */
export const standingPayments = ["reported", "verified"] as const satisfies readonly PaymentState[];

/** Ways in which a provider takes the money and says so: a card on its page, a virtual account of a bank, or a QRIS code. */
export const providerRails = ["card", "virtualAccount", "qris"] as const;
export type ProviderRail = (typeof providerRails)[number];

/** The ways in which money comes: a transfer from bank to bank, by a provider, the payer's own deposit, or what the payee owes the payer. */
export const paymentRails = ["transfer", ...providerRails, "deposit", "netting"] as const;
export type PaymentRail = (typeof paymentRails)[number];

/** A payout is money that goes on: to a producer, a koperasi, the levy office. One person asks, another approves. */
export type PayoutState = "requested" | "approved" | "confirmed" | "failed" | "refused" | "returned";
export type PayoutEvent = "approve" | "refuse" | "confirm" | "fail" | "return" | "retry";

export const payoutLifecycle = {
  requested: { approve: "approved", refuse: "refused" },
  approved: { confirm: "confirmed", fail: "failed" },
  failed: { retry: "requested" },
  // The bank gave it back after it was booked: its entries are mirrored, and what it settled is open again.
  confirmed: { return: "returned" },
  returned: {},
  refused: {},
} as const satisfies Lifecycle<PayoutState, PayoutEvent>;

/** Payouts after which what they were to pay is open again. */
export const payoutsWithoutEffect = [
  "failed",
  "refused",
  "returned",
] as const satisfies readonly PayoutState[];

/** Payouts that went out, whether the bank gave them back afterwards or not: each is a line of the bank. */
export const sentStates = ["confirmed", "returned"] as const satisfies readonly PayoutState[];

/** Payouts that are decided about together; each of them is then settled on its own. */
export type BatchState = "requested" | "approved" | "refused";
export type BatchEvent = "approve" | "refuse";

export const batchLifecycle = {
  requested: { approve: "approved", refuse: "refused" },
  approved: {},
  refused: {},
} as const satisfies Lifecycle<BatchState, BatchEvent>;

/**
 * Levies are gathered by one person and paid in by another; what was refused is gathered again. What was booked wrongly is doubted by one and
 * taken out of the books by another, and then gathered again too; until then it stands.
 */
export type RemittanceState = "requested" | "confirmed" | "refused" | "doubted" | "reversed";
export type RemittanceEvent = "confirm" | "refuse" | "doubt" | "reverse" | "keep";

export const remittanceLifecycle = {
  requested: { confirm: "confirmed", refuse: "refused" },
  ...bookedMoves,
  refused: {},
  reversed: {},
} as const satisfies Lifecycle<RemittanceState, RemittanceEvent>;

/** Remittances that gather no levy: what they were to hand on is due again. */
export const remittancesWithoutEffect = ["refused", "reversed"] as const satisfies readonly RemittanceState[];
