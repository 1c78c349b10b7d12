import { type Amounts, amountAt } from "../amounts.ts";
import type { ArrangedMarket } from "../arrange.ts";
import { type IdColumn, idAt } from "../id-column.ts";
import { arcStore } from "../simplex/transport.ts";
import { type SolvedMarket, solveArranged } from "../solve-arranged.ts";
import { idHash } from "../tie-hash.ts";
import { emptyMarket, type LiveMarket, reserveStep, type Side, whenUnfilled } from "./live-market.ts";
import { Settler } from "./settle.ts";
import { findTieValues } from "./tie-values.ts";

/** As `openSolved`, for whoever needs the live market alone. */
export function openMarket(arranged: ArrangedMarket): Settler {
  return openSolved(arranged).settler;
}

/**
 * Solves an arranged market and opens a live one on the answer. Uses up `arranged.arcs`. Refuses numbers that cannot be
 * added exactly (`PrecisionRefused`), with room for the market to grow.
 */
export function openSolved(arranged: ArrangedMarket): {
  readonly settler: Settler;
  readonly solved: SolvedMarket;
} {
  const market = withPairs(arranged);
  const solved = solveArranged(arranged);
  const { bought, dual } = solved;
  return { settler: takeAnswer(market, { bought, ...dual }), solved };
}

/** An optimum and the values that prove it, by position in an arranged market. */
export type KnownAnswer = {
  readonly bought: Pick<SolvedMarket["bought"], "line" | "offer" | "quantity">;
  readonly lineValue: Amounts;
  readonly offerRent: Amounts;
};

/** Opens a live market on an answer that was proven and published before; whoever brings it vouches for it. */
export function openKnown(arranged: ArrangedMarket, answer: KnownAnswer): Settler {
  return takeAnswer(withPairs(arranged), answer);
}

function withPairs(arranged: ArrangedMarket): LiveMarket {
  const market = emptyMarket(arranged.classes);
  const { lines, offers } = market;
  fillSide(lines, namesOf(arranged.lineIds, arranged.lineAt), arranged.lineQuantity);
  fillSide(offers, namesOf(arranged.offerIds, arranged.offerAt), arranged.offerQuantity);
  market.lineClass.at = arranged.lineClass.slice();
  reserveStep(market, Math.min(lines.ids.length, offers.ids.length), arranged.costMax);
  lines.limit.at = Float64Array.from(arranged.lineClass, (urgency) => whenUnfilled(market, urgency));
  takePairs(market, arranged);
  return market;
}

function takeAnswer(market: LiveMarket, { bought, lineValue, offerRent }: KnownAnswer): Settler {
  const { lines, offers, trades } = market;
  for (const [at, quantity] of bought.quantity.entries()) {
    const line = bought.line[at] as number;
    const offer = bought.offer[at] as number;
    trades.buy(line, offer, quantity);
    lines.loose.add(line, -quantity);
    offers.loose.add(offer, -quantity);
  }
  takeValues(market, lines, lineValue);
  takeValues(market, offers, offerRent);
  findTieValues(market);
  return new Settler(market);
}

function namesOf(ids: IdColumn, order: Int32Array): string[] {
  return Array.from(order, (at) => idAt(ids, at));
}

function fillSide(side: Side, ids: readonly string[], quantity: Float64Array): void {
  for (const [place, id] of ids.entries()) {
    side.ids.push(id);
    side.places.set(id, place);
  }
  const empty = () => new Float64Array(ids.length);
  side.hash.at = Int32Array.from(ids, (id) => idHash(id, 0));
  side.quantity.at = quantity.slice();
  side.loose.at = quantity.slice();
  side.value.at = empty();
  side.tie.at = empty();
  side.limit.at = empty();
  side.chain.first.at = new Int32Array(ids.length).fill(-1);
}

function takePairs({ lines, offers }: LiveMarket, { start, arcs, idle, costMax }: ArrangedMarket): void {
  const byOffer = arcStore(arcs.length, costMax);
  const offerStart = new Int32Array(offers.ids.length + 1);
  for (let at = 0; at < arcs.length; at += 2) {
    const offer = arcs[at] as number;
    offerStart[offer + 1] = (offerStart[offer + 1] as number) + 2;
  }
  for (let offer = 0; offer < offers.ids.length; offer++)
    offerStart[offer + 1] = (offerStart[offer + 1] as number) + (offerStart[offer] as number);
  const next = offerStart.slice();
  for (let line = 0; line < lines.ids.length; line++) {
    for (let at = start[line] as number; at < (start[line + 1] as number); at += 2) {
      const offer = arcs[at] as number;
      const to = next[offer] as number;
      byOffer[to] = line;
      byOffer[to + 1] = arcs[at + 1] as number;
      next[offer] = to + 2;
    }
  }
  lines.pairs.takeOver(start, arcs.slice());
  offers.pairs.takeOver(offerStart, byOffer);
  for (const { line, offer, cost } of idle) {
    lines.pairs.append(line, offer, cost);
    offers.pairs.append(offer, line, cost);
  }
}

function takeValues({ step }: LiveMarket, { value, ids }: Side, amounts: Amounts): void {
  for (const place of ids.keys()) {
    const { steps, milli } = amountAt(amounts, place);
    value.at[place] = steps * step + milli;
  }
}
