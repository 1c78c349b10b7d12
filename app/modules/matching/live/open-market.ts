import type { ArrangedMarket } from "../arrange.ts";
import { arcStore } from "../simplex/transport.ts";
import { idHash } from "../tie-hash.ts";
import { emptyMarket, type LiveMarket, reserveStep, type Side, whenUnfilled } from "./live-market.ts";
import { Settler } from "./settle.ts";

/**
 * Opens a live market on what an arranged market says, and proves it: each line in turn, most urgent first, trades
 * what it asks for. Refuses numbers that cannot be added exactly (`PrecisionRefused`).
 */
export function openMarket(arranged: ArrangedMarket): Settler {
  const market = emptyMarket(arranged.classes);
  const { lines, offers } = market;
  fillSide(lines, arranged.lineIds, arranged.lineQuantity);
  fillSide(offers, arranged.offerIds, arranged.offerQuantity);
  market.lineClass.at = arranged.lineClass.slice();
  reserveStep(market, Math.min(lines.ids.length, offers.ids.length), arranged.costMax);
  lines.limit.at = Float64Array.from(arranged.lineClass, (urgency) => whenUnfilled(market, urgency));
  takePairs(market, arranged);
  lines.value.at = Float64Array.from(lines.ids, (_, line) => cheapestPair(market, line));
  const settler = new Settler(market);
  const order = Int32Array.from(lines.ids.keys());
  order.sort((a, b) => (arranged.lineClass[a] as number) - (arranged.lineClass[b] as number) || a - b);
  for (const line of order) settler.settle(lines, line);
  return settler;
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

function takePairs({ lines, offers }: LiveMarket, { start, pairOffer, pairCost, costMax }: ArrangedMarket): void {
  const byLine = arcStore(2 * pairOffer.length, costMax);
  const byOffer = arcStore(2 * pairOffer.length, costMax);
  const offerStart = new Int32Array(offers.ids.length + 1);
  for (const offer of pairOffer) offerStart[offer + 1] = (offerStart[offer + 1] as number) + 2;
  for (let offer = 0; offer < offers.ids.length; offer++)
    offerStart[offer + 1] = (offerStart[offer + 1] as number) + (offerStart[offer] as number);
  const next = offerStart.slice();
  for (let line = 0; line < lines.ids.length; line++) {
    for (let pair = start[line] as number; pair < (start[line + 1] as number); pair++) {
      const offer = pairOffer[pair] as number;
      const cost = pairCost[pair] as number;
      byLine[2 * pair] = offer;
      byLine[2 * pair + 1] = cost;
      const at = next[offer] as number;
      byOffer[at] = line;
      byOffer[at + 1] = cost;
      next[offer] = at + 2;
    }
  }
  lines.pairs.takeOver(start.map((pair) => 2 * pair), byLine);
  offers.pairs.takeOver(offerStart, byOffer);
}

/** Before anything trades no offer earns rent, so this is the value nearest to trading. Its tie is settled with it. */
function cheapestPair({ lines }: LiveMarket, line: number): number {
  let least = lines.limit.at[line] as number;
  lines.pairs.eachPair(line, (_, cost) => {
    if (cost < least) least = cost;
  });
  return least;
}
