import { type Amounts, worthOf } from "./amounts.ts";
import type { CellAnswer } from "./cell-answer.ts";
import { findPairs } from "./cell-pairs.ts";
import { idAt } from "./id-column.ts";
import { MATCH_FORMAT, type MatchInstance, type MatchPair } from "./instance.ts";
import type { CellRules } from "./market.ts";
import { orderCell } from "./order-cell.ts";
import type { MatchResult } from "./result.ts";
import type { CellRows } from "./rows.ts";

/**
 * A cell as a market in the file format, in id order, so that anyone can solve and verify it with their own program.
 * Costs are what the choice weighs. One object for every pair: for what people download, not for the night.
 */
export function cellInstance(rows: CellRows, rules: CellRules): MatchInstance {
  const cell = orderCell(rows, rules);
  const { start, arcs } = findPairs(cell);
  const pairs: MatchPair[] = [];
  for (const line of cell.lineRow.keys()) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2)
      pairs.push([line, arcs[arc] as number, arcs[arc + 1] as number]);
  }
  const { lines, lots } = rows;
  return {
    format: MATCH_FORMAT,
    classes: lines.urgency.reduce((most, urgency) => Math.max(most, urgency + 1), 1),
    lines: Array.from(cell.lineRow, (row) => ({
      id: idAt(lines.id, row),
      class: lines.urgency[row] as number,
      quantity: lines.quantity[row] as number,
    })),
    offers: Array.from(cell.lotRow, (row, lot) => ({
      id: idAt(lots.id, row),
      quantity: cell.canGive[lot] as number,
    })),
    pairs,
  };
}

/** The answer to a cell as a result in the file format; the verifier accepts it for `cellInstance` of the same cell. */
export function cellResult(rows: CellRows, rules: CellRules, answer: CellAnswer): MatchResult {
  const { lineRow, lotRow } = orderCell(rows, rules);
  const lineId = (row: number) => idAt(rows.lines.id, row);
  const lotId = (row: number) => idAt(rows.lots.id, row);
  const prices = (order: Int32Array, idOf: (row: number) => string, amounts: Amounts) =>
    Object.fromEntries(
      Array.from(order, (row) => [idOf(row), String(worthOf(amounts, row, answer.penalty))]),
    );
  return {
    format: MATCH_FORMAT,
    assignments: Array.from(answer.bought.quantity, (quantity, at) => ({
      line: lineId(answer.bought.line[at] as number),
      offer: lotId(answer.bought.lot[at] as number),
      quantity,
    })),
    unfilled: Array.from(lineRow, (row) => ({
      line: lineId(row),
      quantity: answer.unfilled[row] as number,
    })).filter(({ quantity }) => quantity > 0),
    filledByClass: answer.filledByClass.map(String),
    cost: String(answer.cost),
    unique: answer.unique,
    certificate: {
      penalty: String(answer.penalty),
      lineValue: prices(lineRow, lineId, answer.lineValue),
      offerRent: prices(lotRow, lotId, answer.lotRent),
    },
  };
}
