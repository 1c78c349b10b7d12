import { addDays, type BusinessDay, weekdayOf } from "#app/kernel/calendar.ts";

/**
 * A standing order asks for the same again every week: the goods of a template, on some days of the week, written so many
 * days before they are to come. It writes drafts and never sends them: no money is held without somebody's tap. Of each
 * of its days exactly one row says what became of it.
 */
export const standingOutcomes = ["due", "drafted", "paused", "failed", "missed"] as const;
export type StandingOutcome = (typeof standingOutcomes)[number];

/** So long before its day an order may be written. */
export const DAYS_AHEAD_MAX = 14;

export type StandingRhythm = {
  /** Monday is 1. */
  readonly weekdays: readonly number[];
  readonly daysAhead: number;
  readonly startsOn: BusinessDay;
  /** Null: until somebody ends it. */
  readonly endsOn: BusinessDay | null;
};

/**
 * The days of delivery that are to be written by `today`, the earliest first, from `since` on: also those that were due
 * while nobody looked. Days before `today` are among them: they are missed, and said to be.
 */
export function standingDays(rhythm: StandingRhythm, since: BusinessDay, today: BusinessDay): BusinessDay[] {
  const last = addDays(today, rhythm.daysAhead);
  const until = rhythm.endsOn !== null && rhythm.endsOn < last ? rhythm.endsOn : last;
  const found: BusinessDay[] = [];
  for (let day = since < rhythm.startsOn ? rhythm.startsOn : since; day <= until; day = addDays(day, 1))
    if (rhythm.weekdays.includes(weekdayOf(day))) found.push(day);
  return found;
}
