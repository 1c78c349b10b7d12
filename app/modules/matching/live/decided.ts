import { Edges } from "../simplex/face.ts";
import { Parts } from "../simplex/parts.ts";
import { tieHash } from "../tie-hash.ts";
import type { LiveMarket, Side } from "./live-market.ts";

/**
 * Whether what a live market trades is the only answer that costs as much in money and in round 0 of the tie hash, and
 * so the canonical one. Otherwise a later round of the hash decides, which only a cold solve asks.
 *
 * Another answer exists precisely when goods can go round in a circle, over pairs, and through being loose, that cost
 * nothing beyond the values of their ends. What can change both ways is contracted first; a one-way step inside a
 * contracted part closes a circle, and so does a circle of such steps. Looks once at every pair.
 */
export function isChoiceDecided(market: LiveMarket): boolean {
  const { lines, offers } = market;
  const outside = lines.ids.length + offers.ids.length;
  const part = new Parts(outside + 1);
  const oneWay = new Edges();
  for (const line of lines.places.values()) {
    if (!joinTrades(market, line, part)) return false;
    addFreePairs(market, line, oneWay);
    if (!isFreeToBeLoose(lines, line)) continue;
    if ((lines.loose.at[line] as number) === 0) oneWay.add(line, outside);
    else if (!part.join(line, outside)) return false;
  }
  for (const offer of offers.places.values()) {
    const quantity = offers.quantity.at[offer] as number;
    if (quantity === 0 || !isFreeToBeLoose(offers, offer)) continue;
    const node = lines.ids.length + offer;
    const loose = offers.loose.at[offer] as number;
    if (loose === quantity) oneWay.add(node, outside);
    else if (loose === 0) oneWay.add(outside, node);
    else if (!part.join(node, outside)) return false;
  }
  return oneWay.formNoCycle(part, outside + 1);
}

function isFreeToBeLoose({ value, limit, tie }: Side, place: number): boolean {
  return value.at[place] === limit.at[place] && tie.at[place] === 0;
}

/** False when the trades of a line close a circle. */
function joinTrades({ lines, offers }: LiveMarket, line: number, part: Parts): boolean {
  const { first, next } = lines.chain;
  for (let trade = first.at[line] as number; trade !== -1; trade = next.at[trade] as number) {
    const offer = offers.chain.party.at[trade] as number;
    if (!part.join(line, lines.ids.length + offer)) return false;
  }
  return true;
}

/** The pairs of a line over which it could buy, and does not, at no cost beyond the values of both ends. */
function addFreePairs({ lines, offers, trades }: LiveMarket, line: number, oneWay: Edges): void {
  const { start, length, pool } = lines.pairs;
  const value = lines.value.at[line] as number;
  const hash = lines.hash.at[line] as number;
  const from = start.at[line] as number;
  const end = from + (length.at[line] as number);
  for (let at = from; at < end; at += 2) {
    const offer = pool.at[at] as number;
    if ((pool.at[at + 1] as number) + (offers.value.at[offer] as number) !== value) continue;
    const tie = tieHash(hash, offers.hash.at[offer] as number) + (offers.tie.at[offer] as number);
    if (tie !== lines.tie.at[line] || trades.find(line, offer) !== -1) continue;
    oneWay.add(line, lines.ids.length + offer);
  }
}
