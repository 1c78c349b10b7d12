import { addDays, type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";

/**
 * The days of a contract that follows another: it begins the day after the other's last one, or today where that is over, and is
 * as long as the other was.
 */
export function renewedDays(
  before: { readonly startsOn: BusinessDay; readonly endsOn: BusinessDay },
  today: BusinessDay,
): { readonly startsOn: BusinessDay; readonly endsOn: BusinessDay } {
  const next = addDays(before.endsOn, 1);
  const startsOn = next < today ? today : next;
  return { startsOn, endsOn: addDays(startsOn, daysBetween(before.startsOn, before.endsOn)) };
}
