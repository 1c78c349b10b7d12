import { bareAmounts } from "./amounts.ts";
import type { ArrangedMarket } from "./arrange.ts";
import { type CellReasons, LISTED_MAX, type Listed, outcomeCode, type ShortageZone } from "./cell-answer.ts";
import type { RowOrder } from "./order-cell.ts";
import { markShortages } from "./shortage-zones.ts";
import type { SolvedMarket } from "./solve-arranged.ts";
import { tellLines } from "./tell-lines.ts";
import { tellLots } from "./tell-lots.ts";

/**
 * Why every line got what it got and every lot sold what it sold, in a few looks at every pair.
 *
 * Everything follows from the certificate: a lot is worth its cost plus its rent to whoever buys it, and a line buys
 * where that sum is the line's own value. How far a pair lies above that is how much dearer it would have been for
 * everyone together.
 */
export function explainCell(
  rowOf: RowOrder,
  market: Pick<ArrangedMarket, "lineQuantity" | "offerQuantity">,
  { components, dual }: Pick<SolvedMarket, "components" | "dual">,
): CellReasons {
  const reasons = bareReasons(rowOf, market);
  const zones: ShortageZone[] = [];
  for (const each of components) {
    tellLines(rowOf, dual, each, reasons);
    tellLots(rowOf, dual, each, reasons);
    markShortages(rowOf, each, reasons, zones);
  }
  return { ...reasons, zones };
}

/** What is true of lines and lots that belong to no component. */
function bareReasons(
  { lineRow, lotRow }: RowOrder,
  { lineQuantity, offerQuantity }: Pick<ArrangedMarket, "lineQuantity" | "offerQuantity">,
): Omit<CellReasons, "zones"> {
  const lines = lineRow.length;
  const lots = lotRow.length;
  const outcome = new Uint8Array(lines);
  for (const [line, row] of lineRow.entries())
    outcome[row] = outcomeCode(lineQuantity[line] === 0 ? "nothingAsked" : "noCandidate");
  const sellOutCut = new Float64Array(lots);
  for (const [lot, row] of lotRow.entries())
    sellOutCut[row] = offerQuantity[lot] === 0 ? 0 : Number.POSITIVE_INFINITY;
  return {
    outcome,
    candidates: new Int32Array(lines),
    alternatives: bareList(lines),
    cheaperButTaken: bareList(lines),
    sold: new Float64Array(lots),
    missedLine: new Int32Array(lots).fill(-1),
    missedCost: new Float64Array(lots),
    missedOver: bareAmounts(lots),
    sellOutCut,
    zoneOfLine: new Int32Array(lines).fill(-1),
    zoneOfLot: new Int32Array(lots).fill(-1),
  };
}

function bareList(lines: number): Listed {
  const length = lines * LISTED_MAX;
  return { lot: new Int32Array(length).fill(-1), cost: new Float64Array(length), over: bareAmounts(length) };
}
