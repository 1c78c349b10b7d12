import { invariant } from "#app/kernel/errors.ts";
import { type ArrangedMarket, arrangeMarket } from "./arrange.ts";
import { type Dual, type SolvedComponent, wholeDual } from "./certificate.ts";
import { type Component, splitMarket } from "./components.ts";
import { MATCH_FORMAT, type MatchInstance } from "./instance.ts";
import type { MatchResult } from "./result.ts";
import type { TieBreak } from "./simplex/settle-ties.ts";
import { solveTransport } from "./simplex/solve-transport.ts";
import { idHash, tieHash } from "./tie-hash.ts";

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
  const tieBreak = tieBreaks(market);
  const solved = splitMarket(market).map((component) => ({
    component,
    answer: solveTransport(component.transport, tieBreak(component)),
  }));
  return writeResult(market, solved);
}

/** Ties of a component are broken by the hashes of ids, computed once per round for the whole market. */
function tieBreaks({ lineIds, offerIds }: ArrangedMarket): (component: Component) => TieBreak {
  const rounds: { readonly lines: Int32Array; readonly offers: Int32Array }[] = [];
  const hashes = (round: number) => {
    rounds[round] ??= {
      lines: Int32Array.from(lineIds, (id) => idHash(id, round)),
      offers: Int32Array.from(offerIds, (id) => idHash(id, round)),
    };
    return rounds[round];
  };
  return ({ lines, offers }) =>
    (line, offer, round) => {
      const hashed = hashes(round);
      return tieHash(
        hashed.lines[lines[line] as number] as number,
        hashed.offers[offers[offer] as number] as number,
      );
    };
}

/** Puts the answers of all components together, in id order. */
function writeResult(market: ArrangedMarket, solved: readonly SolvedComponent[]): MatchResult {
  const { lineIds, offerIds, lineQuantity } = market;
  const unfilled = lineQuantity.slice();
  const bought: { line: number; offer: number; quantity: number }[] = [];
  for (const { component, answer } of solved) {
    for (const [at, quantity] of answer.quantity.entries()) {
      const line = component.lines[answer.line[at] as number] as number;
      const offer = component.offers[answer.offer[at] as number] as number;
      bought.push({ line, offer, quantity });
      unfilled[line] = (unfilled[line] as number) - quantity;
    }
  }
  bought.sort((a, b) => a.line - b.line || a.offer - b.offer);
  const dual = wholeDual(market, solved);
  const { cost, filledByClass } = addUp(market, bought);
  assertProven(market, dual, unfilled, cost);
  return {
    format: MATCH_FORMAT,
    assignments: bought.map(({ line, offer, quantity }) => ({
      line: lineIds[line] as string,
      offer: offerIds[offer] as string,
      quantity,
    })),
    unfilled: Array.from(unfilled, (quantity, line) => ({ line: lineIds[line] as string, quantity })).filter(
      ({ quantity }) => quantity > 0,
    ),
    filledByClass: filledByClass.map(String),
    cost: String(cost),
    unique: solved.every(({ answer }) => answer.unique),
    certificate: {
      penalty: String(dual.penalty),
      lineValue: Object.fromEntries(lineIds.map((id, line) => [id, String(dual.lineValue[line])])),
      offerRent: Object.fromEntries(offerIds.map((id, offer) => [id, String(dual.offerRent[offer])])),
    },
  };
}

function addUp(market: ArrangedMarket, bought: readonly { line: number; offer: number; quantity: number }[]) {
  const filledByClass = Array.from({ length: market.classes }, () => 0n);
  let cost = 0n;
  let at = 0;
  for (const { line, offer, quantity } of bought) {
    // `bought` is in the order of the pairs, so one walk over the pairs finds every cost.
    at = Math.max(at, market.start[line] as number);
    while (market.pairOffer[at] !== offer) at++;
    cost += BigInt(quantity) * BigInt(market.pairCost[at] as number);
    const urgency = market.lineClass[line] as number;
    filledByClass[urgency] = (filledByClass[urgency] as bigint) + BigInt(quantity);
  }
  return { cost, filledByClass };
}

/** What was spent equals what the prices say it is worth. A difference of one unit would be our mistake, not the market's. */
function assertProven(market: ArrangedMarket, dual: Dual, unfilled: Float64Array, cost: bigint): void {
  let primal = cost;
  let worth = 0n;
  for (const [line, quantity] of market.lineQuantity.entries()) {
    const steps = BigInt(market.classes - (market.lineClass[line] as number));
    primal += BigInt(unfilled[line] as number) * dual.penalty * steps;
    worth += BigInt(quantity) * (dual.lineValue[line] as bigint);
  }
  for (const [offer, quantity] of market.offerQuantity.entries())
    worth -= BigInt(quantity) * (dual.offerRent[offer] as bigint);
  invariant(primal === worth, `what is spent (${primal}) is what the prices prove (${worth})`);
}
