import fc from "fast-check";
import { expect, test } from "vitest";
import { giniOf } from "#app/modules/allotment/fairness.ts";

const packs = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 12 });

test("the Gini index is 0 for equal shares and n − 1 of n when one has everything", () => {
  expect(giniOf([])).toBe(0);
  expect(giniOf([0, 0, 0])).toBe(0);
  expect(giniOf([40, 40, 40])).toBe(0);
  expect(giniOf([0, 0, 0, 100])).toBe(7_500);
  // The golden call-off of 600 crates by weight.
  expect(giniOf([148, 111, 192, 56, 93])).toBe(2_180);
});

test("the Gini index knows neither order nor scale, and stays below one", () => {
  fc.assert(
    fc.property(packs, fc.integer({ min: 1, max: 9 }), (shares, times) => {
      const gini = giniOf(shares);
      expect(gini).toBeGreaterThanOrEqual(0);
      expect(gini).toBeLessThan(10_000);
      expect(giniOf([...shares].reverse())).toBe(gini);
      expect(giniOf(shares.map((one) => one * times))).toBe(gini);
    }),
  );
});
