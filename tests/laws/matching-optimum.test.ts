import fc from "fast-check";
import { expect, test } from "vitest";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import type { MatchResult } from "#app/modules/matching/result.ts";
import { solveMarket } from "#app/modules/matching/solve-market.ts";
import { idHash, tieHash } from "#app/modules/matching/tie-hash.ts";
import { arbitraryMarket } from "#tests/support/arbitrary-market.ts";
import { randomMarket } from "#tests/support/markets.ts";
import { referenceOptimum } from "#tests/support/reference-optimum.ts";
import { verdictOn } from "#tests/support/verdict.ts";

const small = arbitraryMarket({ sides: 8, quantity: 12, cost: 9, classes: 3 });

function tieIn({ lines, offers }: MatchInstance) {
  return (line: number, offer: number) =>
    tieHash(idHash(lines[line]?.id ?? "", 0), idHash(offers[offer]?.id ?? "", 0));
}

function tieSum({ assignments }: MatchResult): number {
  return assignments.reduce(
    (sum, { line, offer, quantity }) => sum + quantity * tieHash(idHash(line, 0), idHash(offer, 0)),
    0,
  );
}

test("the answer fills, costs and breaks ties exactly as an independent solver finds", async () => {
  const reference = await referenceOptimum();
  fc.assert(
    fc.property(small, (instance) => {
      const result = solveMarket(instance);
      const best = reference(instance, tieIn(instance));
      expect(result.filledByClass.map(Number)).toEqual(best.filledByClass);
      expect(Number(result.cost)).toBe(best.cost);
      expect(tieSum(result)).toBe(best.ties);
    }),
    { numRuns: 100 },
  );
});

test("the verifier accepts every answer of the solver, read back from its file", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 14, quantity: 100, cost: 50, classes: 5 }), (instance) => {
      expect(verdictOn(instance, JSON.parse(JSON.stringify(solveMarket(instance))))).toEqual({ ok: true });
    }),
    { numRuns: 400 },
  );
});

// Goal: `unique` and the canonical choice mean what they say. Method: write down every assignment of a tiny market.
test("among all assignments there is none better, none as good with smaller ties, and none as good when unique", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 3, quantity: 2, cost: 2, classes: 2 }), (instance) => {
      const result = solveMarket(instance);
      const tie = tieIn(instance);
      const scored = everyAssignment(instance).map((amounts) => {
        const sum = (weight: (pair: MatchInstance["pairs"][number]) => number) =>
          amounts.reduce(
            (total, amount, at) =>
              total + amount * weight(instance.pairs[at] as MatchInstance["pairs"][number]),
            0,
          );
        const fill = Array.from({ length: instance.classes }, (_, urgency) =>
          sum(([line]) => (instance.lines[line]?.class === urgency ? -1 : 0)),
        );
        return { rank: [...fill, sum(([, , cost]) => cost)], ties: sum(([line, offer]) => tie(line, offer)) };
      });
      scored.sort((a, b) => compareLists(a.rank, b.rank) || a.ties - b.ties);
      const best = scored[0] as (typeof scored)[number];
      const equals = scored.filter(({ rank }) => compareLists(rank, best.rank) === 0).length;
      expect([...result.filledByClass.map((filled) => -Number(filled) + 0), Number(result.cost)]).toEqual(
        best.rank.map((x) => x + 0),
      );
      expect(tieSum(result)).toBe(best.ties);
      expect(result.unique).toBe(equals === 1);
    }),
    { numRuns: 400 },
  );
});

function everyAssignment({ lines, offers, pairs }: MatchInstance): number[][] {
  const need = lines.map(({ quantity }) => quantity);
  const left = offers.map(({ quantity }) => quantity);
  const found: number[][] = [];
  const amounts: number[] = [];
  const place = (at: number) => {
    const pair = pairs[at];
    if (pair === undefined) {
      found.push([...amounts]);
      return;
    }
    const [line, offer] = pair;
    const most = Math.min(need[line] ?? 0, left[offer] ?? 0);
    for (let amount = 0; amount <= most; amount++) {
      amounts[at] = amount;
      need[line] = (need[line] ?? 0) - amount;
      left[offer] = (left[offer] ?? 0) - amount;
      place(at + 1);
      need[line] = (need[line] ?? 0) + amount;
      left[offer] = (left[offer] ?? 0) + amount;
    }
  };
  place(0);
  return found;
}

function compareLists(left: readonly number[], right: readonly number[]): number {
  for (const [at, value] of left.entries()) if (value !== right[at]) return value - (right[at] ?? 0);
  return 0;
}

test("the order of the lists changes nothing in the answer, certificate and uniqueness included", () => {
  const shuffled = arbitraryMarket({ sides: 9, quantity: 6, cost: 3, classes: 3 }).chain((instance) =>
    fc.record({
      instance: fc.constant(instance),
      lineOrder: permutation(instance.lines.length),
      offerOrder: permutation(instance.offers.length),
      pairOrder: permutation(instance.pairs.length),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ instance, lineOrder, offerOrder, pairOrder }) => {
      const moved = {
        ...instance,
        lines: lineOrder.map((at) => instance.lines[at] as MatchInstance["lines"][number]),
        offers: offerOrder.map((at) => instance.offers[at] as MatchInstance["offers"][number]),
        pairs: pairOrder.map((at) => {
          const [line, offer, cost] = instance.pairs[at] as MatchInstance["pairs"][number];
          return [lineOrder.indexOf(line), offerOrder.indexOf(offer), cost] as const;
        }),
      };
      expect(JSON.stringify(solveMarket(moved))).toBe(JSON.stringify(solveMarket(instance)));
    }),
    { numRuns: 200 },
  );
});

function permutation(length: number): fc.Arbitrary<number[]> {
  const all = Array.from({ length }, (_, at) => at);
  return fc.shuffledSubarray(all, { minLength: length, maxLength: length });
}

test("urgency decides who is served, never how much is served in all", () => {
  fc.assert(
    fc.property(small, (instance) => {
      const alike = solveMarket({
        ...instance,
        lines: instance.lines.map((line) => ({ ...line, class: 0 })),
      });
      expect(total(solveMarket(instance).filledByClass)).toBe(total(alike.filledByClass));
    }),
  );
});

test("another offer never lowers what the most urgent classes get", () => {
  fc.assert(
    fc.property(
      small,
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      (instance, quantity, cost) => {
        const more = {
          ...instance,
          offers: [...instance.offers, { id: "one more", quantity }],
          pairs: [
            ...instance.pairs,
            ...instance.lines.map((_, line) => [line, instance.offers.length, cost] as const),
          ],
        };
        const before = solveMarket(instance).filledByClass;
        const after = solveMarket(more).filledByClass;
        for (const at of before.keys())
          expect(total(after.slice(0, at + 1))).toBeGreaterThanOrEqual(total(before.slice(0, at + 1)));
      },
    ),
  );
});

test("a line gets no less when it is the most urgent than when it is the least", () => {
  fc.assert(
    fc.property(small, (instance) => {
      if (instance.lines.length === 0) return;
      const filledAs = (urgency: number) => {
        const lines = instance.lines.map((line, at) => ({
          ...line,
          class: at === 0 ? urgency : line.class + 1,
        }));
        const { assignments } = solveMarket({ ...instance, classes: instance.classes + 2, lines });
        return assignments.reduce((sum, { line, quantity }) => sum + (line === "line 0" ? quantity : 0), 0);
      };
      expect(filledAs(0)).toBeGreaterThanOrEqual(filledAs(instance.classes + 1));
    }),
  );
});

test("an offer that has more never raises any rent, because the smallest proof is the one given", () => {
  fc.assert(
    fc.property(small, fc.nat(), fc.integer({ min: 1, max: 5 }), (instance, pick, extra) => {
      if (instance.offers.length === 0) return;
      const chosen = pick % instance.offers.length;
      const more = {
        ...instance,
        offers: instance.offers.map((offer, at) =>
          at === chosen ? { ...offer, quantity: offer.quantity + extra } : offer,
        ),
      };
      const before = solveMarket(instance).certificate.offerRent;
      const after = solveMarket(more).certificate.offerRent;
      for (const { id, quantity } of instance.offers) {
        if (quantity > 0) expect(BigInt(after[id] ?? "0") <= BigInt(before[id] ?? "0")).toBe(true);
      }
    }),
  );
});

test("few pairs trade: no more than lines served and offers sold out together", () => {
  fc.assert(
    fc.property(arbitraryMarket({ sides: 10, quantity: 20, cost: 9, classes: 3 }), (instance) => {
      const { assignments } = solveMarket(instance);
      const sold = new Map<string, number>();
      for (const { offer, quantity } of assignments) sold.set(offer, (sold.get(offer) ?? 0) + quantity);
      const soldOut = instance.offers.filter(({ id, quantity }) => sold.get(id) === quantity).length;
      expect(assignments.length).toBeLessThanOrEqual(
        new Set(assignments.map(({ line }) => line)).size + soldOut,
      );
    }),
    { numRuns: 200 },
  );
});

test("no plain greedy fills more of the most urgent classes, nor more in all", () => {
  fc.assert(
    fc.property(small, (instance) => {
      const left = instance.offers.map(({ quantity }) => quantity);
      const greedy = Array.from({ length: instance.classes }, () => 0);
      const lines = instance.lines.map((line, at) => ({ ...line, at })).sort((a, b) => a.class - b.class);
      for (const line of lines) {
        let need = line.quantity;
        const pairs = instance.pairs.filter(([of]) => of === line.at).sort((a, b) => a[2] - b[2]);
        for (const [, offer] of pairs) {
          const taken = Math.min(need, left[offer] ?? 0);
          left[offer] = (left[offer] ?? 0) - taken;
          need -= taken;
          greedy[line.class] = (greedy[line.class] ?? 0) + taken;
        }
      }
      const exact = solveMarket(instance).filledByClass;
      for (const at of exact.keys())
        expect(total(exact.slice(0, at + 1))).toBeGreaterThanOrEqual(
          total(greedy.slice(0, at + 1).map(String)),
        );
    }),
  );
});

test("two markets that share no offer are answered together as they are apart", () => {
  fc.assert(
    fc.property(small, small, (left, right) => {
      const classes = Math.max(left.classes, right.classes);
      const renamed = {
        lines: right.lines.map((line) => ({ ...line, id: `other ${line.id}` })),
        offers: right.offers.map((offer) => ({ ...offer, id: `other ${offer.id}` })),
      };
      const both = solveMarket({
        ...left,
        classes,
        lines: [...left.lines, ...renamed.lines],
        offers: [...left.offers, ...renamed.offers],
        pairs: [
          ...left.pairs,
          ...right.pairs.map(
            ([line, offer, cost]) => [line + left.lines.length, offer + left.offers.length, cost] as const,
          ),
        ],
      });
      const apart = [solveMarket(left), solveMarket({ ...right, ...renamed })];
      const sorted = (list: readonly { line: string; offer?: string }[]) =>
        list.map((entry) => JSON.stringify(entry)).sort();
      expect(sorted(both.assignments)).toEqual(sorted(apart.flatMap(({ assignments }) => assignments)));
      expect(both.unique).toBe(apart.every(({ unique }) => unique));
    }),
  );
});

test("counting everything in smaller units changes the numbers and nothing else", () => {
  fc.assert(
    fc.property(small, fc.integer({ min: 2, max: 1000 }), (instance, factor) => {
      const finer = solveMarket({
        ...instance,
        lines: instance.lines.map((line) => ({ ...line, quantity: line.quantity * factor })),
        offers: instance.offers.map((offer) => ({ ...offer, quantity: offer.quantity * factor })),
      });
      const coarse = solveMarket(instance);
      expect(finer.assignments).toEqual(
        coarse.assignments.map((entry) => ({ ...entry, quantity: entry.quantity * factor })),
      );
      expect(finer.certificate).toEqual(coarse.certificate);
    }),
  );
});

// Such a market begins with the rents of a sample of it, and with a few pairs of each row.
test("rows too long to be worked on at once are solved to the optimum that an independent solver finds", async () => {
  const reference = await referenceOptimum();
  for (const [seed, supply] of [
    [11, 0.9],
    [12, 0.6],
    [13, 1.4],
  ] as const) {
    const market = randomMarket(seed, { lines: 8, offers: 210, degree: 210, supply });
    const rounded = {
      ...market,
      pairs: market.pairs.map(([line, offer, cost]) => [line, offer, Math.floor(cost / 500)] as const),
    };
    for (const instance of [market, rounded]) {
      const result = solveMarket(instance);
      expect(verdictOn(instance, result)).toEqual({ ok: true });
      const best = reference(instance, tieIn(instance));
      expect(result.filledByClass.map(Number)).toEqual(best.filledByClass);
      expect(Number(result.cost)).toBe(best.cost);
      expect(tieSum(result)).toBe(best.ties);
    }
  }
});

test("a market of tens of thousands of pairs is proven, and so is its reverse", () => {
  const market = randomMarket(3, { lines: 2_000, offers: 1_500, degree: 20 });
  const reversed = {
    ...market,
    lines: market.lines.toReversed(),
    offers: market.offers.toReversed(),
    pairs: market.pairs.map(([line, offer, cost]) => [1_999 - line, 1_499 - offer, cost] as const),
  };
  const result = solveMarket(market);
  expect(verdictOn(market, result)).toEqual({ ok: true });
  expect(JSON.stringify(solveMarket(reversed))).toBe(JSON.stringify(result));
});

function total(amounts: readonly string[]): number {
  return amounts.reduce((sum, amount) => sum + Number(amount), 0);
}
