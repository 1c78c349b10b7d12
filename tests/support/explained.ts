import { arrangeMarket } from "#app/modules/matching/arrange.ts";
import { Explainer } from "#app/modules/matching/explain.ts";
import { explainCell } from "#app/modules/matching/explain-cell.ts";
import type { MatchInstance } from "#app/modules/matching/instance.ts";
import { columnsOf } from "#app/modules/matching/market-columns.ts";
import { solveArranged } from "#app/modules/matching/solve-arranged.ts";

/** The reasons of a market whose costs are written down pair by pair; rows are its lines and offers as listed. */
export function explained(instance: MatchInstance): Explainer {
  const market = arrangeMarket(columnsOf(instance));
  const solved = solveArranged(market);
  const order = { lineRow: market.lineAt, lotRow: market.offerAt };
  const why = explainCell(order, market, solved);
  const rankOf = (rows: Int32Array, row: number) => rows.indexOf(row);
  const amounts = (rows: Int32Array, of: { steps: Int32Array; milli: Float64Array }) => ({
    steps: of.steps.map((_, row) => of.steps[rankOf(rows, row)] as number),
    milli: of.milli.map((_, row) => of.milli[rankOf(rows, row)] as number),
  });
  return new Explainer(
    {
      lines: {
        id: market.lineIds,
        urgency: Int32Array.from(instance.lines, (line) => line.class),
        quantity: Float64Array.from(instance.lines, (line) => line.quantity),
      },
      lots: { id: market.offerIds, available: Float64Array.from(instance.offers, (offer) => offer.quantity) },
    },
    {
      bought: {
        line: solved.bought.line.map((at) => market.lineAt[at] as number),
        lot: solved.bought.offer.map((at) => market.offerAt[at] as number),
        quantity: solved.bought.quantity,
        cost: solved.bought.cost,
      },
      unfilled: solved.unfilled.map((_, row) => solved.unfilled[rankOf(market.lineAt, row)] as number),
      lineValue: amounts(market.lineAt, solved.dual.lineValue),
      lotRent: amounts(market.offerAt, solved.dual.offerRent),
      why,
    },
  );
}
