import { arrangeMarket } from "./arrange.ts";
import type { MatchInstance } from "./instance.ts";
import { columnsOf, type MarketColumns } from "./market-columns.ts";
import type { MatchResult } from "./result.ts";
import { resultText } from "./result-text.ts";
import { solveArranged } from "./solve-arranged.ts";

/**
 * Solves a market to the proven optimum (`formats/match.md`): the most urgent class is filled as far as possible, then
 * the next; among those answers the cheapest; among those the canonical one.
 *
 * Quantities are base units, costs milli-rupiah per base unit. The answer is a function of what the market says, not
 * of the order in which it says it. `unique` is true when no other assignment reaches the same fill in every class
 * at the same cost, that is, when the canonical choice had nothing to choose. Refuses a market that breaks the format
 * (`InstanceRefused`) and one whose numbers cannot be added exactly (`PrecisionRefused`); never rounds.
 */
export function solveMarket(instance: MatchInstance): MatchResult {
  return JSON.parse([...solveColumns(columnsOf(instance))].join(""));
}

/** As `solveMarket`, for a market of any size: columns in, the text of the result file out, once all is solved. */
export function solveColumns(columns: MarketColumns): Iterable<string> {
  const market = arrangeMarket(columns);
  return resultText(market, solveArranged(market));
}
