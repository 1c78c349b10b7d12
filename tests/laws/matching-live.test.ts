import fc from "fast-check";
import { expect, test } from "vitest";
import { arrangeMarket } from "#app/modules/matching/arrange.ts";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import { applyEvent } from "#app/modules/matching/live/apply-event.ts";
import { assertProven } from "#app/modules/matching/live/assert-proven.ts";
import { liveAnswer, liveInstance } from "#app/modules/matching/live/live-answer.ts";
import type { MarketEvent } from "#app/modules/matching/live/market-event.ts";
import { openMarket } from "#app/modules/matching/live/open-market.ts";
import type { Settler } from "#app/modules/matching/live/settle.ts";
import { whatIf } from "#app/modules/matching/live/what-if.ts";
import { columnsOf } from "#app/modules/matching/market-columns.ts";
import { PrecisionRefused } from "#app/modules/matching/simplex/transport.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { randomMarket, seeded } from "#tests/support/markets.ts";
import { verdictOn } from "#tests/support/verdict.ts";

const small = arbitraryMarket({ sides: 7, quantity: 12, cost: 9, classes: 3 });

type Random = () => number;
type Scale = { readonly cost: number; readonly quantity: number; readonly density: number };

const TINY: Scale = { cost: 10, quantity: 13, density: 0.6 };

function pick<Entry>(random: Random, list: readonly Entry[]): Entry | undefined {
  return list[Math.floor(random() * list.length)];
}

/** Any event that can happen to the market as it stands now, by dice. */
function anyEvent({ market }: Settler, random: Random, name: string, scale: Scale): MarketEvent | null {
  const below = (most: number) => Math.floor(random() * most);
  const partners = (ids: Iterable<string>) =>
    [...ids].filter(() => random() < scale.density).map((id) => ({ id, cost: below(scale.cost) }));
  const line = pick(random, [...market.lines.places.keys()]);
  const offer = pick(random, [...market.offers.places.keys()]);
  const quantity = below(scale.quantity);
  switch (below(9)) {
    case 0: {
      const offers = partners(market.offers.places.keys());
      return { kind: "lineArrives", id: `new line ${name}`, class: below(market.classes), quantity, offers };
    }
    case 1:
      return {
        kind: "offerArrives",
        id: `new offer ${name}`,
        quantity,
        lines: partners(market.lines.places.keys()),
      };
    case 2:
      return line === undefined ? null : { kind: "lineWithdrawn", id: line };
    case 3:
      return offer === undefined ? null : { kind: "offerWithdrawn", id: offer };
    case 4:
      return line === undefined ? null : { kind: "lineQuantity", id: line, quantity };
    case 5:
      return offer === undefined ? null : { kind: "offerQuantity", id: offer, quantity };
    case 6:
      return offer === undefined ? null : { kind: "offerPrice", id: offer, change: below(scale.cost / 2) };
    case 7:
      if (line === undefined || offer === undefined) return null;
      return { kind: "pairPrice", line, offer, cost: below(scale.cost) };
    default:
      if (line === undefined || offer === undefined) return null;
      return { kind: "pairForbidden", line, offer };
  }
}

function expectColdAnswer({ market }: Settler): void {
  const instance = liveInstance(market);
  const cold = solveMarket(instance);
  const live = liveAnswer(market);
  expect(live.assignments).toEqual(cold.assignments);
  expect(live.unfilled).toEqual(cold.unfilled);
  expect(live.filledByClass).toEqual(cold.filledByClass);
  expect(live.cost).toBe(cold.cost);
  expect(verdictOn(instance, JSON.parse(JSON.stringify(live)))).toEqual({ ok: true });
}

/** Every number and name that a market consists of. */
function everything({ market }: Settler): unknown {
  const { trades, lines, offers, lineClass, step, costMax, shorter } = market;
  const sides = [lines, offers].map((side) => ({
    ids: [...side.ids],
    places: [...side.places].sort(),
    numbers: [side.hash, side.quantity, side.loose, side.value, side.tie, side.limit, side.chain.first].map(
      (it) => Array.from(it.at.slice(0, side.ids.length)),
    ),
    rows: [side.pairs.start, side.pairs.length, side.pairs.room].map((it) =>
      Array.from(it.at.slice(0, side.ids.length)),
    ),
    pool: Array.from(side.pairs.pool.at.slice(0, side.pairs.used)),
    chain: [side.chain.next, side.chain.before, side.chain.party].map((it) =>
      Array.from(it.at.slice(0, trades.count)),
    ),
  }));
  const classes = Array.from(lineClass.at.slice(0, lines.ids.length));
  const quantities = Array.from(trades.quantity.at.slice(0, trades.count));
  return structuredClone({ sides, classes, quantities, spare: trades.spare, step, costMax, shorter });
}

test("after every event a live market is proven, and answers as if it were solved anew", () => {
  fc.assert(
    fc.property(small, fc.nat(), (instance, seed) => {
      const random = seeded(seed);
      const settler = openMarket(arrangeMarket(columnsOf(instance)));
      expectColdAnswer(settler);
      for (let turn = 0; turn < 12; turn++) {
        const event = anyEvent(settler, random, String(turn), TINY);
        if (event !== null) applyEvent(settler, event);
        assertProven(settler.market);
        expectColdAnswer(settler);
      }
    }),
    { numRuns: 100 },
  );
});

test("a thousand events later it still does", () => {
  const random = seeded(20_261_127);
  const settler = openMarket(arrangeMarket(columnsOf(randomMarket(4, { lines: 14, offers: 14, degree: 8 }))));
  const scale = { cost: 18_000, quantity: 200_000, density: 0.5 };
  for (let turn = 0; turn < 1000; turn++) {
    const event = anyEvent(settler, random, String(turn), scale);
    if (event !== null) applyEvent(settler, event);
    expectColdAnswer(settler);
  }
});

// Small markets never fill a heap. Method: hundreds of places with many equal prices, a cold solve now and then.
test("in a market of many equal prices events reach far and end as a cold solve does", () => {
  const market = randomMarket(8, { lines: 300, offers: 260, degree: 60, supply: 1.02 });
  const rounded = {
    ...market,
    pairs: market.pairs.map(([line, offer, cost]) => [line, offer, Math.floor(cost / 400)] as const),
  };
  const random = seeded(5);
  for (const instance of [market, rounded]) {
    const settler = openMarket(arrangeMarket(columnsOf(instance)));
    const scale = { cost: instance === market ? 18_000 : 45, quantity: 150_000, density: 0.15 };
    for (let turn = 0; turn < 150; turn++) {
      const event = anyEvent(settler, random, String(turn), scale);
      if (event !== null) applyEvent(settler, event);
      if (turn % 15 === 0) expectColdAnswer(settler);
    }
    assertProven(settler.market);
    expectColdAnswer(settler);
  }
});

test("what would happen if leaves no trace, also when it is refused", () => {
  fc.assert(
    fc.property(small, fc.nat(), (instance, seed) => {
      const random = seeded(seed);
      const settler = openMarket(arrangeMarket(columnsOf(instance)));
      const [line] = settler.market.lines.places.keys();
      if (line === undefined) return;
      const events: MarketEvent[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const event = anyEvent(settler, random, String(turn), { ...TINY, cost: 1000 });
        if (event !== null && event.kind !== "lineWithdrawn" && event.kind !== "offerWithdrawn")
          events.push(event);
      }
      const before = everything(settler);
      const asker = { side: "line", id: line } as const;
      const { now, then } = whatIf(settler, asker, events);
      expect(everything(settler)).toEqual(before);
      const wrong: MarketEvent = { kind: "lineQuantity", id: line, quantity: -1 };
      expect(() => whatIf(settler, asker, [...events, wrong])).toThrow(/quantity/);
      expect(everything(settler)).toEqual(before);
      for (const event of events) applyEvent(settler, event);
      expect(whatIf(settler, asker, [])).toEqual({ now: then, then });
      expect(now.loose).toBeGreaterThanOrEqual(0);
      expectColdAnswer(settler);
    }),
    { numRuns: 100 },
  );
});

test("another offer never lowers what the most urgent classes get", () => {
  fc.assert(
    fc.property(small, fc.nat({ max: 9 }), fc.nat({ max: 9 }), (instance, quantity, cost) => {
      const settler = openMarket(arrangeMarket(columnsOf(instance)));
      const before = liveAnswer(settler.market).filledByClass;
      const lines = instance.lines.map(({ id }) => ({ id, cost }));
      applyEvent(settler, { kind: "offerArrives", id: "one more", quantity, lines });
      const after = liveAnswer(settler.market).filledByClass;
      const total = (filled: readonly string[]) => filled.reduce((sum, it) => sum + Number(it), 0);
      for (const at of before.keys())
        expect(total(after.slice(0, at + 1))).toBeGreaterThanOrEqual(total(before.slice(0, at + 1)));
    }),
  );
});

test("an order that joins two markets is matched in both", () => {
  const apart: MatchInstance = {
    format: "lumbung-match/1",
    classes: 1,
    lines: [
      { id: "A", class: 0, quantity: 5 },
      { id: "B", class: 0, quantity: 5 },
    ],
    offers: [
      { id: "O", quantity: 7 },
      { id: "P", quantity: 6 },
    ],
    pairs: [
      [0, 0, 3],
      [1, 1, 4],
    ],
  };
  const settler = openMarket(arrangeMarket(columnsOf(apart)));
  const offers = [
    { id: "O", cost: 2 },
    { id: "P", cost: 9 },
  ];
  applyEvent(settler, { kind: "lineArrives", id: "C", class: 0, quantity: 4, offers });
  expectColdAnswer(settler);
  expect(liveAnswer(settler.market).unfilled).toEqual([{ line: "A", quantity: 1 }]);
});

test("an event that could lose a digit, or that makes no sense, is refused and changes nothing", () => {
  const settler = openMarket(arrangeMarket(columnsOf(randomMarket(2, { lines: 6, offers: 6, degree: 4 }))));
  const [line = ""] = settler.market.lines.places.keys();
  const [offer = ""] = settler.market.offers.places.keys();
  const before = everything(settler);
  const wrong: [MarketEvent, RegExp | typeof PrecisionRefused][] = [
    [{ kind: "pairPrice", line, offer, cost: Number.MAX_SAFE_INTEGER }, PrecisionRefused],
    [{ kind: "pairPrice", line, offer, cost: 0.5 }, /whole number/],
    [{ kind: "lineArrives", id: line, class: 0, quantity: 1, offers: [] }, /there already/],
    [{ kind: "lineArrives", id: "X", class: 3, quantity: 1, offers: [] }, /class/],
    [
      { kind: "lineArrives", id: "X", class: 0, quantity: 1, offers: [{ id: "?", cost: 1 }] },
      /not on this market/,
    ],
    [
      {
        kind: "offerArrives",
        id: "X",
        quantity: 1,
        lines: [
          { id: line, cost: 1 },
          { id: line, cost: 2 },
        ],
      },
      /twice/,
    ],
    [{ kind: "offerWithdrawn", id: "?" }, /not on this market/],
    [{ kind: "offerPrice", id: offer, change: -1e9 }, /whole number/],
  ];
  for (const [event, why] of wrong) expect(() => applyEvent(settler, event)).toThrow(why);
  expect(everything(settler)).toEqual(before);
});
