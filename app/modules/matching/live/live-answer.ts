import { byCodePoint } from "../code-point-order.ts";
import { ExactSum } from "../exact-sum.ts";
import { MATCH_FORMAT, type MatchInstance, type MatchPair } from "../instance.ts";
import type { MatchResult } from "../result.ts";
import type { LiveMarket, Side } from "./live-market.ts";

/** What a live market says now, as a file: those who withdrew are gone. */
export function liveInstance({ classes, lines, offers, lineClass }: LiveMarket): MatchInstance {
  const offerIndex = new Map<number, number>();
  for (const place of offers.places.values()) offerIndex.set(place, offerIndex.size);
  const pairs: MatchPair[] = [];
  let index = 0;
  for (const place of lines.places.values()) {
    const line = index++;
    lines.pairs.eachPair(place, (offer, cost) => pairs.push([line, offerIndex.get(offer) as number, cost]));
  }
  const quantityAt = (side: Side, place: number) => side.quantity.at[place] as number;
  return {
    format: MATCH_FORMAT,
    classes,
    lines: Array.from(lines.places, ([id, place]) => ({
      id,
      class: lineClass.at[place] as number,
      quantity: quantityAt(lines, place),
    })),
    offers: Array.from(offers.places, ([id, place]) => ({ id, quantity: quantityAt(offers, place) })),
    pairs,
  };
}

/** What is filled in each class and what all trades cost; read from values, because trades move at exactly their price. */
export function liveTotals(market: LiveMarket): Pick<MatchResult, "filledByClass" | "cost"> {
  const { classes, lines, lineClass } = market;
  const filled = Array.from({ length: classes }, () => new ExactSum());
  const cost = new ExactSum();
  for (const line of lines.places.values()) {
    for (const { quantity, price } of tradesOf(market, lines, line)) {
      cost.add(quantity, price);
      filled[lineClass.at[line] as number]?.add(quantity, 1);
    }
  }
  return { filledByClass: filled.map((sum) => String(sum.total())), cost: String(cost.total()) };
}

/** One trade as seen from one side: with whom, how much, and the cost of a unit. */
export type LiveTrade = { readonly partner: string; readonly quantity: number; readonly price: number };

/** What a place trades, sorted by partner in code-point order. */
export function tradesOf({ lines, offers, trades }: LiveMarket, side: Side, place: number): LiveTrade[] {
  const other = side === lines ? offers : lines;
  const found: LiveTrade[] = [];
  for (let at = side.chain.first.at[place] as number; at !== -1; at = side.chain.next.at[at] as number) {
    const partner = other.chain.party.at[at] as number;
    const price = side.sign * ((side.value.at[place] as number) - (other.value.at[partner] as number));
    found.push({ partner: other.ids[partner] as string, quantity: trades.quantity.at[at] as number, price });
  }
  return found.sort((a, b) => byCodePoint(a.partner, b.partner));
}

/**
 * The answer to a live market as a file that the verifier reads. Assignments are the canonical ones where
 * `isChoiceDecided`. The certificate
 * is a true one but need not be the smallest, and being the only answer is not claimed: both are for the night's solve.
 */
export function liveAnswer(market: LiveMarket): MatchResult {
  const { lines, offers } = market;
  const sorted = (side: Side) => Array.from(side.places).sort(([a], [b]) => byCodePoint(a, b));
  const penalty = 2n * BigInt(Math.max(1, lines.ids.length)) * BigInt(market.costMax) + 1n;
  const worth = (value: number) => {
    const steps = Math.round(value / market.step);
    return String(BigInt(steps) * penalty + BigInt(value - steps * market.step));
  };
  const valuesOf = (side: Side) =>
    Object.fromEntries(sorted(side).map(([id, place]) => [id, worth(side.value.at[place] as number)]));
  return {
    format: MATCH_FORMAT,
    assignments: sorted(lines).flatMap(([line, place]) =>
      tradesOf(market, lines, place).map(({ partner, quantity }) => ({ line, offer: partner, quantity })),
    ),
    unfilled: sorted(lines)
      .map(([line, place]) => ({ line, quantity: lines.loose.at[place] as number }))
      .filter(({ quantity }) => quantity > 0),
    ...liveTotals(market),
    unique: false,
    certificate: { penalty: String(penalty), lineValue: valuesOf(lines), offerRent: valuesOf(offers) },
  };
}
