import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { taxDueDay, taxMonths } from "#app/modules/payments/tax-remittance.ts";

// Goal: no rupiah of a tax is lost between what months brought, what was remitted for them and what is still owed. Method: random
// months that bring and give back, random remittances for them; the sums are held against each other.
const month = fc.integer({ min: 1, max: 12 }).map((number) => `2026-${String(number).padStart(2, "0")}`);
const rupiah = fc.bigInt({ min: 0n, max: 1_000_000n });
const moved = fc.uniqueArray(
  fc.record({ month, collectedRupiah: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }) }),
  { selector: (one) => one.month },
);
const given = fc.uniqueArray(fc.record({ month, paidRupiah: rupiah, waitingRupiah: rupiah }), {
  selector: (one) => one.month,
});

test("what months brought is what was remitted, what is open and no surplus: to the rupiah, in any order", () => {
  fc.assert(
    fc.property(moved, given, (brought, gave) => {
      const { months, surplusRupiah } = taxMonths(brought, gave);
      const left =
        sumOf(brought.map((one) => one.collectedRupiah)) -
        sumOf(gave.map((one) => one.paidRupiah + one.waitingRupiah));
      expect(sumOf(months.map((one) => one.openRupiah)) - surplusRupiah).toBe(left);
      expect(surplusRupiah >= 0n && months.every((one) => one.openRupiah >= 0n)).toBe(true);
      expect(taxMonths([...brought].reverse(), [...gave].reverse())).toEqual({ months, surplusRupiah });
    }),
  );
});

test("a month is open by what it brought alone while the months before are, and lowered where they gave back too much", () => {
  const brought = [
    { month: "2026-01", collectedRupiah: 100n },
    { month: "2026-02", collectedRupiah: -150n },
    { month: "2026-03", collectedRupiah: 200n },
  ];
  const open = (gave: Parameters<typeof taxMonths>[1]) =>
    taxMonths(brought, gave).months.map((one) => one.openRupiah);
  expect(open([])).toEqual([100n, 0n, 50n]);
  expect(open([{ month: "2026-01", paidRupiah: 40n, waitingRupiah: 60n }])).toEqual([0n, 0n, 50n]);
  expect(open([{ month: "2026-03", paidRupiah: 80n, waitingRupiah: 0n }])).toEqual([100n, 0n, 0n]);
  expect(taxMonths(brought, [{ month: "2026-03", paidRupiah: 80n, waitingRupiah: 0n }]).surplusRupiah).toBe(
    30n,
  );
});

test("the last day is that of the rule in the next month, its last where it is shorter, and never one on which banks are shut", () => {
  const none = new Set<string>();
  expect(taxDueDay("2026-06", 15, none)).toBe("2026-07-15");
  expect(taxDueDay("2026-12", 15, none)).toBe("2027-01-15");
  expect(taxDueDay("2026-05", 31, none)).toBe("2026-06-30");
  // 28 February 2027 and 15 August 2026 are a Sunday and a Saturday; Monday the 17th is a holiday.
  expect(taxDueDay("2027-01", 31, none)).toBe("2027-03-01");
  expect(taxDueDay("2026-07", 15, new Set(["2026-08-17"]))).toBe("2026-08-18");
});
