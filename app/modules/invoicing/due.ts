import { addDays, type BusinessDay, daysBetween, nextBankingDay } from "#app/kernel/calendar.ts";

/** When a claim for goods is to be paid: so many days after they were taken over, or on the next day that banks are open. */
export function dueDay(takenOver: BusinessDay, termDays: number, holidays: ReadonlySet<string>): BusinessDay {
  return nextBankingDay(addDays(takenOver, termDays), holidays);
}

/** How many days a claim is past its day; none up to and on the day itself. */
export function daysLate(dueOn: BusinessDay, today: BusinessDay): number {
  return Math.max(0, daysBetween(dueOn, today));
}

/** How late, as those who chase money sort it: from so many days on, to so many. */
const lateBuckets = [
  { from: 1, to: 7 },
  { from: 8, to: 14 },
  { from: 15, to: 30 },
  { from: 31, to: null },
] as const;

export type LateBucket = (typeof lateBuckets)[number];

/** The bucket of a claim that is past its day; null of one that is not. */
export function lateBucketOf(dueOn: BusinessDay, today: BusinessDay): LateBucket | null {
  const late = daysLate(dueOn, today);
  return lateBuckets.find(({ from, to }) => late >= from && (to === null || late <= to)) ?? null;
}

/**
 * The clock of a claim, the same for who owes and who is owed: how many days are left until it is to be paid, below nothing once it is late,
 * and how late that is. Null while nothing of it is asked: what is settled, held or a draft has no clock.
 */
export function payClock(
  claim: { readonly state: string; readonly openDueOn: BusinessDay | null },
  today: BusinessDay,
): { readonly left: number | null; readonly late: LateBucket | null } {
  if (claim.state !== "issued" || claim.openDueOn === null) return { left: null, late: null };
  return { left: daysBetween(today, claim.openDueOn), late: lateBucketOf(claim.openDueOn, today) };
}
