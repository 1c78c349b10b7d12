import { addDays, type BusinessDay, weekdayOf } from "#app/kernel/calendar.ts";

/**
 * How deliveries between two partners are invoiced, as both agreed: each by itself, or all of a week (Monday to Sunday), of half a
 * month (to the 15th, and the rest) or of a month on one invoice.
 */
export const collections = ["each", "weekly", "halfMonthly", "monthly"] as const;
export type Collection = (typeof collections)[number];
export type PeriodCollection = Exclude<Collection, "each">;

export type CollectedPeriod = { readonly from: BusinessDay; readonly through: BusinessDay };

/** The period in which goods that were taken over on a day are collected. Every day lies in exactly one; periods leave no gap. */
export function periodAround(day: BusinessDay, collection: PeriodCollection): CollectedPeriod {
  if (collection === "weekly") {
    const from = addDays(day, 1 - weekdayOf(day));
    return { from, through: addDays(from, 6) };
  }
  const month = day.slice(0, 8);
  const { from: first, through: last } = monthAround(day);
  if (collection === "monthly") return { from: first, through: last };
  return day <= `${month}15`
    ? { from: first, through: `${month}15` as BusinessDay }
    : { from: `${month}16` as BusinessDay, through: last };
}

/** The calendar month that a day lies in. */
export function monthAround(day: BusinessDay): CollectedPeriod {
  const from = `${day.slice(0, 8)}01` as BusinessDay;
  return { from, through: addDays(`${addDays(from, 31).slice(0, 8)}01` as BusinessDay, -1) };
}

/**
 * What of a period lies in the calendar month of its day `day`. A tax invoice over several deliveries covers those of one calendar month
 * (UU PPN art. 13 (2)), so of a seller who makes them a week in two months is invoiced in two.
 */
export function withinMonth({ from, through }: CollectedPeriod, day: BusinessDay): CollectedPeriod {
  const month = monthAround(day);
  return {
    from: from > month.from ? from : month.from,
    through: through < month.through ? through : month.through,
  };
}
