import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay, daysBetween } from "#app/kernel/calendar.ts";
import {
  ageOf,
  earnedBy,
  type Margin,
  marginOfAll,
  PERIOD_DAYS_MAX,
  partEarned,
  periodAsked,
} from "#app/modules/invoicing/trade-stock.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const margins = fc.array(
  fc.record({ saleRupiah: amount, costRupiah: amount, freightRupiah: amount, lostRupiah: amount }),
  { maxLength: 20 },
);
const today = businessDay("2026-07-15");

test("what all sales earned is the sum of what each earned", () => {
  fc.assert(
    fc.property(margins, (all: Margin[]) => {
      expect(earnedBy(marginOfAll(all))).toBe(all.reduce((sum, one) => sum + earnedBy(one), 0n));
    }),
  );
});

test("nothing sold has no margin in percent, and goods sold below their cost have one below nothing", () => {
  const none = { saleRupiah: 0n, costRupiah: 0n, freightRupiah: 0n, lostRupiah: 0n };
  expect(partEarned(none)).toBeNull();
  expect(partEarned({ ...none, saleRupiah: 1000n, costRupiah: 900n, freightRupiah: 30n })).toBe(700n);
  expect(partEarned({ ...none, saleRupiah: 1000n, costRupiah: 1100n })).toBe(-1000n);
});

test("a period is what was asked for, or the month until today when that is no period", () => {
  const month = { from: "2026-07-01", to: "2026-07-15" };
  expect(periodAsked({ from: null, to: null }, today)).toEqual({ ...month, isRefused: false });
  expect(periodAsked({ from: "", to: "" }, today)).toEqual({ ...month, isRefused: false });
  const asked = { from: "2026-01-01", to: "2026-06-30" };
  expect(periodAsked(asked, today)).toEqual({ ...asked, isRefused: false });
  for (const [from, to] of [
    ["2026-06-30", "2026-01-01"],
    ["2026-02-30", "2026-03-01"],
    ["kemarin", "2026-03-01"],
    ["2020-01-01", "2026-01-01"],
  ] as const)
    expect(periodAsked({ from, to }, today)).toEqual({ ...month, isRefused: true });
  fc.assert(
    fc.property(fc.string(), fc.string(), (from, to) => {
      const period = periodAsked({ from, to }, today);
      expect(daysBetween(period.from, period.to)).toBeLessThan(PERIOD_DAYS_MAX);
      expect(period.from <= period.to).toBe(true);
    }),
  );
});

test("goods age by their last day", () => {
  const on = (day: string) => ageOf({ expiresOn: businessDay(day) }, today);
  expect(["2026-07-14", "2026-07-15", "2026-07-17", "2026-07-18"].map(on)).toEqual([
    "over",
    "ending",
    "ending",
    "fresh",
  ]);
});
