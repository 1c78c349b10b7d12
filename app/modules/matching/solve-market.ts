import { worthOf } from "./amounts.ts";
import { arrangeMarket } from "./arrange.ts";
import { idAt } from "./id-column.ts";
import { MATCH_FORMAT, type MatchInstance } from "./instance.ts";
import type { MatchResult } from "./result.ts";
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
  const market = arrangeMarket(instance);
  const { bought, unfilled, filledByClass, cost, unique, dual } = solveArranged(market);
  const lineIds = Array.from(market.lineAt, (at) => idAt(market.lineIds, at));
  const offerIds = Array.from(market.offerAt, (at) => idAt(market.offerIds, at));
  return {
    format: MATCH_FORMAT,
    assignments: Array.from(bought.quantity, (quantity, at) => ({
      line: lineIds[bought.line[at] as number] as string,
      offer: offerIds[bought.offer[at] as number] as string,
      quantity,
    })),
    unfilled: Array.from(unfilled, (quantity, line) => ({ line: lineIds[line] as string, quantity })).filter(
      ({ quantity }) => quantity > 0,
    ),
    filledByClass: filledByClass.map(String),
    cost: String(cost),
    unique,
    certificate: {
      penalty: String(dual.penalty),
      lineValue: Object.fromEntries(
        lineIds.map((id, line) => [id, String(worthOf(dual.lineValue, line, dual.penalty))]),
      ),
      offerRent: Object.fromEntries(
        offerIds.map((id, offer) => [id, String(worthOf(dual.offerRent, offer, dual.penalty))]),
      ),
    },
  };
}
