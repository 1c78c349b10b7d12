import { type CellPairs, findPairs, type PairRoom, roadMetres } from "#app/modules/matching/cell-pairs.ts";
import type { CellRules } from "#app/modules/matching/market.ts";
import { type OrderedCell, orderCell } from "#app/modules/matching/order-cell.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { type SolvedMarket, solveArranged } from "#app/modules/matching/solve-arranged.ts";
import { arrangedCell } from "#app/modules/matching/solve-cell.ts";

/** Matches a cell over the nearest few pairs of each line only: the yardstick for what leaving pairs out would cost. */
export function matchNearest(
  rows: CellRows,
  rules: CellRules,
  count: number,
  room: PairRoom,
): { readonly pairs: number; readonly solved: SolvedMarket } {
  const cell = orderCell(rows, rules);
  const pairs = keepNearest(cell, findPairs(cell, room), count);
  const kept = pairs.arcs.length / 2;
  return { pairs: kept, solved: solveArranged(arrangedCell(cell, pairs)) };
}

/** The nearest pairs of each line, by road and then by lot, in the order they were in. */
function keepNearest({ rows, lineRow, lotRow }: OrderedCell, pairs: CellPairs, count: number): CellPairs {
  const start = new Int32Array(pairs.start.length);
  const { arcs } = pairs;
  let used = 0;
  for (let line = 0; line < lineRow.length; line++) {
    const row: { readonly lot: number; readonly cost: number; readonly metres: number }[] = [];
    for (let arc = pairs.start[line] as number; arc < (pairs.start[line + 1] as number); arc += 2) {
      const lot = arcs[arc] as number;
      const metres = roadMetres(rows, lineRow[line] as number, lotRow[lot] as number);
      row.push({ lot, cost: arcs[arc + 1] as number, metres });
    }
    const nearest = row.sort((a, b) => a.metres - b.metres || a.lot - b.lot).slice(0, count);
    for (const { lot, cost } of nearest.sort((a, b) => a.lot - b.lot)) {
      arcs[used++] = lot;
      arcs[used++] = cost;
    }
    start[line + 1] = used;
  }
  return { ...pairs, start, arcs: arcs.subarray(0, used) };
}
