import type { ReadAnswer } from "./verify-answer.ts";
import type { ReadMarket } from "./verify-reading.ts";

/**
 * Whether a proven optimum is the only one. Another exists exactly when goods can be moved round a ring of arcs whose
 * reduced cost is zero: each in a direction in which it can still change, and not merely there and back.
 *
 * In a strongly connected part without such a ring every arc can change both ways and the arcs form a tree; a part
 * with a one-way arc, or with as many arcs as nodes, has one. So the parts are found and counted.
 */
export function isSoleOptimum(market: ReadMarket, answer: ReadAnswer): boolean {
  const nodes = market.lineIds.length + market.offerIds.length + 1;
  const edges = movable(market, answer);
  const part = strongParts(nodes, edges);
  const bothWays = new Int32Array(nodes);
  const size = new Int32Array(nodes);
  for (const at of part) size[at] = (size[at] as number) + 1;
  for (let edge = 0; edge < edges.from.length; edge++) {
    const at = part[edges.from[edge] as number] as number;
    if (part[edges.to[edge] as number] !== at) continue;
    if (edges.back[edge] === 0) return false;
    bothWays[at] = (bothWays[at] as number) + 1;
  }
  return bothWays.every((count, at) => count === 0 || count < (size[at] as number));
}

/** Arcs by number; `back` is 1 where an arc can change both ways. */
type Edges = { readonly from: number[]; readonly to: number[]; readonly back: number[] };

/** Arcs at zero reduced cost, from the side that can give more; the last node stands for going unfilled or unsold. */
function movable(
  { classes, urgency, asked, has, pairs }: ReadMarket,
  { bought, unfilled, penalty, value, rent }: ReadAnswer,
): Edges {
  const edges: Edges = { from: [], to: [], back: [] };
  const add = (from: number, to: number, isBothWays: boolean) => {
    edges.from.push(from);
    edges.to.push(to);
    edges.back.push(isBothWays ? 1 : 0);
  };
  const outside = asked.length + has.length;
  const sold = new Float64Array(has.length);
  const isTight = tightness(value, rent);
  for (let line = 0; line < asked.length; line++) {
    for (let at = pairs.start[line] as number; at < (pairs.start[line + 1] as number); at++) {
      const offer = pairs.offer[at] as number;
      const quantity = bought[at] as number;
      sold[offer] = (sold[offer] as number) + quantity;
      if (asked[line] === 0 || has[offer] === 0) continue;
      if (isTight(line, offer, pairs.cost[at] as number)) add(line, asked.length + offer, quantity > 0);
    }
    const whenUnfilled = penalty * BigInt(classes - (urgency[line] as number));
    if (asked[line] !== 0 && value[line] === whenUnfilled) add(line, outside, (unfilled[line] as number) > 0);
  }
  for (let offer = 0; offer < has.length; offer++) {
    if (has[offer] === 0 || rent[offer] !== 0n) continue;
    const node = asked.length + offer;
    if (sold[offer] === has[offer]) add(outside, node, false);
    else add(node, outside, (sold[offer] as number) > 0);
  }
  return edges;
}

/** Whether value less rent is a cost; a look in doubles first spares most pairs the exact comparison. */
function tightness(value: readonly bigint[], rent: readonly bigint[]) {
  const values = Float64Array.from(value, Number);
  const rents = Float64Array.from(rent, Number);
  return (line: number, offer: number, cost: number): boolean => {
    const worth = values[line] as number;
    const less = rents[offer] as number;
    // Rounding moves each number by less than one part in 2^52.
    const rounding = (Math.abs(worth) + Math.abs(less) + cost) * 2 ** -50;
    if (Math.abs(worth - less - cost) > rounding) return false;
    return (value[line] as bigint) - (rent[offer] as bigint) === BigInt(cost);
  };
}

/** Neighbours of node `at`: `node[start[at] … start[at + 1])`. */
type Neighbours = { readonly start: Int32Array; readonly node: Int32Array };

function neighbours(nodes: number, edges: Edges, isForward: boolean): Neighbours {
  const start = new Int32Array(nodes + 1);
  const each = (use: (from: number, to: number) => void) => {
    for (let edge = 0; edge < edges.from.length; edge++) {
      const from = edges.from[edge] as number;
      const to = edges.to[edge] as number;
      if (isForward || edges.back[edge] === 1) use(from, to);
      if (!isForward || edges.back[edge] === 1) use(to, from);
    }
  };
  each((from) => {
    start[from + 1] = (start[from + 1] as number) + 1;
  });
  for (let at = 0; at < nodes; at++) start[at + 1] = (start[at + 1] as number) + (start[at] as number);
  const filled = start.slice();
  const node = new Int32Array(start[nodes] as number);
  each((from, to) => {
    node[filled[from] as number] = to;
    filled[from] = (filled[from] as number) + 1;
  });
  return { start, node };
}

/** Kosaraju: finishing order forwards, then parts backwards in that order. */
function strongParts(nodes: number, edges: Edges): Int32Array {
  const finished = new Int32Array(nodes);
  let done = 0;
  const forward = new Walk(nodes, neighbours(nodes, edges, true));
  for (let node = 0; node < nodes; node++) {
    forward.from(node, (left) => {
      finished[done++] = left;
    });
  }
  const part = new Int32Array(nodes).fill(-1);
  const backward = new Walk(nodes, neighbours(nodes, edges, false));
  for (let at = nodes - 1; at >= 0; at--) {
    const node = finished[at] as number;
    backward.from(node, (left) => {
      part[left] = node;
    });
  }
  return part;
}

/** Walks into the depth, each node once, without recursion. */
class Walk {
  private readonly seen: Uint8Array;
  private readonly next: Int32Array;
  private readonly path: Int32Array;

  constructor(
    nodes: number,
    private readonly to: Neighbours,
  ) {
    this.seen = new Uint8Array(nodes);
    this.next = to.start.slice();
    this.path = new Int32Array(nodes);
  }

  from(start: number, leave: (node: number) => void): void {
    const { seen, next, path, to } = this;
    if (seen[start] === 1) return;
    seen[start] = 1;
    let depth = 0;
    path[0] = start;
    while (depth >= 0) {
      const node = path[depth] as number;
      const at = next[node] as number;
      if (at === to.start[node + 1]) {
        leave(node);
        depth--;
        continue;
      }
      next[node] = at + 1;
      const other = to.node[at] as number;
      if (seen[other] === 1) continue;
      seen[other] = 1;
      path[++depth] = other;
    }
  }
}
