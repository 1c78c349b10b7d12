import fc from "fast-check";
import { expect, test } from "vitest";
import { type Candidate, cheapestAdditions, concentrationOf } from "#app/modules/oversight/diversity.ts";

// Goal: the suppliers proposed cost no more than any other choice of as many new ones, and concentration is what it is called.

const GOODS = ["TLR/M", "BYM/A", "WTL/A"];

const candidate: fc.Arbitrary<Candidate> = fc.record({
  sellerId: fc.constantFrom("a", "b", "c", "d", "e"),
  goods: fc.constantFrom(...GOODS, "GRM/A"),
  priceMilli: fc.bigInt({ min: 1n, max: 50_000n }),
  leastBase: fc.bigInt({ min: 1n, max: 20_000n }),
});

/** Every way to choose `count` of these. */
function choices<T>(from: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return from.flatMap((one, at) => choices(from.slice(at + 1), count - 1).map((rest) => [one, ...rest]));
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n);

test("no other choice of as many new sellers costs less", () => {
  fc.assert(
    fc.property(
      fc.array(candidate, { maxLength: 9 }),
      fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { minLength: 3, maxLength: 3 }),
      fc.uniqueArray(fc.constantFrom("a", "b", "c")),
      fc.integer({ min: 0, max: 4 }),
      (offers, prices, used, count) => {
        const paid = new Map(GOODS.map((goods, at) => [goods, prices[at] ?? 1n]));
        const known = new Set<string>(used);
        const chosen = cheapestAdditions(offers, paid, known, count);
        const sellers = chosen.map(({ offer }) => offer.sellerId);
        expect(new Set(sellers).size).toBe(sellers.length);
        expect(sellers.some((seller) => known.has(seller))).toBe(false);
        // One by one, so that each price is the module's own: what every single offer would cost.
        const single = offers.flatMap((offer) => cheapestAdditions([offer], paid, known, 1));
        const possible = choices(single, chosen.length).filter(
          (choice) => new Set(choice.map(({ offer }) => offer.sellerId)).size === choice.length,
        );
        const cost = sum(chosen.map(({ extraRupiah }) => extraRupiah));
        for (const choice of possible)
          expect(cost <= sum(choice.map(({ extraRupiah }) => extraRupiah))).toBe(true);
        const able = new Set(single.map(({ offer }) => offer.sellerId)).size;
        expect(chosen.length).toBe(Math.min(count, able));
      },
    ),
  );
});

test("the order of the offers changes nothing", () => {
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 8 }), (offers) => {
      const paid = new Map(GOODS.map((goods) => [goods, 20_000n]));
      const costs = (from: readonly Candidate[]) =>
        cheapestAdditions(from, paid, new Set(), 3).map(({ offer, extraRupiah }) => [
          offer.sellerId,
          offer.goods,
          extraRupiah,
        ]);
      expect(costs([...offers].reverse())).toEqual(costs(offers));
    }),
  );
});

test("a dearer crate of 15 kg costs what its kilograms cost more", () => {
  const offer = { sellerId: "a", goods: "TLR/M", priceMilli: 28_000n, leastBase: 15_000n };
  expect(cheapestAdditions([offer], new Map([["TLR/M", 27_000n]]), new Set(), 1)).toMatchObject([
    { extraRupiah: 15_000n },
  ]);
});

test.each([
  { spent: [], expected: 0 },
  { spent: [0], expected: 0 },
  { spent: [10], expected: 10_000 },
  { spent: [5, 5], expected: 5_000 },
  { spent: [1, 1, 1, 1], expected: 2_500 },
  { spent: [60, 20, 20], expected: 4_400 },
])("spending of $spent is concentrated by $expected", ({ spent, expected }) => {
  expect(concentrationOf(spent.map(BigInt))).toBe(expected);
});
