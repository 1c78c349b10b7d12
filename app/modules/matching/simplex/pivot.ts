import type { Basis } from "./basis.ts";
import { rehang } from "./rehang.ts";
import type { Search } from "./search.ts";

/**
 * Brings the arc that `findEntering` noted into the tree: as much as the cycle allows is pushed along it, the last arc
 * that stops the push leaves (which keeps the tree strongly feasible), and the values follow.
 */
export function pivot(search: Search): void {
  const { basis, exchange, from, to } = search;
  const pushed = chooseLeaving(search);
  if (pushed > 0) push(basis, from, to, exchange.join, pushed);
  // An offer that keeps something back starts from being sold out; every other arc starts empty.
  exchange.flowIn = from === basis.root ? (search.capacity[to - basis.lineCount] as number) - pushed : pushed;
  rehang(basis, exchange);
  shiftValues(search, exchange.uIn === from ? search.gain : -search.gain);
  search.pivots++;
}

/** Walks the cycle once; writes join and the arc that leaves into the exchange and returns how much can be pushed. */
function chooseLeaving({ basis, capacity, exchange, from, to }: Search): number {
  const { parent, succNum, flow, lineCount, root } = basis;
  let down = from;
  let up = to;
  let downMost = Number.POSITIVE_INFINITY;
  let upMost = Number.POSITIVE_INFINITY;
  let downOut = -1;
  let upOut = -1;
  while (down !== up) {
    if ((succNum[down] as number) < (succNum[up] as number)) {
      // Against the push: what a line buys from its parent, or what an offer sells, can shrink to nothing.
      const above = parent[down] as number;
      if (down < lineCount || above === root) {
        const room = flow[down] as number;
        if (room < downMost) {
          downMost = room;
          downOut = down;
        }
      }
      down = above;
    } else {
      // With the push: only an offer is bounded, by what it has left or by what its parent buys from it.
      const above = parent[up] as number;
      if (up >= lineCount) {
        const room =
          above === root ? (capacity[up - lineCount] as number) - (flow[up] as number) : (flow[up] as number);
        if (room <= upMost) {
          upMost = room;
          upOut = up;
        }
      }
      up = above;
    }
  }
  exchange.join = down;
  if (upMost <= downMost) {
    exchange.uOut = upOut;
    exchange.uIn = to;
    exchange.vIn = from;
    return upMost;
  }
  exchange.uOut = downOut;
  exchange.uIn = from;
  exchange.vIn = to;
  return downMost;
}

/** Pushes an amount around the cycle that the arc between `from` and `to` closes, up to where its two sides join. */
export function push(
  { parent, flow, lineCount, root }: Basis,
  from: number,
  to: number,
  join: number,
  amount: number,
): void {
  for (let node = from; node !== join; ) {
    const above = parent[node] as number;
    const grows = node >= lineCount && above !== root;
    flow[node] = (flow[node] as number) + (grows ? amount : -amount);
    node = above;
  }
  for (let node = to; node !== join; ) {
    const above = parent[node] as number;
    const grows = node < lineCount || above === root;
    flow[node] = (flow[node] as number) + (grows ? amount : -amount);
    node = above;
  }
}

/**
 * Moves the values of the part that was hung over by `shift`, or, when that part is the larger one, those of all
 * other nodes the other way: only differences count. The root then drifts, and is brought back before it gets far.
 */
function shiftValues({ basis, exchange, driftMax }: Search, shift: number): void {
  const { value, thread, succNum, lastSucc, root } = basis;
  const top = exchange.uIn;
  const inside = succNum[top] as number;
  if (inside * 2 <= root) {
    let node = top;
    for (let left = inside; left > 0; left--) {
      value[node] = (value[node] as number) + shift;
      node = thread[node] as number;
    }
    return;
  }
  let node = thread[lastSucc[top] as number] as number;
  for (let left = root + 1 - inside; left > 0; left--) {
    value[node] = (value[node] as number) - shift;
    node = thread[node] as number;
  }
  if (Math.abs(value[root] as number) > driftMax) groundValues(basis);
}

/** Brings the root back to zero, so that values are prices and rents again. */
export function groundValues({ value, root }: Basis): void {
  const drift = value[root] as number;
  if (drift === 0) return;
  for (let node = 0; node <= root; node++) value[node] = (value[node] as number) - drift;
}
