import { tieHash } from "../tie-hash.ts";
import type { LiveMarket } from "./live-market.ts";

/**
 * Finds the ties of all values of a market whose money is settled and whose trades are the canonical ones: numbers
 * under which no pair that costs nothing beyond the values in money would lower the sum of ties.
 *
 * Each such pair, trade and loose quantity bounds one number by another. The bounds form a graph without a cycle that
 * gains, because the trades are canonical, so lowering whatever is too high comes to an end.
 */
export function findTieValues(market: LiveMarket): void {
  const { lines, offers } = market;
  const outside = lines.ids.length + offers.ids.length;
  const bounds = boundsOf(market, outside);
  const values = lowerAll(bounds, outside + 1);
  const zero = values[outside] as number;
  for (const line of lines.ids.keys()) lines.tie.at[line] = (values[line] as number) - zero;
  for (const offer of offers.ids.keys()) {
    const tie = (values[lines.ids.length + offer] as number) - zero;
    const isIdle = offers.chain.first.at[offer] === -1;
    offers.tie.at[offer] = isIdle && offers.value.at[offer] === 0 ? Math.max(0, tie) : tie;
  }
}

/** `low` is at most `by` more than `high`. */
class Bounds {
  readonly low: number[] = [];
  readonly high: number[] = [];
  readonly by: number[] = [];

  add(low: number, high: number, by: number): void {
    this.low.push(low);
    this.high.push(high);
    this.by.push(by);
  }
}

function boundsOf({ lines, offers, trades }: LiveMarket, outside: number): Bounds {
  const bounds = new Bounds();
  for (const line of lines.ids.keys()) {
    const value = lines.value.at[line] as number;
    lines.pairs.eachPair(line, (offer, cost) => {
      if (cost + (offers.value.at[offer] as number) !== value) return;
      const hash = tieHash(lines.hash.at[line] as number, offers.hash.at[offer] as number);
      const node = lines.ids.length + offer;
      bounds.add(line, node, hash);
      if (trades.find(line, offer) !== -1) bounds.add(node, line, -hash);
    });
    if (value === lines.limit.at[line]) bounds.add(line, outside, 0);
    if ((lines.loose.at[line] as number) > 0) bounds.add(outside, line, 0);
  }
  for (const offer of offers.ids.keys()) {
    if (offers.value.at[offer] !== 0) continue;
    const node = lines.ids.length + offer;
    if ((offers.loose.at[offer] as number) > 0) bounds.add(node, outside, 0);
    if (offers.chain.first.at[offer] !== -1) bounds.add(outside, node, 0);
  }
  return bounds;
}

function lowerAll({ low, high, by }: Bounds, nodes: number): Float64Array {
  const first = new Int32Array(nodes).fill(-1);
  const next = new Int32Array(low.length);
  for (let bound = 0; bound < low.length; bound++) {
    next[bound] = first[high[bound] as number] as number;
    first[high[bound] as number] = bound;
  }
  const values = new Float64Array(nodes);
  const waiting = Array.from({ length: nodes }, (_, node) => node);
  const isWaiting = new Uint8Array(nodes).fill(1);
  for (let at = 0; at < waiting.length; at++) {
    const node = waiting[at] as number;
    isWaiting[node] = 0;
    for (let bound = first[node] as number; bound !== -1; bound = next[bound] as number) {
      const bounded = low[bound] as number;
      const most = (values[node] as number) + (by[bound] as number);
      if ((values[bounded] as number) <= most) continue;
      values[bounded] = most;
      if (isWaiting[bounded] === 1) continue;
      isWaiting[bounded] = 1;
      waiting.push(bounded);
    }
  }
  return values;
}
