import { addDays, type BusinessDay, daysBetween, weekdayOf } from "#app/kernel/calendar.ts";
import type { PerClass } from "./recipe.ts";

/** Why a kitchen's days are other than usual. */
export const calendarReasons = [
  "school_holiday",
  "public_holiday",
  "ramadan",
  "suspended",
  "headcount",
  "pattern",
  "other",
] as const;
export type CalendarReason = (typeof calendarReasons)[number];

/**
 * Something that the kitchen said about a range of days: that it cooks or not, for how many, or both. Of what was said
 * about a day, the newest holds; what is not said stays as it was.
 */
export type CalendarMark = {
  readonly id: string;
  readonly fromDay: BusinessDay;
  /** Null: from then on. */
  readonly toDay: BusinessDay | null;
  /** Monday is 1; only these days of the week. */
  readonly weekdays: readonly number[];
  readonly operates: boolean | null;
  readonly heads: PerClass<number> | null;
  readonly reason: CalendarReason;
};

/** What holds where nothing was said. */
export type UsualDays = {
  /** The first so many days of a week. */
  readonly daysPerWeek: number;
  readonly heads: PerClass<number>;
  /** Since when the kitchen may not cook, or null. */
  readonly suspendedFrom: BusinessDay | null;
};

export type KitchenDay = {
  readonly day: BusinessDay;
  readonly operates: boolean;
  readonly heads: PerClass<number>;
  /** Why it is other than usual; null on a usual day. */
  readonly reason: CalendarReason | null;
};

export function speaksOf(
  mark: Pick<CalendarMark, "fromDay" | "toDay" | "weekdays">,
  day: BusinessDay,
): boolean {
  return (
    mark.fromDay <= day &&
    (mark.toDay === null || day <= mark.toDay) &&
    mark.weekdays.includes(weekdayOf(day))
  );
}

/** One day of a kitchen; `marks` newest first. A suspended kitchen cooks on no day from then on, whatever was said. */
export function kitchenDay(day: BusinessDay, marks: readonly CalendarMark[], usual: UsualDays): KitchenDay {
  const said = marks.filter((mark) => speaksOf(mark, day));
  const cooking = said.find((mark) => mark.operates !== null);
  const counting = said.find((mark) => mark.heads !== null);
  const heads = counting?.heads ?? usual.heads;
  if (usual.suspendedFrom !== null && day >= usual.suspendedFrom)
    return { day, operates: false, heads, reason: "suspended" };
  return {
    day,
    operates: cooking?.operates ?? weekdayOf(day) <= usual.daysPerWeek,
    heads,
    reason: cooking?.reason ?? counting?.reason ?? null,
  };
}

/** Every day from `from` on, `count` of them. */
export function kitchenDays(
  from: BusinessDay,
  count: number,
  marks: readonly CalendarMark[],
  usual: UsualDays,
): KitchenDay[] {
  return Array.from({ length: Math.max(0, count) }, (_, at) => kitchenDay(addDays(from, at), marks, usual));
}

/** A menu that goes round from a day on. */
export type CycleStart = { readonly startsOn: BusinessDay; readonly dayCount: number };

/**
 * Which day of the cycle each cooking day is, by day: the menu moves on only when the kitchen cooks, so that a holiday
 * puts a dish off and does not drop it. `days` run without a gap from the cycle's start.
 */
export function cycleDays(cycle: CycleStart, days: readonly KitchenDay[]): Map<BusinessDay, number> {
  const found = new Map<BusinessDay, number>();
  let cooked = 0;
  for (const { day, operates } of days) {
    if (!operates || daysBetween(cycle.startsOn, day) < 0) continue;
    found.set(day, (cooked % cycle.dayCount) + 1);
    cooked += 1;
  }
  return found;
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: BusinessDay): BusinessDay {
  return addDays(day, 1 - weekdayOf(day));
}
