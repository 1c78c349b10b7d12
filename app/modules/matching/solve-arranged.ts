import { invariant } from "#app/kernel/errors.ts";
import { worthOf } from "./amounts.ts";
import type { ArrangedMarket } from "./arrange.ts";
import { type Dual, type SolvedComponent, wholeDual } from "./certificate.ts";
import { type Component, splitMarket } from "./components.ts";
import type { TieBreak } from "./simplex/settle-ties.ts";
import { solveTransport } from "./simplex/solve-transport.ts";
import { idHashes, tieHash } from "./tie-hash.ts";

/** The canonical optimum of an arranged market, by position in it. */
export type SolvedMarket = {
  /** Sorted by line, then offer; only quantities above zero. */
  readonly bought: Sales;
  readonly unfilled: Float64Array;
  readonly filledByClass: readonly bigint[];
  readonly cost: bigint;
  readonly unique: boolean;
  readonly dual: Dual;
  readonly components: readonly SolvedComponent[];
};

export type Sales = {
  readonly line: Int32Array;
  readonly offer: Int32Array;
  readonly quantity: Float64Array;
  readonly cost: Float64Array;
};

/** Solves an arranged market, component by component, and checks that what is spent is what the prices prove. */
export function solveArranged(market: ArrangedMarket): SolvedMarket {
  const tieBreak = tieBreaks(market);
  const components = splitMarket(market).map((component) => ({
    component,
    answer: solveTransport(component.transport, tieBreak(component)),
  }));
  const bought = salesOf(market, components);
  const unfilled = market.lineQuantity.slice();
  for (const [at, line] of bought.line.entries())
    unfilled[line] = (unfilled[line] as number) - (bought.quantity[at] as number);
  const dual = wholeDual(market, components);
  const { cost, filledByClass } = addUp(market, bought);
  assertProven(market, dual, unfilled, cost);
  const unique = components.every(({ answer }) => answer.unique);
  return { bought, unfilled, filledByClass, cost, unique, dual, components };
}

/** Ties of a component are broken by the hashes of ids, computed once per round for the whole market. */
function tieBreaks({
  lineIds,
  lineAt,
  offerIds,
  offerAt,
}: ArrangedMarket): (component: Component) => TieBreak {
  const rounds: { readonly lines: Int32Array; readonly offers: Int32Array }[] = [];
  const hashes = (round: number) => {
    rounds[round] ??= {
      lines: idHashes(lineIds, lineAt, round),
      offers: idHashes(offerIds, offerAt, round),
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

function salesOf({ start, arcs }: ArrangedMarket, solved: readonly SolvedComponent[]): Sales {
  const list: { line: number; offer: number; quantity: number }[] = [];
  for (const { component, answer } of solved) {
    for (const [at, quantity] of answer.quantity.entries()) {
      const line = component.lines[answer.line[at] as number] as number;
      const offer = component.offers[answer.offer[at] as number] as number;
      list.push({ line, offer, quantity });
    }
  }
  list.sort((a, b) => a.line - b.line || a.offer - b.offer);
  let arc = 0;
  const cost = Float64Array.from(list, ({ line, offer }) => {
    // The list is in the order of the pairs, so one walk over the pairs finds every cost.
    arc = Math.max(arc, start[line] as number);
    while (arcs[arc] !== offer) arc += 2;
    return arcs[arc + 1] as number;
  });
  return {
    line: Int32Array.from(list, ({ line }) => line),
    offer: Int32Array.from(list, ({ offer }) => offer),
    quantity: Float64Array.from(list, ({ quantity }) => quantity),
    cost,
  };
}

function addUp({ classes, lineClass }: ArrangedMarket, bought: Sales) {
  const filledByClass = Array.from({ length: classes }, () => 0n);
  let cost = 0n;
  for (const [at, amount] of bought.quantity.entries()) {
    const quantity = BigInt(amount);
    cost += quantity * BigInt(bought.cost[at] as number);
    const urgency = lineClass[bought.line[at] as number] as number;
    filledByClass[urgency] = (filledByClass[urgency] as bigint) + quantity;
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
    worth += BigInt(quantity) * worthOf(dual.lineValue, line, dual.penalty);
  }
  for (const [offer, quantity] of market.offerQuantity.entries())
    worth -= BigInt(quantity) * worthOf(dual.offerRent, offer, dual.penalty);
  invariant(primal === worth, `what is spent (${primal}) is what the prices prove (${worth})`);
}
