import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";

/**
 * Force majeure suspends what a contract promises; it does not end it. Always true: it was told in time, it lasts no
 * longer than the contract allows, and no two of them overlap. When its last day is over everything holds again by itself.
 */
export const suspensionCauses = [
  "animal_disease",
  "flood_or_road",
  "crop_failure",
  "government_policy",
  "price_above_ceiling",
] as const;
export type SuspensionCause = (typeof suspensionCauses)[number];

export type Suspension = {
  readonly startsOn: BusinessDay;
  readonly endsOn: BusinessDay;
  readonly resumedOn: BusinessDay | null;
};

const HOUR = 3_600_000;

/** The last day on which it holds. A suspension that was lifted holds until the day before; null when it never held. */
export function lastDayOf(suspension: Suspension): BusinessDay | null {
  if (suspension.resumedOn === null) return suspension.endsOn;
  return suspension.resumedOn > suspension.startsOn ? addDays(suspension.resumedOn, -1) : null;
}

/** Whether it holds on a day. */
export function holdsOn(suspension: Suspension, day: BusinessDay): boolean {
  const last = lastDayOf(suspension);
  return last !== null && suspension.startsOn <= day && day <= last;
}

/**
 * Refuses a notice that came too late, tells of something that is yet to happen, asks for more days than the contract
 * allows, begins in the past, or overlaps one that stands.
 */
export function checkNotice(
  notice: {
    readonly happenedAt: Date;
    readonly at: Date;
    readonly today: BusinessDay;
    readonly startsOn: BusinessDay;
    readonly endsOn: BusinessDay;
  },
  terms: { readonly forceMajeureNoticeHours: number; readonly forceMajeureDaysMax: number },
  standing: readonly Suspension[],
): void {
  if (notice.happenedAt > notice.at) throw new RuleBroken("contracts.notYetHappened");
  if (notice.at.getTime() - notice.happenedAt.getTime() > terms.forceMajeureNoticeHours * HOUR)
    throw new RuleBroken("contracts.noticeTooLate", { hours: terms.forceMajeureNoticeHours });
  if (notice.startsOn < notice.today) throw new RuleBroken("contracts.suspensionPast");
  if (notice.endsOn < notice.startsOn) throw new RuleBroken("contracts.periodOrder");
  if (notice.endsOn > addDays(notice.startsOn, terms.forceMajeureDaysMax - 1))
    throw new RuleBroken("contracts.suspensionTooLong", { days: terms.forceMajeureDaysMax });
  for (const one of standing) {
    const last = lastDayOf(one);
    if (last !== null && one.startsOn <= notice.endsOn && notice.startsOn <= last)
      throw new RuleBroken("contracts.suspensionOverlaps", { startsOn: one.startsOn, endsOn: last });
  }
}
