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

/** What the children get: a tray that was cooked, or in Ramadan a package to take home. */
export const servings = ["fresh", "dry_package"] as const;
export type Serving = (typeof servings)[number];

/** What a regulation says of days of the year, where the kitchen itself said nothing. */
export type Season = {
  readonly fromDay: BusinessDay;
  readonly toDay: BusinessDay;
  readonly operates: boolean;
  readonly serves: Serving;
  readonly reason: CalendarReason;
  /** The paper it stands in. */
  readonly source: string;
};

/**
 * Something that the kitchen said about a range of days: that it cooks or not, what, for how many, or all of it. Of what was said
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
  readonly serves: Serving | null;
  readonly heads: PerClass<number> | null;
  readonly reason: CalendarReason;
};

/** What holds where nothing was said. */
export type UsualDays = {
  /** The first so many days of a week. */
  readonly daysPerWeek: number;
  readonly heads: PerClass<number>;
  readonly seasons: readonly Season[];
  /** Since when the kitchen may not cook, or null. */
  readonly suspendedFrom: BusinessDay | null;
};

export type KitchenDay = {
  readonly day: BusinessDay;
  readonly operates: boolean;
  readonly serves: Serving;
  readonly heads: PerClass<number>;
  /** Why it is other than usual; null on a usual day. */
  readonly reason: CalendarReason | null;
  /** The paper that says so, where it is a regulation and not the kitchen; else null. */
  readonly source: string | null;
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

/** One day of a kitchen; `marks` newest first. What the kitchen said goes before what a regulation says of the season. A suspended kitchen cooks on no day from then on, whatever was said. */
export function kitchenDay(day: BusinessDay, marks: readonly CalendarMark[], usual: UsualDays): KitchenDay {
  const said = marks.filter((mark) => speaksOf(mark, day));
  const cooking = said.find((mark) => mark.operates !== null);
  const serving = said.find((mark) => mark.serves !== null);
  const counting = said.find((mark) => mark.heads !== null);
  const season = usual.seasons.find(({ fromDay, toDay }) => fromDay <= day && day <= toDay) ?? null;
  const heads = counting?.heads ?? usual.heads;
  const serves = serving?.serves ?? season?.serves ?? "fresh";
  if (usual.suspendedFrom !== null && day >= usual.suspendedFrom)
    return { day, operates: false, serves, heads, reason: "suspended", source: null };
  const own = cooking?.reason ?? serving?.reason;
  return {
    day,
    operates: cooking?.operates ?? (season?.operates !== false && weekdayOf(day) <= usual.daysPerWeek),
    serves,
    heads,
    reason: own ?? season?.reason ?? counting?.reason ?? null,
    source: own === undefined ? (season?.source ?? null) : null,
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

/** A menu that goes round from a day on, over the days on which what it holds is served. */
export type CycleStart = {
  readonly startsOn: BusinessDay;
  readonly dayCount: number;
  readonly serves: Serving;
};

/**
 * Which day of the cycle each cooking day is, by day: the menu moves on only when the kitchen cooks, so that a holiday,
 * or a month of packages, puts a dish off and does not drop it. `days` run without a gap from the cycle's start.
 */
export function cycleDays(cycle: CycleStart, days: readonly KitchenDay[]): Map<BusinessDay, number> {
  const found = new Map<BusinessDay, number>();
  let cooked = 0;
  for (const { day, operates, serves } of days) {
    if (!operates || serves !== cycle.serves || daysBetween(cycle.startsOn, day) < 0) continue;
    found.set(day, (cooked % cycle.dayCount) + 1);
    cooked += 1;
  }
  return found;
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: BusinessDay): BusinessDay {
  return addDays(day, 1 - weekdayOf(day));
}
