import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** How old what is owed to consignors is: of a period that is not over, not due yet, or due for so many days. */
export const dueAges = ["running", "ahead", "week", "month", "older"] as const;
export type DueAge = (typeof dueAges)[number];

/** What was settled and is not paid, by the day on which it is to be. */
export type OpenSettlement = { readonly dueOn: BusinessDay; readonly payableRupiah: Rupiah };

/** On its day a sum is not late yet; up to a week, up to thirty days, and more. */
export function ageOf(dueOn: BusinessDay, today: BusinessDay): DueAge {
  const late = daysBetween(dueOn, today);
  if (late <= 0) return "ahead";
  if (late <= 7) return "week";
  return late <= 30 ? "month" : "older";
}

/** What is owed by age, the youngest first; ages with nothing are left out. The sums add up to everything that is owed. */
export function byAge(
  open: readonly OpenSettlement[],
  runningRupiah: Rupiah,
  today: BusinessDay,
): { readonly age: DueAge; readonly amountRupiah: Rupiah }[] {
  const sums = new Map<DueAge, Rupiah>([["running", runningRupiah]]);
  for (const { dueOn, payableRupiah } of open) {
    const age = ageOf(dueOn, today);
    sums.set(age, (sums.get(age) ?? 0n) + payableRupiah);
  }
  return dueAges.flatMap((age) => {
    const amountRupiah = sums.get(age) ?? 0n;
    return amountRupiah === 0n ? [] : [{ age, amountRupiah }];
  });
}
