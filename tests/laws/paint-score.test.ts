import { expect, test } from "vitest";
import { scoreOf } from "#scripts/bench/paint-score.ts";

// Goal: the score of the bench is Lighthouse's. Method: the two points that each of its curves is made of, and a report of
// Lighthouse 12 with the figures that it scored.

test("the best tenth of the web scores 90 and its middle 50", () => {
  expect(scoreOf({ first: 1_800, largest: 2_500, blocking: 200, shift: 0.1 })).toBeGreaterThanOrEqual(90);
  expect(scoreOf({ first: 3_000, largest: 4_000, blocking: 600, shift: 0.25 })).toBeGreaterThanOrEqual(50);
  expect(scoreOf({ first: 0, largest: 0, blocking: 0, shift: 0 })).toBe(100);
  expect(scoreOf({ first: 60_000, largest: 60_000, blocking: 60_000, shift: 9 })).toBe(0);
});

test("what Lighthouse scored 81 scores 81 within one point", () => {
  expect(Math.abs(scoreOf({ first: 800, largest: 1_300, blocking: 770, shift: 0 }) - 81)).toBeLessThanOrEqual(
    1,
  );
});
