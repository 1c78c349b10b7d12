import { type Amounts, worthOf } from "./amounts.ts";
import type { CellAnswer } from "./cell-answer.ts";
import { pairRows } from "./cell-pairs.ts";
import { idAt } from "./id-column.ts";
import { MATCH_FORMAT, type MatchInstance } from "./instance.ts";
import type { CellRules } from "./market.ts";
import { orderCell } from "./order-cell.ts";
import type { MatchResult } from "./result.ts";
import type { CellRows } from "./rows.ts";

/**
 * A cell as a market in the file format, in id order, so that anyone can solve and verify it with their own program.
 * Costs are what the choice weighs. One object for every pair: for small markets; `instanceText` writes any.
 */
export function cellInstance(rows: CellRows, rules: CellRules): MatchInstance {
  return JSON.parse([...instanceText(rows, rules)].join(""));
}

const ROWS_PER_PIECE = 1000;

/** The same as the text of a market file, piece by piece. */
export function* instanceText(rows: CellRows, rules: CellRules): Generator<string> {
  const cell = orderCell(rows, rules);
  const { lines, lots } = rows;
  const classes = lines.urgency.reduce((most, urgency) => Math.max(most, urgency + 1), 1);
  yield `{ "format": "${MATCH_FORMAT}",\n"classes": ${classes},\n"lines": [`;
  yield* listed(cell.lineRow, (row) => {
    const id = JSON.stringify(idAt(lines.id, row));
    return `{ "id": ${id}, "class": ${lines.urgency[row]}, "quantity": ${lines.quantity[row]} }`;
  });
  yield `],\n"offers": [`;
  yield* listed(cell.lotRow, (row, lot) => {
    const id = JSON.stringify(idAt(lots.id, row));
    return `{ "id": ${id}, "quantity": ${cell.canGive[lot]} }`;
  });
  yield `],\n"pairs": [`;
  let line = 0;
  let before = "\n";
  for (const arcs of pairRows(cell)) {
    const row: string[] = [];
    for (let arc = 0; arc < arcs.length; arc += 2) row.push(`[${line},${arcs[arc]},${arcs[arc + 1]}]`);
    line++;
    if (row.length === 0) continue;
    yield before + row.join(",");
    before = ",\n";
  }
  yield "] }\n";
}

function* listed(order: Int32Array, text: (row: number, position: number) => string): Generator<string> {
  for (let from = 0; from < order.length; from += ROWS_PER_PIECE) {
    const piece = Array.from(order.subarray(from, from + ROWS_PER_PIECE), (row, at) => text(row, from + at));
    yield `${from === 0 ? "" : ","}\n${piece.join(",\n")}`;
  }
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
