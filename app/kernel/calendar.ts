import { invariant } from "./errors.ts";

/**
 * A business day is a calendar date without a clock ("2026-03-27"); what hour it begins depends on the region.
 * Indonesia has three zones and no daylight saving, so a zone is a whole number of hours.
 */
export type BusinessDay = string & { readonly __brand: "BusinessDay" };

export const timeZones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;
export type TimeZone = (typeof timeZones)[number];

const OFFSET_HOURS: Record<TimeZone, number> = { "Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9 };
const DAY_MS = 86_400_000;

/** A day that the calendar has: no 31 June. */
export function isRealDay(text: string): text is BusinessDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function businessDay(text: string): BusinessDay {
  invariant(isRealDay(text), `${text} is a calendar day`);
  return text;
}

/** The calendar day that a moment falls on, on the clock of `zone`. */
export function dayOf(at: Date, zone: TimeZone): BusinessDay {
  return new Date(at.getTime() + OFFSET_HOURS[zone] * 3_600_000).toISOString().slice(0, 10) as BusinessDay;
}

/** The moment at which the clock of `zone` shows `time` ("HH:MM") on `day`. */
export function momentOf(day: BusinessDay, time: string, zone: TimeZone): Date {
  invariant(/^\d{2}:\d{2}$/.test(time), `${time} is a time of day`);
  return new Date(Date.parse(`${day}T${time}:00Z`) - OFFSET_HOURS[zone] * 3_600_000);
}

export function addDays(day: BusinessDay, days: number): BusinessDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as BusinessDay;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: BusinessDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The first day from `day` on that is no Saturday, Sunday or listed holiday: banks are open. */
export function nextBankingDay(day: BusinessDay, holidays: ReadonlySet<string>): BusinessDay {
  let at = day;
  while (weekdayOf(at) > 5 || holidays.has(at)) at = addDays(at, 1);
  return at;
}
