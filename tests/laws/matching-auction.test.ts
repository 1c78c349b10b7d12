import fc from "fast-check";
import { expect, test } from "vitest";
import { Filling } from "#app/modules/allotment/filling.ts";
import { placementTransport } from "#app/modules/allotment/placement.ts";
import { giveByTurns } from "#app/modules/allotment/turns.ts";
import { auctionBasis, suitsAuction } from "#app/modules/matching/simplex/auction-basis.ts";
import { type Parts, put } from "#app/modules/matching/simplex/auction-parts.ts";
import type { Basis } from "#app/modules/matching/simplex/basis.ts";
import { crashBasis } from "#app/modules/matching/simplex/crash.ts";
import { everyArc } from "#app/modules/matching/simplex/optimal-basis.ts";
import { optimiseTrimmed } from "#app/modules/matching/simplex/optimise-trimmed.ts";
import { settleTies } from "#app/modules/matching/simplex/settle-ties.ts";
import {
  readFlows,
  solveTransport,
  type TransportAnswer,
} from "#app/modules/matching/simplex/solve-transport.ts";
import type { Transport } from "#app/modules/matching/simplex/transport.ts";
import { tieHash } from "#app/modules/matching/tie-hash.ts";
import { callOffYear } from "#scripts/bench/call-off-year.ts";
import { seeded } from "#tests/support/markets.ts";

type Shape = {
  readonly lines: number;
  readonly offers: number;
  readonly unitsMost: number;
  readonly costMax: number;
  readonly costStep: number;
  readonly supply: number;
  /** Lines that an offer could go to, on average. */
  readonly ways: number;
};

const byName = (line: number, offer: number, round: number) => tieHash(line * 31 + round, offer * 17);

function market(
  seed: number,
  { lines, offers, unitsMost, costMax, costStep, supply, ways }: Shape,
): Transport {
  const random = seeded(seed);
  const roll = (sides: number) => Math.floor(random() * sides);
  const capacity = Float64Array.from({ length: offers }, () => 1 + roll(unitsMost));
  const units = capacity.reduce((sum, each) => sum + each, 0);
  const start = [0];
  const arcs: number[] = [];
  for (let line = 0; line < lines; line++) {
    for (let offer = 0; offer < offers; offer++)
      if (roll(lines) < ways) arcs.push(lines + offer, costStep * roll(costMax + 1));
    start.push(arcs.length);
  }
  const step = 2 * (Math.min(lines, offers) + 1) * (costStep * costMax + 1);
  return {
    lineCount: lines,
    offerCount: offers,
    demand: Float64Array.from({ length: lines }, () => 1 + roll(Math.ceil((2 * units) / supply / lines))),
    capacity,
    columns: { start: Int32Array.from(start), arcs: Int32Array.from(arcs) },
    unfilledCost: Float64Array.from({ length: lines }, () => step * (1 + roll(2))),
    valueMax: 3 * step,
  };
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  lines: fc.integer({ min: 1, max: 8 }),
  offers: fc.integer({ min: 1, max: 30 }),
  unitsMost: fc.constantFrom(1, 4, 30, 1_000_000),
  costMax: fc.constantFrom(0, 1, 4, 1_000),
  costStep: fc.constantFrom(1, 100),
  supply: fc.constantFrom(0.5, 1, 2),
  ways: fc.integer({ min: 1, max: 6 }),
});

type Flows = Pick<TransportAnswer, "line" | "offer" | "quantity" | "unfilled">;

function bought({ line, offer, quantity, unfilled }: Flows) {
  return {
    pairs: [...line].map((each, at) => `${each}:${offer[at]}:${quantity[at]}`).sort(),
    unfilled: [...unfilled],
  };
}

// Goal: an auction changes how long the way is, never where it ends. Method: random transports of all kinds, also such that
// nobody would hold one for, with few costs so that ties are everywhere; and a few large ones.
test("from a tree of an auction the simplex comes to the canonical answer of the ordinary one", () => {
  fc.assert(
    fc.property(fc.nat(), shapes, (seed, shape) => {
      const transport = market(seed, shape);
      const basis = auctionBasis(transport);
      optimiseTrimmed(transport, basis, everyArc(transport));
      settleTies(transport, basis, byName, optimiseTrimmed);
      expect(bought(readFlows(basis))).toEqual(bought(solveTransport(transport, byName)));
    }),
    { numRuns: 3_000 },
  );
});

// Goal: the first tree keeps the laws of a tree. Method: recompute what flows and what each pair costs from the transport.
test("the tree of an auction is one: it sells what there is, its pairs cost what their ends differ by, and all could flow", () => {
  fc.assert(
    fc.property(fc.nat(), shapes, (seed, shape) => {
      const transport = market(seed, shape);
      const basis = auctionBasis(transport);
      const { parent, flow, value, root, lineCount } = basis;
      const need = transport.demand.slice();
      const left = transport.capacity.slice();
      const cost = costOf(transport);
      for (let node = 0; node < root; node++) {
        const above = parent[node] as number;
        const amount = flow[node] as number;
        expect(amount).toBeGreaterThanOrEqual(0);
        if (above === root) {
          if (node < lineCount) need[node] = (need[node] ?? 0) - amount;
          else expect(amount).toBeLessThan(transport.capacity[node - lineCount] ?? 0);
          expect(value[node]).toBe(node < lineCount ? transport.unfilledCost[node] : 0);
          continue;
        }
        const [line, offer] = node < lineCount ? [node, above] : [above, node];
        // An offer below a line could give back; a line below an offer could always buy more.
        if (node >= lineCount) expect(amount).toBeGreaterThan(0);
        expect((value[line] ?? 0) - (value[offer] ?? 0)).toBe(cost.get(`${line}:${offer}`));
        need[line] = (need[line] ?? 0) - amount;
        left[offer - lineCount] = (left[offer - lineCount] ?? 0) - amount;
      }
      expect([...need].every((each) => each === 0)).toBe(true);
      for (const [offer, each] of left.entries()) {
        const isWhole = parent[lineCount + offer] !== root;
        if (isWhole) expect(each).toBe(0);
        else expect(each).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1_000 },
  );
});

function costOf({ columns: { start, arcs } }: Transport): Map<string, number> {
  const cost = new Map<string, number>();
  for (let line = 0; line + 1 < start.length; line++)
    for (let arc = start[line] ?? 0; arc < (start[line + 1] ?? 0); arc += 2)
      cost.set(`${line}:${arcs[arc]}`, arcs[arc + 1] ?? 0);
  return cost;
}

// Goal: it is worth its time. Method: years of call-offs, with single lots a day and with several, exchanges left beside
// those from the ordinary first tree.
test.each([
  { weeksOfEach: 13, contractsOfEach: 4, asked: 3_000, supply: 1.15 },
  { weeksOfEach: 13, contractsOfEach: 2, asked: 20_000, supply: 1.6 },
  { weeksOfEach: 13, contractsOfEach: 2, asked: 20_000, supply: 3 },
])(
  "hardly an exchange is left where the ordinary first tree leaves thousands: $asked lots, supply $supply",
  (year) => {
    for (const seed of [1, 2, 3]) {
      const { network, line } = callOffYear({ seed, koperasi: 300, weeks: 26, contracts: 8, ...year });
      const filling = new Filling(network);
      giveByTurns(filling, line);
      const { transport } = placementTransport(network, filling.totals);
      expect(suitsAuction(transport)).toBe(true);
      const exchangesFrom = (basis: Basis) => optimiseTrimmed(transport, basis, everyArc(transport)).pivots;
      expect(exchangesFrom(auctionBasis(transport))).toBeLessThan(exchangesFrom(crashBasis(transport)) / 10);
    }
  },
);

// Goal: seats are neither lost nor sold twice, and the price of a line is its lowest bid. Method: random parts put in one line
// with room for few of them, beside a plain list of seats.
test("the parts of a line are its seats, the cheapest first, however often they have to be put together", () => {
  const part = fc.record({
    who: fc.integer({ min: -1, max: 3 }),
    units: fc.integer({ min: 1, max: 9 }),
    bid: fc.nat({ max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (deeds) => {
      const room = 10;
      const parts: Parts = {
        start: Int32Array.of(0, room),
        count: Int32Array.of(0),
        holder: new Int32Array(room),
        amount: new Int32Array(room),
        bid: new Float64Array(room),
      };
      const held = new Map<number, number>();
      for (const { who, units, bid } of deeds) {
        held.set(who, (held.get(who) ?? 0) + units);
        put(parts, 0, who, units, bid);
        const now = Array.from({ length: parts.count[0] ?? 0 }, (_, at) => at);
        const sums = new Map<number, number>();
        for (const at of now)
          sums.set(parts.holder[at] ?? 0, (sums.get(parts.holder[at] ?? 0) ?? 0) + (parts.amount[at] ?? 0));
        for (const [each, amount] of held) expect(sums.get(each) ?? 0).toBe(amount);
        for (const at of now) {
          const above = at === 0 ? 0 : (at - 1) >> 1;
          expect(parts.bid[above]).toBeLessThanOrEqual(parts.bid[at] ?? 0);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
