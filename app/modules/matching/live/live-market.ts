import { refuseUnlessExact } from "../simplex/transport.ts";
import { type Column, intColumn, wideColumn } from "./column.ts";
import { Journal } from "./journal.ts";
import { Neighbours } from "./neighbours.ts";
import { type Chain, Trades } from "./trades.ts";

/**
 * One side of a live market, the lines or the offers. What holds for one holds for the other turned round, so all
 * that follows is written once: a line that lacks goods is to the market what an offer with goods left is.
 *
 * `value` and `tie` are one number in two parts, compared money first: what one unit more is worth at a line, what
 * rent an offer earns. `loose` is what of a quantity does not trade: a line's unfilled part, an offer's unsold part.
 */
export type Side = {
  /** 1 for lines, whose value rises until they trade; -1 for offers, whose rent falls until they do. */
  readonly sign: 1 | -1;
  readonly ids: string[];
  /** Where each id stands; those that were withdrawn are not in it. */
  readonly places: Map<string, number>;
  readonly hash: Column<Int32Array>;
  readonly quantity: Column<Float64Array>;
  readonly loose: Column<Float64Array>;
  readonly value: Column<Float64Array>;
  readonly tie: Column<Float64Array>;
  /** The value at which going without is as good as trading: the price of being unfilled; no rent at all. */
  readonly limit: Column<Float64Array>;
  readonly pairs: Neighbours;
  readonly chain: Chain;
};

/**
 * A market that is kept solved while it changes. Between two events the following holds, and is the proof that what
 * flows is the canonical optimum (`formats/match.md`), over all pairs and in exact integers:
 *
 *   every pair       cost + rent − value is zero or more, and zero where the pair trades
 *   every line       value is at most its limit, and exactly that where something is unfilled
 *   every offer      rent is zero or more, and exactly zero where something is unsold
 *
 * Costs, values and rents have two parts, money and tie, and are compared money first. Because the tie of a pair is
 * the hash that chooses among equal answers, the proof covers the choice as well as the cost.
 */
export type LiveMarket = {
  readonly classes: number;
  readonly journal: Journal;
  readonly lines: Side;
  readonly offers: Side;
  readonly lineClass: Column<Int32Array>;
  readonly trades: Trades;
  /** One step of urgency, in money; see `reserveStep`. Grows, never shrinks. */
  step: number;
  /** No pair has ever cost more. */
  costMax: number;
  /** No side has ever had fewer places than this on the shorter one. */
  shorter: number;
};

/** A market with nobody in it, for `classes` classes of urgency. */
export function emptyMarket(classes: number): LiveMarket {
  const journal = new Journal();
  const trades = new Trades(journal);
  const side = (sign: 1 | -1, chain: Chain): Side => ({
    sign,
    ids: [],
    places: new Map(),
    hash: intColumn(journal),
    quantity: wideColumn(journal),
    loose: wideColumn(journal),
    value: wideColumn(journal),
    tie: wideColumn(journal),
    limit: wideColumn(journal),
    pairs: new Neighbours(journal),
    chain,
  });
  return {
    classes,
    journal,
    lines: side(1, trades.ofLine),
    offers: side(-1, trades.ofOffer),
    lineClass: intColumn(journal),
    trades,
    step: 1,
    costMax: 0,
    shorter: 0,
  };
}

/** What a line of a class is worth unfilled: one step for each class it comes before, itself included. */
export function whenUnfilled({ classes, step }: LiveMarket, urgency: number): number {
  return (classes - urgency) * step;
}

// A value is the difference of two ways, each of which passes a line and an offer at most once and never costs more
// than `shorter × costMax`; twice that on either side of a step keeps steps and money apart.
const WAYS_PER_STEP = 4;
// Room for as many again and as dear again, so that few events have to write the values anew.
const ROOM = 4;

/**
 * Makes sure that one step of urgency outweighs every way through the market, also once it has `shorter` places on
 * its shorter side and costs up to `costMax`. A tree or a flow that is optimal for one large enough step is optimal for every
 * larger one, so only the values are written anew. Refuses (`PrecisionRefused`) before a digit could be lost, and has
 * then changed nothing.
 */
export function reserveStep(market: LiveMarket, shorter: number, costMax: number): void {
  const needed = { shorter: Math.max(market.shorter, shorter), costMax: Math.max(market.costMax, costMax) };
  const before = { step: market.step, shorter: market.shorter, costMax: market.costMax };
  const least = WAYS_PER_STEP * needed.shorter * needed.costMax + 1;
  refuseUnlessExact(least * market.classes);
  market.journal.noteChange(() => Object.assign(market, before));
  Object.assign(market, needed);
  if (least <= market.step) return;
  const roomy = ROOM * least;
  const step = roomy * market.classes < Number.MAX_SAFE_INTEGER / 64 ? roomy : least;
  for (const { value, limit, ids } of [market.lines, market.offers]) {
    for (const column of [value, limit])
      for (let at = 0; at < ids.length; at++)
        column.set(at, restep(column.at[at] as number, before.step, step));
  }
  market.step = step;
}

function restep(value: number, from: number, to: number): number {
  const steps = Math.round(value / from);
  return value + steps * (to - from);
}
