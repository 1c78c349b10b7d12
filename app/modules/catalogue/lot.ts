import { addDays, type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { type Refusal, RuleBroken } from "#app/kernel/errors.ts";

/**
 * A lot is a batch of real goods: where and when it was harvested, how long it keeps, and whose harvest it is. At any
 * moment its quantity is available + reserved + shipped + lost; nothing can be promised twice.
 */
export type LotAmounts = {
  readonly quantityBase: bigint;
  readonly reservedBase: bigint;
  readonly shippedBase: bigint;
  readonly lostBase: bigint;
};

/** What of a lot can still be promised, in base units. */
export function availableOf(lot: LotAmounts): bigint {
  return lot.quantityBase - lot.reservedBase - lot.shippedBase - lot.lostBase;
}

/** What lies in the store by the book: promised goods too, until they leave. */
export function storedOf(lot: Omit<LotAmounts, "reservedBase">): bigint {
  return lot.quantityBase - lot.shippedBase - lot.lostBase;
}

/** More lots than this nobody counts on one sheet. */
export const COUNT_LOTS_MAX = 200;

/** A harvest may be announced this many days before it is brought in. */
export const HARVEST_AHEAD_DAYS_MAX = 30;

export type LotDays = {
  readonly harvestedOn: BusinessDay;
  readonly availableFrom: BusinessDay;
  readonly expiresOn: BusinessDay;
};

/** Why these days cannot be a lot's, or null when they can. */
export function lotDaysRefusal(days: LotDays, shelfLifeDays: number, today: BusinessDay): Refusal | null {
  if (days.availableFrom < days.harvestedOn || days.expiresOn < days.availableFrom)
    return new RuleBroken("catalogue.daysOutOfOrder");
  if (days.expiresOn < today) return new RuleBroken("catalogue.alreadyExpired", { day: days.expiresOn });
  if (daysBetween(today, days.harvestedOn) > HARVEST_AHEAD_DAYS_MAX)
    return new RuleBroken("catalogue.harvestTooFar", { days: HARVEST_AHEAD_DAYS_MAX });
  const latest = addDays(days.harvestedOn, shelfLifeDays);
  if (days.expiresOn > latest)
    return new RuleBroken("catalogue.beyondShelfLife", { days: shelfLifeDays, day: latest });
  return null;
}

/** From when goods that came in `on` a day can be handed on; what had its last day on the way is there all the same. */
export function cameIn(lot: Pick<LotDays, "harvestedOn" | "expiresOn">, on: BusinessDay): BusinessDay {
  if (on < lot.harvestedOn) return lot.harvestedOn;
  return on < lot.expiresOn ? on : lot.expiresOn;
}

/** Whether goods of this lot can be handed over on `day`. */
export function isGoodOn(lot: Pick<LotDays, "availableFrom" | "expiresOn">, day: BusinessDay): boolean {
  return lot.availableFrom <= day && day <= lot.expiresOn;
}
