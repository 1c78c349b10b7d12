import { positionsInOrder } from "./code-point-order.ts";
import { checkInstance, InstanceRefused, type MatchInstance } from "./instance.ts";

/**
 * A market with its lines and offers in code-point order of their ids and its pairs by line, then offer. Two files
 * that say the same in another order arrange to the same market, so everything computed from it is the same too.
 */
export type ArrangedMarket = {
  readonly classes: number;
  readonly lineIds: readonly string[];
  readonly offerIds: readonly string[];
  readonly lineClass: Int32Array;
  readonly lineQuantity: Float64Array;
  readonly offerQuantity: Float64Array;
  /** Pairs of line `l` are `start[l] … start[l + 1]` in the two lists below. */
  readonly start: Int32Array;
  readonly pairOffer: Int32Array;
  readonly pairCost: Float64Array;
  readonly costMax: number;
};

/** Arranges a market. Refuses a market that breaks the format, a repeated pair included. */
export function arrangeMarket(instance: MatchInstance): ArrangedMarket {
  checkInstance(instance);
  const { lines, offers } = instance;
  const lineOrder = positionsInOrder(lines.map((line) => line.id));
  const offerOrder = positionsInOrder(offers.map((offer) => offer.id));
  const inOrder = <Entry>(entries: readonly Entry[], order: Int32Array) =>
    Array.from(order, (at) => entries[at] as Entry);
  const sortedLines = inOrder(lines, lineOrder);
  const sortedOffers = inOrder(offers, offerOrder);
  const market = {
    classes: instance.classes,
    lineIds: sortedLines.map((line) => line.id),
    offerIds: sortedOffers.map((offer) => offer.id),
    lineClass: Int32Array.from(sortedLines, (line) => line.class),
    lineQuantity: Float64Array.from(sortedLines, (line) => line.quantity),
    offerQuantity: Float64Array.from(sortedOffers, (offer) => offer.quantity),
    ...sortPairs(instance, ranksOf(lineOrder), ranksOf(offerOrder)),
  };
  refuseRepeatedPairs(market);
  return market;
}

function ranksOf(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length);
  for (const [rank, at] of order.entries()) ranks[at] = rank;
  return ranks;
}

/** Two counting sorts, by offer and then by line: the rows come out sorted by offer, in time linear in the pairs. */
function sortPairs({ lines, offers, pairs }: MatchInstance, lineRank: Int32Array, offerRank: Int32Array) {
  const lineOf = new Int32Array(pairs.length);
  const offerOf = new Int32Array(pairs.length);
  let costMax = 0;
  for (let at = 0; at < pairs.length; at++) {
    const [line, offer, cost] = pairs[at] as MatchInstance["pairs"][number];
    lineOf[at] = lineRank[line] as number;
    offerOf[at] = offerRank[offer] as number;
    if (cost > costMax) costMax = cost;
  }
  const byOffer = countingSort(offerOf, offers.length, null);
  const byLine = countingSort(lineOf, lines.length, byOffer.order);
  const pairOffer = new Int32Array(pairs.length);
  const pairCost = new Float64Array(pairs.length);
  for (let at = 0; at < pairs.length; at++) {
    const from = byLine.order[at] as number;
    pairOffer[at] = offerOf[from] as number;
    pairCost[at] = pairs[from]?.[2] as number;
  }
  return { start: byLine.start, pairOffer, pairCost, costMax };
}

/** Positions sorted by key, keeping the order of `within` (or of the list) among equals. */
function countingSort(keys: Int32Array, keyCount: number, within: Int32Array | null) {
  const start = new Int32Array(keyCount + 1);
  for (const key of keys) start[key + 1] = (start[key + 1] as number) + 1;
  for (let key = 0; key < keyCount; key++)
    start[key + 1] = (start[key + 1] as number) + (start[key] as number);
  const next = start.slice();
  const order = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const from = within === null ? at : (within[at] as number);
    const key = keys[from] as number;
    order[next[key] as number] = from;
    next[key] = (next[key] as number) + 1;
  }
  return { order, start };
}

function refuseRepeatedPairs({ lineIds, offerIds, start, pairOffer }: ArrangedMarket): void {
  for (let line = 0; line < lineIds.length; line++) {
    for (let at = (start[line] as number) + 1; at < (start[line + 1] as number); at++) {
      if (pairOffer[at] !== pairOffer[at - 1]) continue;
      const names = `${JSON.stringify(lineIds[line])} and ${JSON.stringify(offerIds[pairOffer[at] as number])}`;
      throw new InstanceRefused("pairs", `${names} are paired twice`);
    }
  }
}
