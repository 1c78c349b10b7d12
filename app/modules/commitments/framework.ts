import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Lifecycle } from "#app/kernel/lifecycle.ts";

/**
 * A framework (kontrak payung): a seller and a buyer agree on goods, a price that stands between two days, and how much of them the
 * buyer means to take at least and may take at most. One side proposes, the other says yes; from then on the buyer draws on it, order by
 * order, and the seller's word for every draw is in the agreement.
 */
export type FrameworkState = "proposed" | "agreed" | "refused" | "withdrawn";
export type FrameworkEvent = "agree" | "refuse" | "withdraw";

export const frameworkLifecycle = {
  proposed: { agree: "agreed", refuse: "refused", withdraw: "withdrawn" },
  agreed: {},
  refused: {},
  withdrawn: {},
} as const satisfies Lifecycle<FrameworkState, FrameworkEvent>;

/** Nobody knows prices farther ahead; who wants more agrees anew. */
const FRAMEWORK_DAYS_MAX = 366;

type FrameworkWish = {
  readonly leastBase: bigint;
  readonly mostBase: bigint;
  readonly validFrom: BusinessDay;
  readonly validTo: BusinessDay;
};

/** Refuses a period that begins before today, ends before it begins, or is longer than a year, and a least volume above the most. */
export function refuseUnfitFramework(wish: FrameworkWish, today: BusinessDay): void {
  if (wish.validFrom < today) throw new RuleBroken("commitments.frameworkPast", { field: "validFrom" });
  if (wish.validTo <= wish.validFrom)
    throw new RuleBroken("commitments.frameworkEndsFirst", { field: "validTo" });
  if (wish.validTo > addDays(wish.validFrom, FRAMEWORK_DAYS_MAX))
    throw new RuleBroken("commitments.frameworkTooLong", { field: "validTo" });
  if (wish.leastBase > wish.mostBase)
    throw new RuleBroken("commitments.frameworkLeastAbove", { field: "leastBase" });
}

/** What may still be drawn; below zero never, because the database refuses more. */
export function leftOf({
  mostBase,
  drawnBase,
}: {
  readonly mostBase: bigint;
  readonly drawnBase: bigint;
}): bigint {
  return mostBase - drawnBase;
}

/** What is still missing of the least that the buyer meant to take; 0 when it took that much. */
export function missingOf({
  leastBase,
  drawnBase,
}: {
  readonly leastBase: bigint;
  readonly drawnBase: bigint;
}): bigint {
  return leastBase > drawnBase ? leastBase - drawnBase : 0n;
}

/** So much of each lot as is needed, in their order; together exactly what is drawn, or less when that is all there is. */
export function drawnFrom<Lot extends { readonly availableBase: bigint }>(
  lots: readonly Lot[],
  quantityBase: bigint,
): readonly (Lot & { readonly drawnBase: bigint })[] {
  let rest = quantityBase;
  return lots.flatMap((lot) => {
    const drawnBase = lot.availableBase < rest ? lot.availableBase : rest;
    rest -= drawnBase;
    return drawnBase > 0n ? [{ ...lot, drawnBase }] : [];
  });
}
