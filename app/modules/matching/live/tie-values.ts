import { tieHash } from "../tie-hash.ts";
import type { LiveMarket } from "./live-market.ts";

/**
 * Finds the ties of all values of a market whose money is settled and whose trades are the canonical ones: numbers
 * under which no pair that costs nothing beyond the values in money would lower the sum of ties.
 *
 * Trades, and quantities that stay loose, fix what they join: those are groups that only move as one. Every other pair
 * that costs nothing in money bounds one group by another. The bounds form a graph without a cycle that gains, because
 * the trades are canonical, so lowering whatever is too high comes to an end.
 */
export function findTieValues(market: LiveMarket): void {
  const { lines, offers } = market;
  const outside = lines.ids.length + offers.ids.length;
  const { group, offset, groups } = groupsOf(market, outside);
  const shift = lowerAll(boundsOf(market, outside, group, offset), groups);
  const tieOf = (node: number) => (shift[group[node] as number] as number) + (offset[node] as number);
  const zero = tieOf(outside);
  for (const line of lines.ids.keys()) lines.tie.at[line] = tieOf(line) - zero;
  for (const offer of offers.ids.keys()) {
    const tie = tieOf(lines.ids.length + offer) - zero;
    const isIdle = offers.chain.first.at[offer] === -1;
    offers.tie.at[offer] = isIdle && offers.value.at[offer] === 0 ? Math.max(0, tie) : tie;
  }
}

/** Who moves as one, and by how much the tie of each is above that of the first of its group. */
function groupsOf({ lines, offers }: LiveMarket, outside: number) {
  const group = new Int32Array(outside + 1).fill(-1);
  const offset = new Float64Array(outside + 1);
  let groups = 0;
  const join = (node: number, above: number, waiting: number[]) => {
    if (group[node] !== -1) return;
    group[node] = groups;
    offset[node] = above;
    waiting.push(node);
  };
  const spread = (waiting: number[]) => {
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const isLine = node < lines.ids.length;
      const side = isLine ? lines : offers;
      const other = isLine ? offers : lines;
      const place = isLine ? node : node - lines.ids.length;
      for (
        let trade = side.chain.first.at[place] as number;
        trade !== -1;
        trade = side.chain.next.at[trade] as number
      ) {
        const partner = other.chain.party.at[trade] as number;
        const [line, offer] = isLine ? [place, partner] : [partner, place];
        const hash = tieHash(lines.hash.at[line] as number, offers.hash.at[offer] as number);
        const to = isLine ? lines.ids.length + partner : partner;
        join(to, (offset[node] as number) + (isLine ? -hash : hash), waiting);
      }
    }
    groups++;
  };
  const fixed: number[] = [];
  join(outside, 0, []);
  for (const line of lines.ids.keys()) if ((lines.loose.at[line] as number) > 0) join(line, 0, fixed);
  for (const offer of offers.ids.keys()) {
    const isFixed = (offers.loose.at[offer] as number) > 0 && offers.chain.first.at[offer] !== -1;
    if (isFixed) join(lines.ids.length + offer, 0, fixed);
  }
  spread(fixed);
  for (let node = 0; node < outside; node++) {
    if (group[node] !== -1) continue;
    const waiting: number[] = [];
    join(node, 0, waiting);
    spread(waiting);
  }
  return { group, offset, groups };
}

/** Group `low` is at most `by` more than group `high`. */
class Bounds {
  readonly low: number[] = [];
  readonly high: number[] = [];
  readonly by: number[] = [];

  constructor(
    private readonly group: Int32Array,
    private readonly offset: Float64Array,
  ) {}

  /** Bounds two nodes; inside a group that says nothing new. */
  add(low: number, high: number, by: number): void {
    const below = this.group[low] as number;
    const above = this.group[high] as number;
    if (below === above) return;
    this.low.push(below);
    this.high.push(above);
    this.by.push(by + (this.offset[high] as number) - (this.offset[low] as number));
  }
}

function boundsOf({ lines, offers }: LiveMarket, outside: number, group: Int32Array, offset: Float64Array) {
  const bounds = new Bounds(group, offset);
  const { start, length, pool } = lines.pairs;
  for (const line of lines.ids.keys()) {
    const value = lines.value.at[line] as number;
    const hash = lines.hash.at[line] as number;
    const from = start.at[line] as number;
    const end = from + (length.at[line] as number);
    for (let at = from; at < end; at += 2) {
      const offer = pool.at[at] as number;
      if ((pool.at[at + 1] as number) + (offers.value.at[offer] as number) !== value) continue;
      bounds.add(line, lines.ids.length + offer, tieHash(hash, offers.hash.at[offer] as number));
    }
    if (value === lines.limit.at[line]) bounds.add(line, outside, 0);
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
