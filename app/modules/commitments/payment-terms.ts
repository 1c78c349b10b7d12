import type { BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * When a buyer pays a seller, as the two agree: one side proposes, the other says yes. What both said yes to holds for goods delivered
 * from its day on, until something else is agreed; without any, the buyer's own term holds. Being late costs nothing, unless both
 * agreed that it does, within the dated rules of the house.
 */
export type PaymentTermsState = "proposed" | "agreed" | "refused" | "withdrawn";
export type PaymentTermsEvent = "agree" | "refuse" | "withdraw";

export const paymentTermsLifecycle = {
  proposed: { agree: "agreed", refuse: "refused", withdraw: "withdrawn" },
  agreed: {},
  refused: {},
  withdrawn: {},
} as const satisfies Lifecycle<PaymentTermsState, PaymentTermsEvent>;

/** What being late costs: hundredths of a percent of what is open, for each day, and at most so many of the invoice in all. */
export type LateFeeRule = { readonly basisPoints: number; readonly capBasisPoints: number };

export type TermsWish = {
  readonly termDays: number;
  readonly validFrom: BusinessDay;
  readonly lateFee: LateFeeRule | null;
};

/** What may be agreed to, by the rules that hold on the day from which it is to hold. */
export type TermsBounds = {
  readonly termsDays: readonly number[];
  readonly lateFeeMost: LateFeeRule;
};

/**
 * Refuses terms that begin today or before (goods that are delivered already keep the term that was on their papers), days that are
 * none of those offered, and a fee above what the rules allow.
 */
export function refuseUnfitTerms(wish: TermsWish, bounds: TermsBounds, today: BusinessDay): void {
  refusePastTerms(wish, today);
  if (!bounds.termsDays.includes(wish.termDays))
    throw new RuleBroken("commitments.termsDays", { days: bounds.termsDays.join(", ") });
  const { lateFee } = wish;
  if (
    lateFee !== null &&
    (lateFee.basisPoints > bounds.lateFeeMost.basisPoints ||
      lateFee.capBasisPoints > bounds.lateFeeMost.capBasisPoints)
  )
    throw new RuleBroken("commitments.termsFeeMost", {
      percent: (bounds.lateFeeMost.basisPoints / 100).toString(),
      cap: (bounds.lateFeeMost.capBasisPoints / 100).toString(),
    });
}

export function refusePastTerms(wish: Pick<TermsWish, "validFrom">, today: BusinessDay): void {
  if (wish.validFrom <= today) throw new RuleBroken("commitments.termsPast");
}

export type TradePartner = {
  readonly id: string;
  readonly name: string;
  /** Which side of the trade the partner is on. */
  readonly side: "seller" | "buyer";
};
