import fc from "fast-check";
import { expect, test } from "vitest";
import { byCodePoint } from "#app/modules/matching/code-point-order.ts";
import { explainLine, explainOffer } from "#app/modules/matching/explain.ts";
import { MATCH_FORMAT, type MatchInstance } from "#app/modules/matching/instance.ts";
import {
  buildMarket,
  type DemandLine,
  exclusionReasons,
  freightByRoad,
  type MarketRules,
  type SupplyLot,
} from "#app/modules/matching/market.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { verify } from "#app/modules/matching/verify.ts";
import { roadMetresBetween } from "#app/modules/regions/distance.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";

const NOW = new Date("2026-06-01T05:00:00Z");
const blitar = { lat: -8.0983, lng: 112.1681 };

const line: DemandLine = {
  ...{ lineId: "line", orderId: "order", buyerId: "kitchen", commodityCode: "eggs", gradeRank: 1 },
  ...{
    quantityBase: 50_000n,
    deliveryDay: "2026-06-03",
    ceilingMilli: 30_000n,
    urgencyClass: 0,
    blockedSellerIds: [],
  },
  ...blitar,
};
const lot: SupplyLot = {
  ...{ lotId: "lot", listingId: "listing", sellerId: "koperasi", commodityCode: "eggs", gradeRank: 0 },
  ...{ availableBase: 80_000n, availableFrom: "2026-06-01", expiresOn: "2026-06-10", radiusMetres: 30_000 },
  ...{
    priceMilli: 27_000n,
    minOrderBase: 0n,
    orderBefore: new Date("2026-06-02T08:00:00Z"),
    lat: -8.1,
    lng: 112.2,
  },
};
const rules: MarketRules = { now: NOW };

test("a lot that every rule allows is a pair at its landed price", () => {
  const freight = freightByRoad(40n, 1000n);
  const built = buildMarket([line], [lot], { now: NOW, freight });
  const metres = roadMetresBetween(
    { latitude: lot.lat, longitude: lot.lng },
    { latitude: line.lat, longitude: line.lng },
  );
  const landed = 27_000 + Math.ceil((metres * 40) / 1000);
  expect(built.instance.pairs).toEqual([[0, 0, landed]]);
  expect(built.termsOf("line", "lot")).toMatchObject({
    distanceMetres: metres,
    landedMilli: BigInt(landed),
    costMilli: BigInt(landed),
  });
  expect(built.excludedByLine.get("line")).toEqual(
    Object.fromEntries(exclusionReasons.map((reason) => [reason, 0])),
  );
});

test("each rule of the trade leaves a lot out, and is counted under its own name", () => {
  const cases: [
    keyof Record<(typeof exclusionReasons)[number], number>,
    Partial<SupplyLot>,
    Partial<DemandLine>,
  ][] = [
    ["radius", { radiusMetres: 1_000 }, {}],
    ["ownGoods", {}, { buyerId: "koperasi" }],
    ["blocked", {}, { blockedSellerIds: ["koperasi"] }],
    ["grade", { gradeRank: 2 }, {}],
    ["date", { availableFrom: "2026-06-04" }, {}],
    ["date", { expiresOn: "2026-06-02" }, {}],
    ["cutOff", { orderBefore: new Date("2026-06-01T04:59:59Z") }, {}],
    ["minOrder", { minOrderBase: 50_001n }, {}],
    ["ceiling", { priceMilli: 30_001n }, {}],
  ];
  for (const [reason, lotChange, lineChange] of cases) {
    const built = buildMarket([{ ...line, ...lineChange }], [{ ...lot, ...lotChange }], rules);
    expect(built.instance.pairs).toEqual([]);
    expect(built.excludedByLine.get("line")?.[reason]).toBe(1);
    expect(built.termsOf("line", "lot")).toBeNull();
  }
});

test("limits themselves are allowed: the last moment, the exact ceiling, the same grade and day", () => {
  const edge = {
    ...lot,
    gradeRank: 1,
    orderBefore: NOW,
    priceMilli: 30_000n,
    minOrderBase: 50_000n,
    availableFrom: "2026-06-03",
    expiresOn: "2026-06-03",
  };
  expect(buildMarket([line], [edge], rules).instance.pairs).toEqual([[0, 0, 30_000]]);
});

test("preference steers a tie and is never paid", () => {
  const trader = { ...lot, lotId: "a trader's", sellerId: "trader" };
  const koperasi = { ...lot, lotId: "the koperasi's", isPreferred: true };
  const built = buildMarket([line], [trader, koperasi], { now: NOW, preferenceMilli: 1n });
  const { assignments } = solveMarket(built.instance);
  expect(assignments).toEqual([{ line: "line", offer: "the koperasi's", quantity: 50_000 }]);
  expect(built.termsOf("line", "a trader's")).toMatchObject({ landedMilli: 27_000n, costMilli: 27_001n });
});

// Goal: looking only nearby misses nobody. Method: the same rules over all pairs, without a map.
test("the market is the one that trying every pair would build", () => {
  const place = {
    lat: fc.double({ min: -9, max: -6, noNaN: true }),
    lng: fc.double({ min: 110, max: 114, noNaN: true }),
  };
  const lines = fc.array(
    fc.record({
      ...place,
      commodityCode: fc.constantFrom("eggs", "rice"),
      gradeRank: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 12 },
  );
  const lots = fc.array(
    fc.record({
      ...place,
      commodityCode: fc.constantFrom("eggs", "rice"),
      gradeRank: fc.integer({ min: 0, max: 2 }),
      radiusMetres: fc.constantFrom(0, 5_000, 60_000, 250_000, 5_000_000),
      priceMilli: fc.bigInt(25_000n, 32_000n),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lines, lots, (someLines, someLots) => {
      const demand = someLines.map((it, at) => ({ ...line, ...it, lineId: `line ${at}` }));
      const supply = someLots.map((it, at) => ({ ...lot, ...it, lotId: `lot ${at}` }));
      const built = buildMarket(demand, supply, rules);
      const found = built.instance.pairs.map(([l, o]) => `${l}/${o}`).sort();
      const all = demand.flatMap((asked, l) =>
        supply.flatMap((offered, o) => (isAllowed(asked, offered) ? [`${l}/${o}`] : [])),
      );
      expect(found).toEqual(all.sort());
      for (const asked of demand) {
        const counts = Object.values(built.excludedByLine.get(asked.lineId) ?? {}).reduce(
          (sum, count) => sum + count,
          0,
        );
        const mine = built.instance.pairs.filter(([l]) => demand[l] === asked).length;
        expect(counts + mine).toBe(
          supply.filter(({ commodityCode }) => commodityCode === asked.commodityCode).length,
        );
      }
    }),
    { numRuns: 200 },
  );
});

function isAllowed(asked: DemandLine, offered: SupplyLot): boolean {
  const metres = roadMetresBetween(
    { latitude: offered.lat, longitude: offered.lng },
    { latitude: asked.lat, longitude: asked.lng },
  );
  return (
    asked.commodityCode === offered.commodityCode &&
    metres <= offered.radiusMetres &&
    offered.gradeRank <= asked.gradeRank &&
    offered.priceMilli <= (asked.ceilingMilli ?? offered.priceMilli)
  );
}

test("quantities that no exact number can hold are refused", () => {
  expect(() => buildMarket([{ ...line, quantityBase: 2n ** 53n }], [lot], rules)).toThrow(/quantity of line/);
  expect(() => buildMarket([line], [{ ...lot, availableBase: -1n }], rules)).toThrow(/quantity of lot/);
});

const scarce: MatchInstance = {
  format: MATCH_FORMAT,
  classes: 2,
  lines: [
    { id: "school", class: 0, quantity: 10 },
    { id: "shop", class: 1, quantity: 10 },
    { id: "far", class: 1, quantity: 5 },
    { id: "idle", class: 1, quantity: 0 },
  ],
  offers: [
    { id: "cheap", quantity: 10 },
    { id: "dear", quantity: 12 },
    { id: "dearest", quantity: 9 },
  ],
  pairs: [
    [0, 0, 100],
    [0, 1, 180],
    [1, 0, 90],
    [1, 1, 120],
    [1, 2, 150],
    [3, 0, 1],
  ],
};

test("a line that paid more than its cheapest candidate is told who took it and what it was worth to them", () => {
  const result = solveMarket(scarce);
  const shop = explainLine(scarce, result, 1);
  expect(shop).toMatchObject({ outcome: "bestForAll", filled: 10, unfilled: 0, candidates: 3 });
  expect(shop.parts).toEqual([{ offer: "dear", quantity: 10, cost: 120, rent: { steps: 0, milli: 0 } }]);
  expect(shop.cheaperButTaken).toEqual([
    { offer: "cheap", cost: 90, rent: { steps: 0, milli: 30 }, takenBy: [{ line: "school", quantity: 10 }] },
  ]);
  expect(shop.alternatives.map(({ offer, delta }) => [offer, delta.milli])).toEqual([
    ["cheap", 0],
    ["dearest", 30],
  ]);
});

test("outcomes name what happened, and an offer knows the buyer it nearly had", () => {
  const result = solveMarket(scarce);
  const outcomes = scarce.lines.map((_, at) => explainLine(scarce, result, at).outcome);
  expect(outcomes).toEqual(["cheapest", "bestForAll", "noCandidate", "nothingAsked"]);
  expect(explainOffer(scarce, result, 2)).toMatchObject({
    sold: 0,
    firstMissed: { line: "shop", cost: 150, delta: { steps: 0, milli: 30 } },
  });
  expect(explainOffer(scarce, result, 0)).toMatchObject({
    sold: 10,
    soldTo: [{ line: "school", quantity: 10 }],
    rent: { steps: 0, milli: 30 },
  });
  const shortage = { ...scarce, offers: scarce.offers.map((offer) => ({ ...offer, quantity: 3 })) };
  const short = explainLine(shortage, solveMarket(shortage), 1);
  expect(short).toMatchObject({ outcome: "shortage", value: { steps: 1, milli: 0 } });
});

test("explanations agree with the certificate on every market", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 6, quantity: 8, cost: 6, classes: 3 }), (instance) => {
      const result = solveMarket(instance);
      for (const at of instance.lines.keys()) {
        const { parts, filled, asked, unfilled, value, alternatives, outcome, cheaperButTaken } = explainLine(
          instance,
          result,
          at,
        );
        expect(filled + unfilled).toBe(asked);
        for (const { cost, rent } of parts)
          expect({ steps: rent.steps, milli: rent.milli + cost }).toEqual(value);
        for (const { delta } of alternatives)
          expect(delta.steps > 0 || (delta.steps === 0 && delta.milli >= 0)).toBe(true);
        if (unfilled > 0)
          expect(value).toEqual({ steps: instance.classes - (instance.lines[at]?.class ?? 0), milli: 0 });
        if (outcome === "cheapest") expect(cheaperButTaken).toEqual([]);
      }
      for (const at of instance.offers.keys()) {
        const { available, sold, rent } = explainOffer(instance, result, at);
        if (sold < available) expect(rent).toEqual({ steps: 0, milli: 0 });
      }
    }),
    { numRuns: 150 },
  );
});

test("ids are ordered by code point, also where UTF-16 would not", () => {
  const word = fc
    .array(
      fc.constantFrom("a", "z", "\uD7FF", "\uE000", "\uFF21", "\uD800", "\uDC00", "\u{1F33E}", "\u{10FFFF}"),
      {
        maxLength: 4,
      },
    )
    .map((letters) => letters.join(""));
  fc.assert(
    fc.property(word, word, (left, right) => {
      const a = Array.from(left, (letter) => letter.codePointAt(0) ?? 0);
      const b = Array.from(right, (letter) => letter.codePointAt(0) ?? 0);
      const differs = a.findIndex((code, at) => code !== b[at]);
      const expected =
        differs === -1
          ? Math.sign(a.length - b.length)
          : differs >= b.length
            ? 1
            : Math.sign((a[differs] ?? 0) - (b[differs] ?? 0));
      expect(Math.sign(byCodePoint(left, right))).toBe(expected);
    }),
  );
  const ids = ["\u{1F33E} padi", "\uFF21", "beras"];
  const instance = {
    ...scarce,
    lines: ids.map((id) => ({ id, class: 0, quantity: 1 })),
    pairs: [
      [0, 0, 1],
      [1, 0, 1],
      [2, 0, 1],
    ] as const,
  };
  const result = solveMarket(instance);
  expect(result.assignments.map((it) => it.line)).toEqual(["beras", "\uFF21", "\u{1F33E} padi"]);
  expect(verify(instance, result)).toEqual({ ok: true });
});
