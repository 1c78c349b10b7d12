import { findPairs, type PairRoom } from "#app/modules/matching/cell-pairs.ts";
import type { CellRules } from "#app/modules/matching/market.ts";
import { orderCell } from "#app/modules/matching/order-cell.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";

/** What a plain greedy would fill: lines by urgency, then by id, each from its cheapest lots with something left. */
export function greedyFill(rows: CellRows, rules: CellRules, room: PairRoom): bigint {
  const cell = orderCell(rows, rules);
  const { start, arcs } = findPairs(cell, room);
  const left = cell.canGive.slice();
  const urgency = (line: number) => rows.lines.urgency[cell.lineRow[line] as number] as number;
  const order = Int32Array.from(cell.lineRow.keys()).sort((a, b) => urgency(a) - urgency(b) || a - b);
  let filled = 0n;
  for (const line of order) {
    const row: number[] = [];
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) row.push(arc);
    row.sort((a, b) => (arcs[a + 1] as number) - (arcs[b + 1] as number) || a - b);
    let need = rows.lines.quantity[cell.lineRow[line] as number] as number;
    for (const arc of row) {
      if (need === 0) break;
      const lot = arcs[arc] as number;
      const taken = Math.min(need, left[lot] as number);
      left[lot] = (left[lot] as number) - taken;
      need -= taken;
      filled += BigInt(taken);
    }
  }
  return filled;
}
