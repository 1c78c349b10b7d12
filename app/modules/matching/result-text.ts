import { type Amounts, worthOf } from "./amounts.ts";
import type { ArrangedMarket } from "./arrange.ts";
import { type IdColumn, idAt } from "./id-column.ts";
import { MATCH_FORMAT } from "./instance.ts";
import type { SolvedMarket } from "./solve-arranged.ts";

/** An answer as the text of a result file, piece by piece, so that none has to be held as a whole. */
export function* resultText(market: ArrangedMarket, solved: SolvedMarket): Generator<string> {
  const { bought, unfilled, dual } = solved;
  const lineId = (line: number) => JSON.stringify(idAt(market.lineIds, market.lineAt[line] as number));
  const offerId = (offer: number) => JSON.stringify(idAt(market.offerIds, market.offerAt[offer] as number));
  yield `{\n  "format": "${MATCH_FORMAT}",\n  "assignments": [`;
  yield* rows(bought.quantity.length, (at) => {
    const quantity = bought.quantity[at];
    return `{ "line": ${lineId(bought.line[at] as number)}, "offer": ${offerId(bought.offer[at] as number)}, "quantity": ${quantity} }`;
  });
  yield `],\n  "unfilled": [`;
  const missing = Int32Array.from(unfilled.keys()).filter((line) => (unfilled[line] as number) > 0);
  yield* rows(missing.length, (at) => {
    const line = missing[at] as number;
    return `{ "line": ${lineId(line)}, "quantity": ${unfilled[line]} }`;
  });
  const { filledByClass, cost, unique } = solved;
  yield `],\n  "filledByClass": ${JSON.stringify(filledByClass.map(String))},\n  "cost": "${cost}",\n  "unique": ${unique},\n`;
  yield `  "certificate": {\n  "penalty": "${dual.penalty}",\n  "lineValue": {`;
  yield* prices(market.lineIds, market.lineAt, dual.lineValue, dual.penalty);
  yield `},\n  "offerRent": {`;
  yield* prices(market.offerIds, market.offerAt, dual.offerRent, dual.penalty);
  yield "} }\n}\n";
}

function prices(ids: IdColumn, at: Int32Array, amounts: Amounts, penalty: bigint): Generator<string> {
  return rows(
    at.length,
    (position) =>
      `${JSON.stringify(idAt(ids, at[position] as number))}: "${worthOf(amounts, position, penalty)}"`,
  );
}

const ROWS_PER_PIECE = 1000;

function* rows(count: number, text: (at: number) => string): Generator<string> {
  for (let from = 0; from < count; from += ROWS_PER_PIECE) {
    const piece: string[] = [];
    for (let at = from; at < Math.min(count, from + ROWS_PER_PIECE); at++) piece.push(`\n    ${text(at)}`);
    yield (from === 0 ? "" : ",") + piece.join(",");
  }
}
