import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { type AccountName, accountNames, planOf } from "./chart.ts";
import type { EntryLine } from "./entry.ts";
import { monthOf } from "./report-period.ts";
import { type AccountSums, closingOf } from "./statement.ts";

/**
 * A closed month takes no entry any more, for ever: what comes late lands in the open one. Months are closed in their order,
 * one after the other, so that no December is passed over and every year is brought to equity once.
 */
export const closingStates = ["asked", "closed", "refused"] as const;

/** What a year's closing is called in the books. */
export const YEAR_CLOSED = "year.closed";

/** The last day of the month that is next to be closed; null while the books are empty. */
export function nextToClose(
  closedThrough: BusinessDay | null,
  begins: BusinessDay | null,
): BusinessDay | null {
  if (closedThrough !== null) return monthOf(addDays(closedThrough, 1)).to;
  return begins === null ? null : monthOf(begins).to;
}

export function endsYear(through: BusinessDay): boolean {
  return through.endsWith("-12-31");
}

/** On which day something is booked that the house itself does about `wanted`: late for a closed month, on the day it is done. */
export function openDay(
  wanted: BusinessDay,
  closedThrough: BusinessDay | null,
  today: BusinessDay,
): BusinessDay {
  return closedThrough !== null && wanted <= closedThrough ? today : wanted;
}

/** True where a month before the one of writing is meant: only such a day can be closed. */
export function isOfAnEarlierMonth(day: BusinessDay, today: BusinessDay): boolean {
  return day < businessDay(`${today.slice(0, 7)}-01`);
}

/**
 * What brings a year's income and expense to equity: every account of either kind comes to nothing, and what was left of the
 * year stands as result of closed years. Empty when nothing was earned and nothing spent.
 *
 *   Dr  Sales, every income            its balance
 *       Cr  Purchases, every expense       its balance
 *       Cr  Result of closed years         what is left   (a loss stands at the other side)
 */
export function yearEndLines(sums: readonly AccountSums[]): EntryLine[] {
  const balances = new Map<AccountName, bigint>(sums.map((one) => [one.account, closingOf(one)]));
  const lines = accountNames
    .filter((account) => planOf(account).kind === "income" || planOf(account).kind === "expense")
    .map((account) => ({ account, subjectId: null, amount: -(balances.get(account) ?? 0n) }))
    .filter((line) => line.amount !== 0n);
  const left = -lines.reduce((sum, line) => sum + line.amount, 0n);
  return left === 0n ? lines : [...lines, { account: "closedResult", subjectId: null, amount: left }];
}
