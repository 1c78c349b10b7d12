import type { ArrangedMarket } from "./arrange.ts";
import { type Dual, wholeDual } from "./certificate.ts";
import { type Component, splitMarket } from "./components.ts";
import { ExactSum } from "./exact-sum.ts";
import { type Laps, noLaps } from "./laps.ts";
import type { TieBreak } from "./simplex/settle-ties.ts";
import { costOfSale, type SolvedComponent, solveComponent } from "./solve-component.ts";
import { idHashes, tieHash } from "./tie-hash.ts";

/** The canonical optimum of an arranged market, by position in it. */
export type SolvedMarket = {
  readonly bought: Sales;
  readonly unfilled: Float64Array;
  readonly filledByClass: readonly bigint[];
  readonly cost: bigint;
  readonly unique: boolean;
  readonly dual: Dual;
  readonly components: readonly SolvedComponent[];
};

/** Sorted by line, then offer; only quantities above zero. */
export type Sales = {
  readonly line: Int32Array;
  readonly offer: Int32Array;
  readonly quantity: Float64Array;
  readonly cost: Float64Array;
};

/** Solves and proves an arranged market, component by component. Uses up `market.arcs`. */
export function solveArranged(market: ArrangedMarket, lap: Laps = noLaps): SolvedMarket {
  const tieBreak = tieBreaks(market);
  const split = splitMarket(market);
  lap("components");
  const components = split.map((component) => solveComponent(component, tieBreak(component), lap));
  return wholeMarket(market, components);
}

/** Puts the solved components of a market together. */
export function wholeMarket(market: ArrangedMarket, components: readonly SolvedComponent[]): SolvedMarket {
  const bought = salesOf(market, components);
  const unfilled = market.lineQuantity.slice();
  for (const [at, line] of bought.line.entries())
    unfilled[line] = (unfilled[line] as number) - (bought.quantity[at] as number);
  return {
    bought,
    unfilled,
    ...addUp(market, bought),
    unique: components.every(({ answer }) => answer.unique),
    dual: wholeDual(market, components),
    components,
  };
}

/** Ties of a component are broken by the hashes of ids, computed once per round for the whole market. */
export function tieBreaks({
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

function salesOf({ lineQuantity }: ArrangedMarket, solved: readonly SolvedComponent[]): Sales {
  const start = new Int32Array(lineQuantity.length + 1);
  for (const { component, sales } of solved) {
    for (const [local, line] of component.lines.entries())
      start[line + 1] = (sales.start[local + 1] as number) - (sales.start[local] as number);
  }
  for (let line = 0; line < lineQuantity.length; line++)
    start[line + 1] = (start[line + 1] as number) + (start[line] as number);
  const count = start[lineQuantity.length] as number;
  const bought = {
    line: new Int32Array(count),
    offer: new Int32Array(count),
    quantity: new Float64Array(count),
    cost: new Float64Array(count),
  };
  for (const each of solved) {
    const { component, sales } = each;
    for (const [local, line] of component.lines.entries()) {
      let at = start[line] as number;
      for (let sale = sales.start[local] as number; sale < (sales.start[local + 1] as number); sale++, at++) {
        const offer = sales.offer[sale] as number;
        bought.line[at] = line;
        bought.offer[at] = component.offers[offer] as number;
        bought.quantity[at] = sales.quantity[sale] as number;
        bought.cost[at] = costOfSale(each, local, offer);
      }
    }
  }
  return bought;
}

function addUp({ classes, lineClass }: ArrangedMarket, bought: Sales) {
  const filled = Array.from({ length: classes }, () => new ExactSum());
  const cost = new ExactSum();
  for (const [at, quantity] of bought.quantity.entries()) {
    cost.add(quantity, bought.cost[at] as number);
    filled[lineClass[bought.line[at] as number] as number]?.add(quantity, 1);
  }
  return { cost: cost.total(), filledByClass: filled.map((sum) => sum.total()) };
}
