import { addDays, type BusinessDay, weekdayOf } from "#app/kernel/calendar.ts";

/** The demo's kitchens cook on weekdays; days are counted from `today`. */
function isWorkingDay(today: BusinessDay, days: number): boolean {
  return weekdayOf(addDays(today, days)) <= 5;
}

/**
 * How many days back the demo's deliveries lie, at least. A market fills whatever its kitchens ask for on its day; what is sold
 * by hand needs a day of its own. Weekends move days onto one Friday: 11 and 9 back on a Tuesday, 5 and 4 on a Wednesday.
 */
const DAYS_BACK = { firstMarket: 11, betweenMarkets: 8, lastMarket: 5, afterMarkets: 2 } as const;

export type PastDelivery = keyof typeof DAYS_BACK;

export const pastDeliveries = Object.keys(DAYS_BACK) as readonly PastDelivery[];

/** Days from today to one of the days on which the demo's past was delivered. */
export function dayOfPast(today: BusinessDay, delivery: PastDelivery): number {
  return workingDayBack(today, DAYS_BACK[delivery]);
}

/** Days from today to the last working day that lies at least `days` back. */
export function workingDayBack(today: BusinessDay, days: number): number {
  let back = days;
  while (!isWorkingDay(today, -back)) back += 1;
  return -back;
}

/** Days from today to the first working day at least `days` ahead. */
export function workingDayAhead(today: BusinessDay, days: number): number {
  let ahead = days;
  while (!isWorkingDay(today, ahead)) ahead += 1;
  return ahead;
}

/** Days from today to each of the next `count` working days, all different whatever weekday today is. */
export function nextWorkingDays(today: BusinessDay, count: number): number[] {
  const days: number[] = [];
  for (let ahead = 1; days.length < count; ahead += 1) if (isWorkingDay(today, ahead)) days.push(ahead);
  return days;
}
