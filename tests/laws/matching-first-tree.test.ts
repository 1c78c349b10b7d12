import fc from "fast-check";
import { expect, test } from "vitest";
import { firstTree } from "#app/modules/matching/simplex/first-tree.ts";
import { arcStore, type Transport } from "#app/modules/matching/simplex/transport.ts";

const UNFILLED = 10_000;

const transports = fc
  .record({
    demand: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
    capacity: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 }),
    costMax: fc.constantFrom(0, 3, 50),
    seed: fc.infiniteStream(fc.nat({ max: 1000 })),
  })
  .map(({ demand, capacity, costMax, seed }): Transport => {
    const draw = (below: number) => (seed.next().value as number) % below;
    const rows = demand.map(() =>
      capacity.flatMap((_, offer) => (draw(3) === 0 ? [] : [demand.length + offer, draw(costMax + 1)])),
    );
    const start = Int32Array.of(0, ...rows.map((_, at) => rows.slice(0, at + 1).flat().length));
    const arcs = arcStore(start.at(-1) as number, costMax);
    arcs.set(rows.flat());
    return {
      lineCount: demand.length,
      offerCount: capacity.length,
      demand: Float64Array.from(demand),
      capacity: Float64Array.from(capacity),
      columns: { start, arcs },
      unfilledCost: Float64Array.from(demand, () => UNFILLED * (1 + draw(3))),
      valueMax: 100 * UNFILLED,
    };
  });

/** What line `line` pays in the pair with `offer`, or null when there is no such pair. */
function costOf({ columns: { arcs, start } }: Transport, line: number, offer: number): number | null {
  for (let at = start[line] as number; at < (start[line + 1] as number); at += 2)
    if (arcs[at] === offer) return arcs[at + 1] as number;
  return null;
}

test("a first tree is strongly feasible, conserves every quantity, and is worth what its arcs cost", () => {
  fc.assert(
    fc.property(transports, (transport) => {
      const { lineCount, demand, capacity, unfilledCost } = transport;
      const { parent, flow, value, root } = firstTree(transport);
      const sold = new Float64Array(root);
      for (let line = 0; line < lineCount; line++) {
        const above = parent[line] as number;
        expect(flow[line]).toBe(demand[line]);
        const cost = above === root ? unfilledCost[line] : costOf(transport, line, above);
        expect((value[line] as number) - (value[above] as number)).toBe(cost);
        if (above !== root) sold[above] = (sold[above] as number) + (flow[line] as number);
      }
      for (let offer = lineCount; offer < root; offer++) {
        expect(parent[offer]).toBe(root);
        expect(flow[offer]).toBe(sold[offer]);
        // Room towards the root, without which exchanges could cycle.
        expect(flow[offer]).toBeLessThan(capacity[offer - lineCount] as number);
      }
    }),
    { numRuns: 500 },
  );
});

test("lines that are content at first sight are served in the first tree; others begin flat", () => {
  const market = (capacity: number[], cost: number[]): Transport => ({
    lineCount: 2,
    offerCount: 2,
    demand: Float64Array.of(5, 5),
    capacity: Float64Array.from(capacity),
    columns: {
      start: Int32Array.of(0, 4, 8),
      arcs: Int32Array.of(
        2,
        cost[0] as number,
        3,
        cost[1] as number,
        2,
        cost[0] as number,
        3,
        cost[1] as number,
      ),
    },
    unfilledCost: Float64Array.of(UNFILLED, UNFILLED),
    valueMax: 100 * UNFILLED,
  });
  expect([...firstTree(market([9, 9], [1, 1])).parent.slice(0, 2)]).toEqual([2, 3]);
  expect([...firstTree(market([4, 4], [1, 2])).parent.slice(0, 2)]).toEqual([4, 4]);
});
