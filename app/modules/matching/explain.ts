import type { MatchInstance } from "./instance.ts";
import {
  type Amount,
  amountFrom,
  difference,
  isLess,
  type MarketIndex,
  marketIndex,
} from "./market-index.ts";
import type { MatchResult } from "./result.ts";

/**
 * Why a line got what it got and an offer sold what it sold, in codes and numbers; only `i18n/` makes sentences.
 *
 * Everything follows from the certificate: an offer is worth its cost plus its rent to whoever buys it, and a line
 * buys where that sum is the line's own value. Costs and amounts are milli-rupiah per base unit.
 */

/**
 * `nothingAsked`: the line lacked nothing. `noCandidate`: no offer may serve it. `shortage`: all who may serve it are
 * sold out to lines that are at least as urgent or have nowhere else to go. `cheapest`: it bought only from its
 * cheapest candidates. `bestForAll`: something cheaper exists, but is worth more to someone else.
 */
type LineOutcome = "nothingAsked" | "noCandidate" | "shortage" | "cheapest" | "bestForAll";

type Bought = {
  readonly offer: string;
  readonly quantity: number;
  readonly cost: number;
  readonly rent: Amount;
};
type Sold = { readonly line: string; readonly quantity: number };

export type LineExplanation = {
  readonly line: string;
  readonly urgencyClass: number;
  readonly asked: number;
  readonly filled: number;
  readonly unfilled: number;
  readonly outcome: LineOutcome;
  /** How many offers may serve the line and have something. */
  readonly candidates: number;
  readonly parts: readonly Bought[];
  /** What one more unit would cost everyone together; one step or more means that someone would go without. */
  readonly value: Amount;
  /** The next best offers: `delta` is how much dearer, for everyone together, a unit from there would be. */
  readonly alternatives: readonly {
    readonly offer: string;
    readonly cost: number;
    readonly rent: Amount;
    readonly delta: Amount;
  }[];
  /** Offers that cost the line less than what it pays at most, yet went to others: cheapest first. */
  readonly cheaperButTaken: readonly {
    readonly offer: string;
    readonly cost: number;
    readonly rent: Amount;
    readonly takenBy: readonly Sold[];
  }[];
  /** The highest rent among the offers it bought from: the scarcity that set its price. Null when it bought nothing. */
  readonly limitingRent: Amount | null;
};

export type OfferExplanation = {
  readonly offer: string;
  readonly available: number;
  readonly sold: number;
  readonly soldTo: readonly Sold[];
  /** What one more unit of it would save everyone together. */
  readonly rent: Amount;
  /** The nearest buyer that did not come: `delta` is how much less it would have had to cost. */
  readonly firstMissed: { readonly line: string; readonly cost: number; readonly delta: Amount } | null;
};

const LISTED_MAX = 3;

/** Explains one line of a solved market by its position in the instance. */
export function explainLine(
  instance: MatchInstance,
  result: MatchResult,
  lineIndex: number,
): LineExplanation {
  const index = marketIndex(instance, result);
  const line = instance.lines[lineIndex];
  if (line === undefined) throw new RangeError(`line ${lineIndex} is not on this market`);
  const value = amountFrom(index, result.certificate.lineValue[line.id]);
  const seen = (index.pairsOfLine[lineIndex] ?? []).map((at) => candidateAt(index, instance, at, value));
  const useful = seen.filter((candidate) => candidate.has > 0);
  const parts = seen.filter(({ bought }) => bought > 0).sort((a, b) => a.cost - b.cost);
  const filled = parts.reduce((sum, { bought }) => sum + bought, 0);
  const dearest = parts.at(-1)?.cost ?? Number.POSITIVE_INFINITY;
  const idle = useful.filter(({ bought }) => bought === 0);
  const taken = idle.filter(({ cost, rent }) => cost < dearest && isLess({ steps: 0, milli: 0 }, rent));
  return {
    line: line.id,
    urgencyClass: line.class,
    asked: line.quantity,
    filled,
    unfilled: line.quantity - filled,
    outcome: outcomeOf(line.quantity, filled, useful.length, taken.length),
    candidates: useful.length,
    parts: parts.map(({ offer, bought, cost, rent }) => ({ offer, quantity: bought, cost, rent })),
    value,
    alternatives: idle
      .sort((a, b) => byAmount(a.delta, b.delta) || a.cost - b.cost || a.order - b.order)
      .slice(0, LISTED_MAX)
      .map(({ offer, cost, rent, delta }) => ({ offer, cost, rent, delta })),
    cheaperButTaken: taken
      .sort((a, b) => a.cost - b.cost || a.order - b.order)
      .slice(0, LISTED_MAX)
      .map(({ offer, cost, rent, at }) => ({
        offer,
        cost,
        rent,
        takenBy: buyersOf(index, instance, at).slice(0, LISTED_MAX),
      })),
    limitingRent: parts.reduce<Amount | null>(
      (most, { rent }) => (most === null || isLess(most, rent) ? rent : most),
      null,
    ),
  };
}

function outcomeOf(asked: number, filled: number, candidates: number, cheaperTaken: number): LineOutcome {
  if (asked === 0) return "nothingAsked";
  if (candidates === 0) return "noCandidate";
  if (filled < asked) return "shortage";
  return cheaperTaken === 0 ? "cheapest" : "bestForAll";
}

function candidateAt(index: MarketIndex, { offers, pairs }: MatchInstance, at: number, value: Amount) {
  const [, position, cost] = pairs[at] as MatchInstance["pairs"][number];
  const offer = offers[position] as MatchInstance["offers"][number];
  const rent = index.rents[position] as Amount;
  return {
    at,
    offer: offer.id,
    order: index.offerRank[position] as number,
    has: offer.quantity,
    cost,
    rent,
    bought: index.bought[at] as number,
    delta: difference({ steps: rent.steps, milli: rent.milli + cost }, value),
  };
}

/** Who bought the offer of a pair, the largest amount first. */
function buyersOf(index: MarketIndex, { lines, pairs }: MatchInstance, at: number): Sold[] {
  const offer = pairs[at]?.[1] ?? -1;
  return (index.pairsOfOffer[offer] ?? [])
    .filter((pair) => (index.bought[pair] as number) > 0)
    .sort((a, b) => (index.bought[b] as number) - (index.bought[a] as number) || a - b)
    .map((pair) => ({
      line: lines[pairs[pair]?.[0] ?? -1]?.id ?? "",
      quantity: index.bought[pair] as number,
    }));
}

/** Explains one offer of a solved market by its position in the instance. */
export function explainOffer(
  instance: MatchInstance,
  result: MatchResult,
  offerIndex: number,
): OfferExplanation {
  const index = marketIndex(instance, result);
  const offer = instance.offers[offerIndex];
  if (offer === undefined) throw new RangeError(`offer ${offerIndex} is not on this market`);
  const pairs = index.pairsOfOffer[offerIndex] ?? [];
  const soldTo = pairs[0] === undefined ? [] : buyersOf(index, instance, pairs[0]);
  const rent = index.rents[offerIndex] as Amount;
  const missed = pairs
    .filter(
      (at) => index.bought[at] === 0 && (instance.lines[instance.pairs[at]?.[0] ?? -1]?.quantity ?? 0) > 0,
    )
    .map((at) => {
      const [line, , cost] = instance.pairs[at] as MatchInstance["pairs"][number];
      const id = instance.lines[line]?.id ?? "";
      const value = amountFrom(index, result.certificate.lineValue[id]);
      const delta = difference({ steps: rent.steps, milli: rent.milli + cost }, value);
      return { line: id, order: index.lineRank[line] as number, cost, delta };
    })
    .sort((a, b) => byAmount(a.delta, b.delta) || a.order - b.order)[0];
  return {
    offer: offer.id,
    available: offer.quantity,
    sold: soldTo.reduce((sum, { quantity }) => sum + quantity, 0),
    soldTo,
    rent,
    firstMissed: missed === undefined ? null : { line: missed.line, cost: missed.cost, delta: missed.delta },
  };
}

function byAmount(left: Amount, right: Amount): number {
  return left.steps - right.steps || left.milli - right.milli;
}
