import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import { nearestRupiah } from "#app/kernel/minor-units.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * Money given back to a card: asked for by one person of whoever was paid, agreed to by another, sent to the provider, and booked at
 * its word. `failed` is the provider's no: nothing was booked, and it may be asked for again.
 */
export type CardRefundState = "asked" | "approved" | "booked" | "refused" | "failed";
export type CardRefundEvent = "approve" | "refuse" | "book" | "fail";

export const cardRefundLifecycle = {
  asked: { approve: "approved", refuse: "refused" },
  approved: { book: "booked", fail: "failed" },
  booked: {},
  refused: {},
  failed: {},
} as const satisfies Lifecycle<CardRefundState, CardRefundEvent>;

/** A refund that is underway: one at a time for a payment. */
export const cardRefundsUnderway = ["asked", "approved"] as const satisfies readonly CardRefundState[];

/** A payer's bank asks its money back; it is set aside until the provider says who was right. */
export type CardDisputeState = "opened" | "won" | "lost";
export type CardDisputeEvent = "win" | "lose";

export const cardDisputeLifecycle = {
  opened: { win: "won", lose: "lost" },
  won: {},
  lost: {},
} as const satisfies Lifecycle<CardDisputeState, CardDisputeEvent>;

/** What a line of the provider's account is about; `other` is money that no deed of ours knows (a monthly fee, an adjustment). */
export const cardMoveKinds = [
  "charge",
  "refund",
  "refundFailed",
  "dispute",
  "disputeWon",
  "payout",
  "payoutFailed",
  "other",
] as const;
export type CardMoveKind = (typeof cardMoveKinds)[number];

/** `told`: its lines are not read yet. `booked`: every line of it is somebody's. `failed`: the bank did not take it. */
export type CardPayoutState = "told" | "booked" | "failed";
export type CardPayoutEvent = "book" | "fail";

export const cardPayoutLifecycle = {
  told: { book: "booked", fail: "failed" },
  booked: { fail: "failed" },
  failed: {},
} as const satisfies Lifecycle<CardPayoutState, CardPayoutEvent>;

/** What may be told of a payment before the payment itself: that its money goes back, or that the payer's bank asks for it. */
export const earlyMatters = ["refund", "dispute"] as const;
export type EarlyMatter = (typeof earlyMatters)[number];

/**
 * What each fee is booked as, in whole rupiah, in the order given. Fees have sen and the books have none: after every one of them
 * what was booked in all is the nearest whole rupiah of what was taken in all, so nothing drifts however many there are.
 */
export function bookedFees(
  before: { readonly feeSen: bigint; readonly feeRupiah: Rupiah },
  feesSen: readonly bigint[],
): readonly Rupiah[] {
  let { feeSen, feeRupiah } = before;
  return feesSen.map((sen) => {
    feeSen += sen;
    const booked = nearestRupiah(feeSen) - feeRupiah;
    feeRupiah += booked;
    return booked;
  });
}

/** What the payment by card still holds that may be given back: what came, less what went back and what is underway. */
export function leftOnCard(payment: {
  readonly amountRupiah: Rupiah;
  readonly givenBackRupiah: Rupiah;
}): Rupiah {
  return payment.amountRupiah - payment.givenBackRupiah;
}
