import { expect, test } from "vitest";
import type { LineReason } from "#app/modules/matching/reason-page.ts";
import { namedIn, tellLine } from "#app/modules/matching/told-line.ts";

// Goal: a buyer is told by whom a cheaper lot was taken only where that is itself; other buyers are "others".
const because: LineReason = {
  line: "mine",
  urgencyClass: 0,
  asked: 80_000,
  filled: 50_000,
  unfilled: 30_000,
  outcome: "shortage",
  candidates: 3,
  parts: [{ offer: "lot a", quantity: 50_000, cost: 27_200, rent: { steps: 0, milli: 0 } }],
  value: { steps: 1, milli: 0 },
  alternatives: [
    { offer: "lot b", cost: 27_900, rent: { steps: 0, milli: 0 }, delta: { steps: 0, milli: 340 } },
    { offer: "lot c", cost: 27_950, rent: { steps: 1, milli: 0 }, delta: { steps: 1, milli: 0 } },
  ],
  cheaperButTaken: [
    {
      offer: "lot c",
      cost: 26_000,
      rent: { steps: 0, milli: 900 },
      takenBy: [
        { line: "rival", quantity: 10_000 },
        { line: "my other", quantity: 5_000 },
      ],
    },
    { offer: "lot b", cost: 26_500, rent: { steps: 0, milli: 1 }, takenBy: [{ line: "rival", quantity: 1 }] },
  ],
  limitingRent: { steps: 0, milli: 0 },
  zone: 2,
  excluded: { radius: 2, unverified: 1 },
};
const lots = {
  "lot a": { sellerId: "org a", priceRupiah: "408000", unit: "peti", basePerUnit: "15000" },
  "lot b": { sellerId: "org b", priceRupiah: "27900", unit: "kg", basePerUnit: "1000" },
  "lot c": { sellerId: "org c", priceRupiah: "26000", unit: "kg", basePerUnit: "1000" },
};
const kept = { because, lots };
const sellers = new Map([
  ["org a", "KDMP A"],
  ["org b", "KDMP B"],
  ["org c", "KDMP C"],
]);

test("prices are told per kilogram, and what would be dearer beside what would leave somebody short", () => {
  const told = tellLine(kept, sellers, new Set());
  expect(told.bought).toEqual([{ seller: "KDMP A", priceMilli: 27_200n, quantityBase: 50_000n }]);
  expect(told.next.map(({ seller, overMilli }) => [seller, overMilli])).toEqual([
    ["KDMP B", 340n],
    ["KDMP C", null],
  ]);
  expect(told).toMatchObject({ missingBase: 30_000n, zone: 2, excluded: { radius: 2, unverified: 1 } });
});

test("who took a cheaper lot is told as oneself or as others, and nothing names the others", () => {
  expect(namedIn(kept).lineIds).toEqual(["rival", "my other", "rival"]);
  const told = tellLine(kept, sellers, new Set(["my other"]));
  expect(told.taken.map(({ seller, byOwn, byOthers }) => [seller, byOwn, byOthers])).toEqual([
    ["KDMP C", true, true],
    ["KDMP B", false, true],
  ]);
  const text = JSON.stringify(told, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(text).not.toMatch(/rival|my other|lot [abc]|org [abc]/);
});

test("an offer whose seller is not known is left out", () => {
  expect(tellLine(kept, new Map(), new Set())).toMatchObject({ bought: [], next: [], taken: [] });
});
