import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";

/** A month or a year of the books, named "2026-07" or "2026", and the first and last day of it. */
export type ReportPeriod = { readonly key: string; readonly from: BusinessDay; readonly to: BusinessDay };

const KEY = /^(20\d\d)(?:-(0[1-9]|1[0-2]))?$/;
/** So many months can be chosen; older ones are found by their year. */
const MONTHS_MAX = 24;

/** The period with this name; null when nothing is called so. */
export function reportPeriod(key: string): ReportPeriod | null {
  const [, year, month] = KEY.exec(key) ?? [];
  if (year === undefined) return null;
  if (month === undefined)
    return { key, from: businessDay(`${year}-01-01`), to: businessDay(`${year}-12-31`) };
  return { key, from: businessDay(`${key}-01`), to: addDays(businessDay(`${keyAfter(key)}-01`), -1) };
}

export function monthOf(day: BusinessDay): ReportPeriod {
  return known(day.slice(0, 7));
}

/** The month before a month, the year before a year. */
export function periodBefore({ key, from }: ReportPeriod): ReportPeriod {
  const eve = addDays(from, -1);
  return known(key.length === 4 ? eve.slice(0, 4) : eve.slice(0, 7));
}

/** The month after the month of this name. */
export function monthAfter(key: string): ReportPeriod {
  return known(keyAfter(key));
}

/** What can be looked at: every month from that of `first` to that of `today`, the newest first, then the years. */
export function periodsBetween(first: BusinessDay, today: BusinessDay): readonly ReportPeriod[] {
  const months: ReportPeriod[] = [];
  for (
    let month = monthOf(today);
    months.length < MONTHS_MAX && (month.to >= first || months.length === 0);
    month = periodBefore(month)
  )
    months.push(month);
  const years: ReportPeriod[] = [];
  for (let year = known(today.slice(0, 4)); year.to >= first || years.length === 0; year = periodBefore(year))
    years.push(year);
  return [...months, ...years];
}

function known(key: string): ReportPeriod {
  const period = reportPeriod(key);
  if (period === null) throw new RangeError(`${key} is no month and no year`);
  return period;
}

function keyAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
