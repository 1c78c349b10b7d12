import fc from "fast-check";
import { expect, test } from "vitest";
import type { CellAnswer } from "#app/modules/matching/cell-answer.ts";
import { cellInstance, cellResult } from "#app/modules/matching/cell-file.ts";
import { byCodePoint } from "#app/modules/matching/code-point-order.ts";
import { MATCH_FORMAT, type MatchInstance } from "#app/modules/matching/instance.ts";
import {
  type CellRules,
  type DemandLine,
  exclusionReasons,
  type SupplyLot,
} from "#app/modules/matching/market.ts";
import { packRows } from "#app/modules/matching/rows.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { roadMetresBetween } from "#app/modules/regions/distance.ts";
import { arbitraryCell } from "#tests/support/arbitrary-cell.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { explained } from "#tests/support/explained.ts";
import { verdictOn } from "#tests/support/verdict.ts";

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
const rules: CellRules = { now: NOW, preferenceMilli: 0 };

function cellOf(lines: readonly DemandLine[], lots: readonly SupplyLot[], byRules = rules) {
  const rows = packRows(lines, lots);
  return {
    answer: solveCell(rows, byRules, { why: true, seal: false }),
    instance: cellInstance(rows, byRules),
  };
}

function excludedOf({ excluded }: CellAnswer, row: number): Record<string, number> {
  return Object.fromEntries(
    exclusionReasons.map((reason, at) => [reason, excluded[row * exclusionReasons.length + at] ?? 0]),
  );
}

test("a lot that every rule allows is a pair at its landed price", () => {
  const { answer, instance } = cellOf([line], [{ ...lot, freightMilliPer1000Km: 40_000 }]);
  const metres = roadMetresBetween(
    { latitude: lot.lat, longitude: lot.lng },
    { latitude: line.lat, longitude: line.lng },
  );
  const freight = Math.ceil((metres * 40) / 1000);
  expect(instance.pairs).toEqual([[0, 0, 27_000 + freight]]);
  expect([answer.bought.price[0], answer.bought.freight[0], answer.bought.cost[0]]).toEqual([
    27_000,
    freight,
    27_000 + freight,
  ]);
  expect(Object.values(excludedOf(answer, 0)).every((count) => count === 0)).toBe(true);
});

test("each rule of the trade leaves a lot out, and is counted under its own name", () => {
  const cases: [(typeof exclusionReasons)[number], Partial<SupplyLot>, Partial<DemandLine>][] = [
    ["radius", { radiusMetres: 1_000 }, {}],
    ["ownGoods", {}, { buyerId: "koperasi" }],
    ["blocked", {}, { blockedSellerIds: ["koperasi"] }],
    ["unverified", { isVerified: false }, {}],
    ["licence", { licences: 1 }, { licences: 3 }],
    ["grade", { gradeRank: 2 }, {}],
    ["date", { availableFrom: "2026-06-04" }, {}],
    ["date", { expiresOn: "2026-06-02" }, {}],
    ["cutOff", { orderBefore: new Date("2026-06-01T04:59:59Z") }, {}],
    ["dayFull", { dayRoomBase: 0n }, {}],
    ["minOrder", { minOrderBase: 50_001n }, {}],
    ["ceiling", { priceMilli: 30_001n }, {}],
  ];
  for (const [reason, lotChange, lineChange] of cases) {
    const { answer } = cellOf([{ ...line, ...lineChange }], [{ ...lot, ...lotChange }]);
    expect(answer.pairCount).toBe(0);
    expect(excludedOf(answer, 0)[reason]).toBe(1);
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
  expect(cellOf([line], [edge]).instance.pairs).toEqual([[0, 0, 30_000]]);
});

test("a larger line has the price of its tier", () => {
  const tiers = [
    { fromBase: 50_000n, priceMilli: 26_000n },
    { fromBase: 50_001n, priceMilli: 25_000n },
  ];
  expect(cellOf([line], [{ ...lot, tiers }]).instance.pairs).toEqual([[0, 0, 26_000]]);
});

test("preference steers a tie and is never paid", () => {
  const trader = { ...lot, lotId: "a trader's", sellerId: "trader" };
  const koperasi = { ...lot, lotId: "the koperasi's", isPreferred: true };
  const preferring = { now: NOW, preferenceMilli: 1 };
  const { bought } = cellOf([line], [trader, koperasi], preferring).answer;
  expect([Array.from(bought.lot), Array.from(bought.quantity)]).toEqual([[1], [50_000]]);
  const alone = cellOf([line], [trader], preferring).answer.bought;
  expect([alone.price[0], alone.freight[0], alone.cost[0]]).toEqual([27_000, 0, 27_001]);
});

test("a cell and its answer, written as files, are a market and a result that the verifier accepts", () => {
  fc.assert(
    fc.property(arbitraryCell(), ({ lines, lots }) => {
      const rows = packRows(lines, lots);
      const instance = cellInstance(rows, rules);
      const result = cellResult(rows, rules, solveCell(rows, rules, { why: false, seal: false }));
      expect(verdictOn(instance, JSON.parse(JSON.stringify(result)))).toEqual({ ok: true });
      expect(result.assignments).toEqual(solveMarket(instance).assignments);
    }),
  );
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
  const shop = explained(scarce).line(1);
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
  const explainer = explained(scarce);
  const outcomes = scarce.lines.map((_, at) => explainer.line(at).outcome);
  expect(outcomes).toEqual(["cheapest", "bestForAll", "noCandidate", "nothingAsked"]);
  expect(explainer.lot(2)).toMatchObject({
    sold: 0,
    firstMissed: { line: "shop", cost: 150, delta: { steps: 0, milli: 30 } },
  });
  expect(explainer.lot(0)).toMatchObject({
    sold: 10,
    soldTo: [{ line: "school", quantity: 10 }],
    rent: { steps: 0, milli: 30 },
  });
  const shortage = { ...scarce, offers: scarce.offers.map((offer) => ({ ...offer, quantity: 3 })) };
  const short = explained(shortage).line(1);
  expect(short).toMatchObject({ outcome: "shortage", value: { steps: 1, milli: 0 } });
});

test("explanations agree with the certificate on every market", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 6, quantity: 8, cost: 6, classes: 3 }), (instance) => {
      const explainer = explained(instance);
      for (const at of instance.lines.keys()) {
        const { parts, filled, asked, unfilled, value, alternatives, outcome, cheaperButTaken } =
          explainer.line(at);
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
        const { available, sold, rent } = explainer.lot(at);
        if (sold < available) expect(rent).toEqual({ steps: 0, milli: 0 });
      }
    }),
    { numRuns: 150 },
  );
});

// Goal: a zone proves itself. Method: from the market alone, add up what its lines ask and what all their offers hold.
test("every shortage lies in a zone whose lines ask for more than all that may serve them hold", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 8, quantity: 8, cost: 6, classes: 3 }), (instance) => {
      const explainer = explained(instance);
      const zones = new Map<number, { asked: number; offers: Set<number> }>();
      for (const [at, line] of instance.lines.entries()) {
        const { zone, outcome } = explainer.line(at);
        if (outcome === "shortage") expect(zone).not.toBeNull();
        if (zone === null) continue;
        const found = zones.get(zone) ?? { asked: 0, offers: new Set() };
        zones.set(zone, found);
        found.asked += line.quantity;
        for (const [of, offer] of instance.pairs)
          if (of === at && (instance.offers[offer]?.quantity ?? 0) > 0) found.offers.add(offer);
      }
      for (const [zone, { asked, offers }] of zones) {
        const held = [...offers].reduce((sum, offer) => sum + (instance.offers[offer]?.quantity ?? 0), 0);
        expect(asked).toBeGreaterThan(held);
        for (const offer of offers) expect(explainer.lot(offer).zone).toBe(zone);
      }
    }),
    { numRuns: 200 },
  );
});

// Goal: the cut is what it says. Method: the definition, by looking at every pair of the offer.
test("an offer with something left is told the smallest cut at which the lines in reach ask for the rest", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 7, quantity: 8, cost: 6, classes: 3 }), (instance) => {
      const explainer = explained(instance);
      for (const [offer, { quantity }] of instance.offers.entries()) {
        const { sold, sellOutCut, soldTo } = explainer.lot(offer);
        if (sold === quantity) {
          expect(sellOutCut).toBe(0);
          continue;
        }
        const more = instance.pairs.flatMap(([line, of, cost]) => {
          const { value, asked } = explainer.line(line);
          if (of !== offer || asked === 0) return [];
          const bought = soldTo.find((each) => each.line === instance.lines[line]?.id)?.quantity ?? 0;
          return [
            { over: value.steps > 0 ? Number.NEGATIVE_INFINITY : cost - value.milli, more: asked - bought },
          ];
        });
        const enough = (cut: number) =>
          more.reduce((sum, each) => sum + (each.over <= cut ? each.more : 0), 0) >= quantity - sold;
        const cuts = more.map(({ over }) => over).sort((a, b) => a - b);
        expect(sellOutCut).toBe(cuts.find(enough) ?? null);
      }
    }),
    { numRuns: 200 },
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
  expect(verdictOn(instance, result)).toEqual({ ok: true });
});
