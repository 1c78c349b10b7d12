import { type IdColumn, idAt, idsInOrder, sameId } from "./id-column.ts";
import { InstanceRefused } from "./instance.ts";
import type { MarketColumns } from "./market-columns.ts";
import { arcStore } from "./simplex/transport.ts";

/**
 * A market with its lines and offers in code-point order of their ids and its pairs by line, then offer. Two markets
 * that say the same in another order arrange to the same one, so everything computed from it is the same too.
 */
export type ArrangedMarket = {
  readonly classes: number;
  readonly lineIds: IdColumn;
  readonly offerIds: IdColumn;
  /** Where line and offer stand in the column of ids, by position in the order. */
  readonly lineAt: Int32Array;
  readonly offerAt: Int32Array;
  readonly lineClass: Int32Array;
  readonly lineQuantity: Float64Array;
  readonly offerQuantity: Float64Array;
  /**
   * Pairs with something to ask and to give: row `line` is `arcs[start[line] … start[line + 1])`, written as offer,
   * cost, offer, cost …
   */
  readonly start: Int32Array;
  readonly arcs: Int32Array | Float64Array;
  /** Pairs of a line that asks for nothing or an offer that has nothing; they only bound prices. */
  readonly idle: readonly IdlePair[];
  readonly costMax: number;
};

export type IdlePair = { readonly line: number; readonly offer: number; readonly cost: number };

/** Arranges a market. Refuses an id or a pair that is there twice. */
export function arrangeMarket(columns: MarketColumns): ArrangedMarket {
  const { lineIds, offerIds, lineClass, lineQuantity, offerQuantity } = columns;
  const lineAt = idsInOrder(lineIds);
  const offerAt = idsInOrder(offerIds);
  refuseRepeatedIds("lines", lineIds, lineAt);
  refuseRepeatedIds("offers", offerIds, offerAt);
  const sorted = {
    classes: columns.classes,
    lineIds,
    offerIds,
    lineAt,
    offerAt,
    lineClass: lineAt.map((at) => lineClass[at] as number),
    lineQuantity: Float64Array.from(lineAt, (at) => lineQuantity[at] as number),
    offerQuantity: Float64Array.from(offerAt, (at) => offerQuantity[at] as number),
    ...sortPairs(columns, ranksOf(lineAt), ranksOf(offerAt)),
  };
  refuseRepeatedPairs(sorted);
  return { ...sorted, ...setIdleApart(sorted) };
}

function refuseRepeatedIds(list: string, ids: IdColumn, order: Int32Array): void {
  for (let at = 1; at < order.length; at++) {
    const [left, right] = [order[at - 1] as number, order[at] as number];
    if (!sameId(ids, left, right)) continue;
    const place = `${list}[${Math.max(left, right)}].id`;
    throw new InstanceRefused(place, `${JSON.stringify(idAt(ids, left))} is there twice`);
  }
}

function ranksOf(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length);
  for (const [rank, at] of order.entries()) ranks[at] = rank;
  return ranks;
}

/** Two counting sorts, by offer and then by line: the rows come out sorted by offer, in time linear in the pairs. */
function sortPairs(
  { pairLine, pairOffer, pairCost }: MarketColumns,
  lineRank: Int32Array,
  offerRank: Int32Array,
) {
  const lineOf = pairLine.map((line) => lineRank[line] as number);
  const offerOf = pairOffer.map((offer) => offerRank[offer] as number);
  const costMax = pairCost.reduce((most, cost) => Math.max(most, cost), 0);
  const byOffer = countingSort(offerOf, offerRank.length, null);
  const byLine = countingSort(lineOf, lineRank.length, byOffer.order);
  const arcs = arcStore(2 * pairCost.length, costMax);
  for (let at = 0; at < pairCost.length; at++) {
    const from = byLine.order[at] as number;
    arcs[2 * at] = offerOf[from] as number;
    arcs[2 * at + 1] = pairCost[from] as number;
  }
  return { start: byLine.start.map((at) => 2 * at), arcs, costMax };
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

type Sorted = Omit<ArrangedMarket, "idle">;

/** Moves the living pairs together and lists the idle ones. */
function setIdleApart({ lineQuantity, offerQuantity, start, arcs }: Sorted) {
  const idle: IdlePair[] = [];
  const living = new Int32Array(start.length);
  let used = 0;
  for (let line = 0; line < lineQuantity.length; line++) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const offer = arcs[arc] as number;
      const cost = arcs[arc + 1] as number;
      if (lineQuantity[line] === 0 || offerQuantity[offer] === 0) idle.push({ line, offer, cost });
      else {
        arcs[used++] = offer;
        arcs[used++] = cost;
      }
    }
    living[line + 1] = used;
  }
  return { idle, start: living, arcs: arcs.subarray(0, used) };
}

function refuseRepeatedPairs({ lineIds, lineAt, offerIds, offerAt, start, arcs }: Sorted): void {
  for (let line = 0; line < lineAt.length; line++) {
    for (let arc = (start[line] as number) + 2; arc < (start[line + 1] as number); arc += 2) {
      const offer = arcs[arc] as number;
      if (offer !== arcs[arc - 2]) continue;
      const lineId = JSON.stringify(idAt(lineIds, lineAt[line] as number));
      const offerId = JSON.stringify(idAt(offerIds, offerAt[offer] as number));
      throw new InstanceRefused("pairs", `${lineId} and ${offerId} are paired twice`);
    }
  }
}
