import type { Search } from "./search.ts";

/**
 * Looks for an arc that would lower the cost, block by block from where the last search ended, and notes the best
 * one of the first block that has any in `from`, `to` and `gain` (below zero). False when there is none: the tree is
 * optimal over the arcs of this search.
 *
 * A line may buy from an offer whose rent plus cost is below the line's value, or go unfilled when that is cheaper;
 * a sold-out offer may keep something back when its rent is below nothing.
 */
export function findEntering(search: Search): boolean {
  const { basis, columns, unfilledCost, mayReturn, block } = search;
  const { arcs, start } = columns;
  const { value, lineCount, root } = basis;
  const rootValue = value[root] as number;
  let best = 0;
  let budget = block;
  let at = search.cursor;
  for (let left = root; left > 0; left--) {
    if (at < lineCount) {
      const lineValue = value[at] as number;
      const end = start[at + 1] as number;
      const begin = start[at] as number;
      let reach = lineValue + best;
      let target = -1;
      for (let arc = begin; arc < end; arc += 2) {
        const offer = arcs[arc] as number;
        const landed = (arcs[arc + 1] as number) + (value[offer] as number);
        if (landed < reach) {
          reach = landed;
          target = offer;
        }
      }
      const giveUp = (unfilledCost[at] as number) + rootValue;
      if (giveUp < reach) {
        reach = giveUp;
        target = root;
      }
      if (target !== -1) {
        best = reach - lineValue;
        search.from = at;
        search.to = target;
      }
      budget -= ((end - begin) >> 1) + 1;
    } else {
      const gain = (value[at] as number) - rootValue;
      if (gain < best && mayReturn[at - lineCount] === 1) {
        best = gain;
        search.from = root;
        search.to = at;
      }
      budget--;
    }
    at = at + 1 === root ? 0 : at + 1;
    if (budget <= 0) {
      if (best < 0) break;
      budget = block;
    }
  }
  search.cursor = at;
  search.gain = best;
  return best < 0;
}
