import fc from "fast-check";
import { expect, test } from "vitest";
import { arrangeMarket } from "#app/modules/matching/arrange.ts";
import { splitMarket } from "#app/modules/matching/components.ts";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import type { Limits } from "#app/modules/matching/limits/limits.ts";
import { noLimits } from "#app/modules/matching/limits/no-limits.ts";
import { type LimitedPlan, planWithinLimits } from "#app/modules/matching/limits/plan-within-limits.ts";
import { columnsOf } from "#app/modules/matching/market-columns.ts";
import { solveTransport } from "#app/modules/matching/simplex/solve-transport.ts";
import type { Transport } from "#app/modules/matching/simplex/transport.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { randomMarket } from "#tests/support/markets.ts";
import { referencePlan } from "#tests/support/reference-plan.ts";

const tie = (line: number, offer: number, round: number) => (line * 31 + offer * 17 + round) % 1_000;

function transportsOf(instance: MatchInstance): Transport[] {
  return splitMarket(arrangeMarket(columnsOf(instance))).map(({ transport }) => transport);
}

function planned(transport: Transport, limits: Limits): LimitedPlan {
  return planWithinLimits(transport, solveTransport(transport, tie), limits, tie);
}

/** Every second offer delivers from `least`, lines take from at most `most` offers, a seller covers half of a line. */
function limitsFor(
  transport: Transport,
  least: number,
  most: number,
  isHard: boolean,
  halves: boolean,
): Limits {
  const { lineCount, offerCount, demand } = transport;
  return {
    leastPart: Float64Array.from({ length: offerCount }, (_, offer) => (offer % 2 === 0 ? least : 0)),
    leastOfPair: null,
    supplierOf: Int32Array.from({ length: offerCount }, (_, offer) => offer >> 1),
    suppliersMax: new Int32Array(lineCount).fill(most),
    extraFee: new Float64Array(lineCount).fill(isHard ? Number.POSITIVE_INFINITY : 3),
    shares: halves
      ? {
          groupOf: (line, offer) => (offer % 3 === 0 ? line : -1),
          room: demand.map((asked) => Math.ceil(asked / 2)),
        }
      : null,
  };
}

function expectKept(transport: Transport, limits: Limits, plan: LimitedPlan): void {
  const sold = new Float64Array(transport.offerCount);
  for (const [line, parts] of plan.parts.entries()) {
    let got = 0;
    let grouped = 0;
    for (const { offer, quantity } of parts) {
      expect(quantity).toBeGreaterThan(0);
      expect(quantity).toBeGreaterThanOrEqual(limits.leastPart[offer] as number);
      got += quantity;
      sold[offer] = (sold[offer] as number) + quantity;
      if ((limits.shares?.groupOf(line, offer) ?? -1) !== -1) grouped += quantity;
    }
    expect(got + (plan.missing[line] as number)).toBe(transport.demand[line]);
    if (limits.shares) expect(grouped).toBeLessThanOrEqual(limits.shares.room[line] as number);
    if (limits.extraFee[line] === Number.POSITIVE_INFINITY && (limits.suppliersMax[line] as number) > 0)
      expect(new Set(parts.map(({ offer }) => limits.supplierOf[offer])).size).toBeLessThanOrEqual(
        limits.suppliersMax[line] as number,
      );
  }
  for (const [offer, quantity] of sold.entries())
    expect(quantity).toBeLessThanOrEqual(transport.capacity[offer] as number);
}

test("a plan keeps every limit and every quantity, and never claims to beat the bound", () => {
  const limited = fc.record({
    instance: arbitraryMarket({ sides: 9, quantity: 20, cost: 30, classes: 3 }),
    least: fc.integer({ min: 0, max: 12 }),
    most: fc.integer({ min: 0, max: 3 }),
    isHard: fc.boolean(),
    halves: fc.boolean(),
  });
  fc.assert(
    fc.property(limited, ({ instance, least, most, isHard, halves }) => {
      for (const transport of transportsOf(instance)) {
        const limits = limitsFor(transport, least, most, isHard, halves);
        const pairs = transport.columns.arcs.slice();
        const plan = planned(transport, limits);
        expectKept(transport, limits, plan);
        expect(transport.columns.arcs).toEqual(pairs);
        expect(plan.gap).toBeGreaterThanOrEqual(0n);
        expect(plan.worth.unfilled).toBeGreaterThanOrEqual(plan.bound.unfilled);
      }
    }),
    { numRuns: 300 },
  );
});

// Goal: the certified gap is true. Method: the best plan of small markets by a solver for mixed integer programs, with no
// tolerance: it lies between the bound and the plan, first in what goes unfilled and then in what is paid.
test("the best plan there is lies between the bound and the plan, under every mixture of limits", async () => {
  const bestOf = await referencePlan();
  const limited = fc.record({
    instance: arbitraryMarket({ sides: 5, quantity: 9, cost: 9, classes: 2 }),
    least: fc.integer({ min: 0, max: 6 }),
    most: fc.integer({ min: 0, max: 2 }),
    isHard: fc.boolean(),
    halves: fc.boolean(),
  });
  let exact = 0;
  let count = 0;
  fc.assert(
    fc.property(limited, ({ instance, least, most, isHard, halves }) => {
      for (const transport of transportsOf(instance)) {
        const limits = limitsFor(transport, least, most, isHard, halves);
        const { worth, bound } = planned(transport, limits);
        const best = bestOf(transport, limits);
        count++;
        expect(bound.unfilled <= best.unfilled).toBe(true);
        if (bound.unfilled === best.unfilled) expect(bound.goods <= best.paid).toBe(true);
        expect(worth.unfilled >= best.unfilled).toBe(true);
        if (worth.unfilled !== best.unfilled) continue;
        expect(worth.goods + worth.handling >= best.paid).toBe(true);
        if (worth.goods + worth.handling === best.paid) exact++;
      }
    }),
    { numRuns: 150 },
  );
  // Nearly all plans of such small markets are the best there is.
  expect(exact / count).toBeGreaterThan(0.8);
});

test("without limits the plan is the optimum itself", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 9, quantity: 20, cost: 30, classes: 3 }), (instance) => {
      for (const transport of transportsOf(instance)) {
        const plan = planned(transport, noLimits(transport));
        expect(plan.worth).toEqual(plan.bound);
        expect(plan.gap).toBe(0n);
      }
    }),
    { numRuns: 200 },
  );
});

// Goal: the distance to the bound stays small where limits bite. Method: markets where a fifth of the lines want one
// seller and every lot has a least part; a plain greedy under the same rules is what a careful person would do by hand.
test("on the markets of a city a plan fills within one point of the bound and more than a plain greedy", () => {
  for (const seed of [11, 12]) {
    for (const transport of transportsOf(
      randomMarket(seed, { lines: 1_200, offers: 1_260, degree: 60, supply: 1.25 }),
    )) {
      const limits: Limits = {
        leastPart: Float64Array.from(transport.capacity, (has) => Math.min(5_000, has)),
        leastOfPair: null,
        supplierOf: Int32Array.from(transport.capacity.keys()),
        suppliersMax: Int32Array.from({ length: transport.lineCount }, (_, line) => (line % 5 === 0 ? 1 : 3)),
        extraFee: new Float64Array(transport.lineCount).fill(Number.POSITIVE_INFINITY),
        shares: null,
      };
      const plan = planned(transport, limits);
      expectKept(transport, limits, plan);
      const asked = transport.demand.reduce((sum, quantity) => sum + quantity, 0);
      expect(Number(plan.gap) / asked).toBeLessThan(0.01);
      expect(Number(plan.worth.filled)).toBeGreaterThan(greedyFill(transport, limits));
    }
  }
});

/** Lines in order of urgency, each from the cheapest offers that still can, as often as it may. */
function greedyFill(
  { columns: { start, arcs }, lineCount, ...transport }: Transport,
  limits: Limits,
): number {
  const left = transport.capacity.slice();
  const order = Array.from({ length: lineCount }, (_, line) => line).sort(
    (a, b) => (transport.unfilledCost[b] as number) - (transport.unfilledCost[a] as number) || a - b,
  );
  let filled = 0;
  for (const line of order) {
    const row: [offer: number, cost: number][] = [];
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2)
      row.push([(arcs[arc] as number) - lineCount, arcs[arc + 1] as number]);
    let missing = transport.demand[line] as number;
    let parts = 0;
    for (const [offer] of row.sort((a, b) => a[1] - b[1])) {
      const taken = Math.min(missing, left[offer] as number);
      if (parts === limits.suppliersMax[line] || taken === 0 || taken < (limits.leastPart[offer] as number))
        continue;
      left[offer] = (left[offer] as number) - taken;
      missing -= taken;
      filled += taken;
      parts++;
    }
  }
  return filled;
}
