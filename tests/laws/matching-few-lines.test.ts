import fc from "fast-check";
import { expect, test } from "vitest";
import { crashBasis } from "#app/modules/matching/simplex/crash.ts";
import { everyArc } from "#app/modules/matching/simplex/optimal-basis.ts";
import { optimise } from "#app/modules/matching/simplex/optimise.ts";
import { optimiseTrimmed } from "#app/modules/matching/simplex/optimise-trimmed.ts";
import { solveFewLines } from "#app/modules/matching/simplex/solve-few-lines.ts";
import { solveTransport } from "#app/modules/matching/simplex/solve-transport.ts";
import type { Transport } from "#app/modules/matching/simplex/transport.ts";
import { tieHash } from "#app/modules/matching/tie-hash.ts";

// Goal: a tree without leaves is the same tree. Method: random transports, most of them with many more offers than lines
// and with costs so few that ties are everywhere, solved on a whole tree and on a trimmed one.
const transports: fc.Arbitrary<Transport> = fc
  .record({
    classes: fc.integer({ min: 1, max: 2 }),
    costMax: fc.constantFrom(0, 1, 4, 1_000),
    demand: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
    capacity: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 14 }),
    dice: fc.infiniteStream(fc.nat()),
  })
  .map(({ classes, costMax, demand, capacity, dice }) => {
    const roll = (sides: number) => dice.next().value % sides;
    const start = [0];
    const arcs: number[] = [];
    for (const _ of demand) {
      for (const offer of capacity.keys())
        if (roll(3) > 0) arcs.push(demand.length + offer, roll(costMax + 1));
      start.push(arcs.length);
    }
    const step = 2 * (demand.length + 1) * (costMax + 1);
    return {
      lineCount: demand.length,
      offerCount: capacity.length,
      demand: Float64Array.from(demand),
      capacity: Float64Array.from(capacity),
      columns: { start: Int32Array.from(start), arcs: Int32Array.from(arcs) },
      unfilledCost: Float64Array.from(demand, () => step * (1 + roll(classes))),
      valueMax: step * (classes + 1),
    };
  });

const byName = (line: number, offer: number, round: number) => tieHash(line * 31 + round, offer * 17);

type Flows = Pick<ReturnType<typeof solveTransport>, "line" | "offer" | "quantity" | "unfilled">;

const bought = ({ line, offer, quantity, unfilled }: Flows) => ({
  pairs: [...line].map((each, at) => `${each}:${offer[at]}:${quantity[at]}`).sort(),
  unfilled: [...unfilled],
});

test("few lines and many offers: the canonical answer is the one that a whole tree finds", () => {
  fc.assert(
    fc.property(transports, (transport) => {
      expect(bought(solveFewLines(transport, byName))).toEqual(bought(solveTransport(transport, byName)));
    }),
    { numRuns: 3_000 },
  );
});

test("a trimmed tree is whole again afterwards: nothing on it is left for the ordinary simplex to do", () => {
  fc.assert(
    fc.property(transports, (transport) => {
      const basis = crashBasis(transport);
      optimiseTrimmed(transport, basis, everyArc(transport));
      const values = basis.value.slice();
      expect(optimise(transport, basis, everyArc(transport)).pivots).toBe(0);
      expect(basis.value).toEqual(values);
    }),
    { numRuns: 500 },
  );
});
