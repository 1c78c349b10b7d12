import { positionsInOrder } from "./code-point-order.ts";
import type { MatchInstance } from "./instance.ts";
import type { MatchResult } from "./result.ts";

/**
 * A price or rent as people can read it: `milli` milli-rupiah per base unit and `steps` of urgency. A step stands for
 * one unit that someone goes without; any number of steps outweighs any amount of money.
 */
export type Amount = { readonly steps: number; readonly milli: number };

/** Ways into a solved market: pairs by line and by offer, what was bought, and rents in readable amounts. */
export type MarketIndex = {
  readonly penalty: bigint;
  readonly pairsOfLine: readonly (readonly number[])[];
  readonly pairsOfOffer: readonly (readonly number[])[];
  readonly bought: Float64Array;
  readonly rents: readonly Amount[];
  readonly lineRank: Int32Array;
  readonly offerRank: Int32Array;
};

const known = new WeakMap<MatchResult, { readonly instance: MatchInstance; readonly index: MarketIndex }>();

/** The index of an answer to a market. Built once per answer, because every line of it is usually explained. */
export function marketIndex(instance: MatchInstance, result: MatchResult): MarketIndex {
  const found = known.get(result);
  if (found?.instance === instance) return found.index;
  const index = buildIndex(instance, result);
  known.set(result, { instance, index });
  return index;
}

function buildIndex(
  { lines, offers, pairs }: MatchInstance,
  { assignments, certificate }: MatchResult,
): MarketIndex {
  const pairsOfLine: number[][] = lines.map(() => []);
  const pairsOfOffer: number[][] = offers.map(() => []);
  for (let at = 0; at < pairs.length; at++) {
    const [line, offer] = pairs[at] as MatchInstance["pairs"][number];
    pairsOfLine[line]?.push(at);
    pairsOfOffer[offer]?.push(at);
  }
  const lineAt = new Map(lines.map(({ id }, at) => [id, at]));
  const bought = new Float64Array(pairs.length);
  for (const { line, offer, quantity } of assignments) {
    const pair = pairsOfLine[lineAt.get(line) ?? -1]?.find(
      (at) => offers[pairs[at]?.[1] ?? -1]?.id === offer,
    );
    if (pair !== undefined) bought[pair] = quantity;
  }
  const penalty = BigInt(certificate.penalty);
  return {
    penalty,
    pairsOfLine,
    pairsOfOffer,
    bought,
    rents: offers.map(({ id }) => amountFrom({ penalty }, certificate.offerRent[id])),
    lineRank: ranks(lines.map(({ id }) => id)),
    offerRank: ranks(offers.map(({ id }) => id)),
  };
}

function ranks(ids: readonly string[]): Int32Array {
  const rank = new Int32Array(ids.length);
  for (const [place, at] of positionsInOrder(ids).entries()) rank[at] = place;
  return rank;
}

/** Reads a value of the certificate. The solver's penalty is more than twice any amount of money, so it reads one way. */
export function amountFrom({ penalty }: Pick<MarketIndex, "penalty">, digits: string | undefined): Amount {
  const value = BigInt(digits ?? "0");
  const steps = (2n * value + penalty) / (2n * penalty);
  return { steps: Number(steps), milli: Number(value - steps * penalty) };
}

export function difference(left: Amount, right: Amount): Amount {
  return { steps: left.steps - right.steps, milli: left.milli - right.milli };
}

export function isLess(left: Amount, right: Amount): boolean {
  return left.steps < right.steps || (left.steps === right.steps && left.milli < right.milli);
}
