import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { type AccountName, accountNames, planOf } from "#app/modules/ledger/chart.ts";
import { periodBefore, periodsBetween, reportPeriod } from "#app/modules/ledger/report-period.ts";
import { type AccountSums, balanceSheet, closingOf, incomeStatement } from "#app/modules/ledger/statement.ts";

// Goal: whatever stands in the books, the balance sheet balances and says the very rupiah of the trial balance. Method: random
// balanced entries over the accounts of the chart, summed up as the ledger does; memo accounts stand beside the books.
const books = accountNames.filter((account) => planOf(account).kind !== "memo");
const account = fc.constantFrom(...books);
const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
const entry = fc
  .tuple(account, account, amount)
  .filter(([debit, credit]) => debit !== credit)
  .map(([debit, credit, value]) => ({ debit, credit, value }));

type Entry = { readonly debit: AccountName; readonly credit: AccountName; readonly value: bigint };

function sumsOf(earlier: readonly Entry[], within: readonly Entry[]): AccountSums[] {
  const total = (entries: readonly Entry[], side: "debit" | "credit", of: AccountName) =>
    sumOf(entries.filter((one) => one[side] === of).map((one) => one.value));
  return books.map((of) => ({
    account: of,
    opening: total(earlier, "debit", of) - total(earlier, "credit", of),
    debit: total(within, "debit", of),
    credit: total(within, "credit", of),
  }));
}

test("a balance sheet of any books balances, and their result is what it says beside equity", () => {
  const many = fc.array(entry, { maxLength: 30 });
  fc.assert(
    fc.property(many, many, many, (longAgo, lastPeriod, thisPeriod) => {
      const now = sumsOf([...longAgo, ...lastPeriod], thisPeriod);
      const before = sumsOf(longAgo, lastPeriod);
      expect(sumOf(now.map(closingOf))).toBe(0n);
      const income = incomeStatement(now, before);
      const sheet = balanceSheet(now, before, income.result);
      expect(sheet.funded).toEqual(sheet.assets.total);
      expect(sheet.yearResult).toEqual(income.result);
      // What this period did not earn, an earlier one did.
      expect(sheet.earlierResult.amount).toBe(sheet.earlierResult.before + sheet.yearResult.before);
    }),
  );
});

test("months and years follow each other without a gap, and nothing else is a period", () => {
  for (const key of ["2024-02", "2026-01", "2026-12", "2026"]) {
    const period = reportPeriod(key);
    expect(period?.from.startsWith(key)).toBe(true);
    if (period === null) continue;
    const before = periodBefore(period);
    expect(new Date(`${before.to}T00:00:00Z`).getTime() + 86_400_000).toBe(
      new Date(`${period.from}T00:00:00Z`).getTime(),
    );
  }
  expect(reportPeriod("2024-02")?.to).toBe("2024-02-29");
  for (const key of ["", "2026-13", "2026-00", "26-01", "2026-1", "2026-07-01", "1999"])
    expect(reportPeriod(key)).toBeNull();
  const keys = periodsBetween(businessDay("2025-11-20"), businessDay("2026-02-03")).map(({ key }) => key);
  expect(keys).toEqual(["2026-02", "2026-01", "2025-12", "2025-11", "2026", "2025"]);
});
