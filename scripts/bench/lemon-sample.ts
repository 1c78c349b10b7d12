import { findPairs } from "#app/modules/matching/cell-pairs.ts";
import { type Component, splitMarket } from "#app/modules/matching/components.ts";
import { nightParts, takePart } from "#app/modules/matching/night-parts.ts";
import { orderCell } from "#app/modules/matching/order-cell.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { optimalBasis } from "#app/modules/matching/simplex/optimal-basis.ts";
import { arrangedCell } from "#app/modules/matching/solve-cell.ts";
import { syntheticRules } from "#scripts/synthetic/market.ts";
import { lemon } from "./other-solvers.ts";

// Parts by their rank in size: markets of some million pairs down to some ten thousand.
const SAMPLED = [2, 8, 20, 60];
const RUNS = { few: 3, many: 25 };
// Markets up to so many pairs take milliseconds: a few runs would measure the compiler of the language, not the solver.
const MANY_RUNS_PAIRS = 200_000;
// Beyond this LEMON's graph alone takes gigabytes and its runs take minutes.
const PAIRS_MAX = 5_000_000;

/** The largest component of some parts of a night beside LEMON's NetworkSimplex, on the same arrays. */
export function besideLemon(rows: CellRows): Record<string, string | number> {
  const other = lemon();
  if (other === null) return { "against LEMON": "not at hand" };
  const parts = nightParts(rows);
  const times = { ours: 0, theirs: 0 };
  const ratios: number[] = [];
  for (const rank of SAMPLED) {
    const part = parts[rank];
    const component = part && largestOf(takePart(rows, part));
    if (!component || component.transport.columns.arcs.length / 2 > PAIRS_MAX) continue;
    const pairs = component.transport.columns.arcs.length / 2;
    const runs = pairs > MANY_RUNS_PAIRS ? RUNS.few : RUNS.many;
    const theirs = other(component.transport, runs).milliseconds;
    const ours = provingTime(component, runs);
    times.ours += ours;
    times.theirs += theirs;
    ratios.push(ours / theirs);
  }
  return {
    "solve over LEMON, sampled": Math.round((100 * times.ours) / times.theirs) / 100,
    "  by sampled component": ratios.map((ratio) => ratio.toFixed(2)).join(" · "),
  };
}

function largestOf(rows: CellRows): Component | undefined {
  const cell = orderCell(rows, syntheticRules);
  const components = splitMarket(arrangedCell(cell, findPairs(cell)));
  const size = ({ transport }: Component) => transport.columns.arcs.length;
  return components.sort((a, b) => size(b) - size(a))[0];
}

/** Milliseconds of processor time to the proven optimum, the median of a few runs. */
function provingTime({ transport }: Component, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const from = process.cpuUsage().user;
    optimalBasis(transport);
    return (process.cpuUsage().user - from) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] as number;
}
