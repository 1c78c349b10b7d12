import type { Exchange } from "./rehang.ts";
import type { SearchTerms } from "./search.ts";
import type { Columns } from "./transport.ts";
import type { TrimmedTree } from "./trimmed-tree.ts";

/** One run of the simplex on a trimmed tree; see `Search`, which is the same on a whole one. */
export type Walk = {
  readonly tree: TrimmedTree;
  readonly capacity: Float64Array;
  /** The arcs by offer instead of by line: row `offer` is `[line, cost, line, cost, …]`. */
  readonly rows: Columns;
  readonly terms: SearchTerms;
  readonly block: number;
  readonly exchange: Exchange;
  cursor: number;
  from: number;
  to: number;
  gain: number;
};

/**
 * Looks for an arc that would lower the cost, as `findEntering` does, but offer by offer: what lines are worth then stays
 * in the nearest cache, and what an offer is worth is worked out once for all its arcs.
 */
export function findByOffer(walk: Walk): boolean {
  const { block } = walk;
  const { start, arcs } = walk.rows;
  const { unfilledCost, mayReturn } = walk.terms;
  const { basis, leafOf, leafCost } = walk.tree;
  const { value, lineCount, root } = basis;
  const offerCount = root - lineCount;
  const rootValue = value[root] as number;
  let best = 0;
  let budget = block;
  let at = walk.cursor;
  for (let left = root; left > 0; left--) {
    if (at < offerCount) {
      const above = leafOf[at] as number;
      const worth =
        above === -1
          ? (value[lineCount + at] as number)
          : (value[above] as number) - (leafCost[at] as number);
      const begin = start[at] as number;
      const end = start[at + 1] as number;
      let reach = best - worth;
      let line = -1;
      for (let arc = begin; arc < end; arc += 2) {
        const over = (arcs[arc + 1] as number) - (value[arcs[arc] as number] as number);
        if (over < reach) {
          reach = over;
          line = arcs[arc] as number;
        }
      }
      if (line !== -1) {
        best = reach + worth;
        walk.from = line;
        walk.to = lineCount + at;
      }
      const back = worth - rootValue;
      if (back < best && mayReturn[at] === 1) {
        best = back;
        walk.from = root;
        walk.to = lineCount + at;
      }
      budget -= ((end - begin) >> 1) + 1;
    } else {
      const line = at - offerCount;
      const gain = (unfilledCost[line] as number) + rootValue - (value[line] as number);
      if (gain < best) {
        best = gain;
        walk.from = line;
        walk.to = root;
      }
      budget--;
    }
    at = at + 1 === root ? 0 : at + 1;
    if (budget <= 0) {
      if (best < 0) break;
      budget = block;
    }
  }
  walk.cursor = at;
  walk.gain = best;
  return best < 0;
}
