import fc from "fast-check";
import { expect, test } from "vitest";
import { joinBands, splitIntoBands } from "#app/modules/matching/bands.ts";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { verdictOn } from "#tests/support/verdict.ts";

const market = arbitraryMarket({ sides: 8, quantity: 40, cost: 20, classes: 2 });
const bands = fc.record({
  lastPercent: fc.constantFrom(0, 10, 50),
  premiumMilli: fc.constantFrom(0, 3, 9),
});

function costOf(
  { lines, offers, pairs }: MatchInstance,
  bought: { line: string; offer: string; quantity: number }[],
) {
  const price = new Map(
    pairs.map(([line, offer, cost]) => [`${lines[line]?.id}|${offers[offer]?.id}`, cost]),
  );
  return bought.reduce(
    (sum, { line, offer, quantity }) => sum + quantity * (price.get(`${line}|${offer}`) ?? 0),
    0,
  );
}

test("bands keep every quantity, lower no class's fill, and cost no more than the premium per unit", () => {
  fc.assert(
    fc.property(market, bands, (instance, wish) => {
      const plain = solveMarket(instance);
      const banded = splitIntoBands(instance, wish);
      const result = solveMarket(banded);
      expect(verdictOn(banded, JSON.parse(JSON.stringify(result)))).toEqual({ ok: true });
      const joined = joinBands(result);
      const filled = result.filledByClass.map(Number);
      const byClass = Array.from(
        { length: instance.classes },
        (_, at) => (filled[2 * at] ?? 0) + (filled[2 * at + 1] ?? 0),
      );
      expect(byClass).toEqual(plain.filledByClass.map(Number));
      const asked = new Map(instance.lines.map(({ id, quantity }) => [id, quantity]));
      for (const { line, quantity } of [...joined.assignments, ...joined.unfilled])
        asked.set(line, (asked.get(line) ?? 0) - quantity);
      expect([...asked.values()].every((left) => left === 0)).toBe(true);
      if (wish.lastPercent > 0) return;
      const units = byClass.reduce((sum, each) => sum + each, 0);
      const dearer = costOf(instance, [...joined.assignments]) - Number(plain.cost);
      expect(dearer).toBeGreaterThanOrEqual(0);
      expect(dearer).toBeLessThanOrEqual(units * wish.premiumMilli);
    }),
    { numRuns: 200 },
  );
});

test("in a shortage equal sacrifice fills the first part of every line before anybody's last", () => {
  const shortage: MatchInstance = {
    format: "lumbung-match/1",
    classes: 1,
    lines: ["a", "b", "c"].map((id) => ({ id, class: 0, quantity: 100 })),
    offers: [{ id: "o", quantity: 285 }],
    pairs: [
      [0, 0, 5],
      [1, 0, 6],
      [2, 0, 7],
    ],
  };
  const missing = (instance: MatchInstance) => solveMarket(instance).unfilled.map(({ quantity }) => quantity);
  expect(missing(shortage)).toEqual([15]);
  const { unfilled } = joinBands(solveMarket(splitIntoBands(shortage, { lastPercent: 10, premiumMilli: 0 })));
  expect(Math.max(...unfilled.map(({ quantity }) => quantity))).toBe(10);
});

test("a premium spreads sales over equally near sellers, and nobody pays it", () => {
  const abundance: MatchInstance = {
    format: "lumbung-match/1",
    classes: 1,
    lines: [{ id: "kitchen", class: 0, quantity: 100 }],
    offers: [
      { id: "cheap", quantity: 100 },
      { id: "near", quantity: 100 },
    ],
    pairs: [
      [0, 0, 10],
      [0, 1, 12],
    ],
  };
  const soldBy = (premiumMilli: number) =>
    joinBands(solveMarket(splitIntoBands(abundance, { lastPercent: 0, premiumMilli }))).assignments.map(
      ({ offer, quantity }) => [offer, quantity],
    );
  expect(soldBy(0)).toEqual([["cheap", 100]]);
  expect(soldBy(9)).toEqual([
    ["cheap", 50],
    ["near", 50],
  ]);
});
