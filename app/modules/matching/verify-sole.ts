import type { ReadAnswer, ReadMarket } from "./verify-reading.ts";

/**
 * Whether a proven optimum is the only one. Another exists exactly when goods can be moved round a ring of arcs whose
 * reduced cost is zero: each in a direction in which it can still change, and not merely there and back.
 *
 * In a strongly connected part without such a ring every arc can change both ways and the arcs form a tree; a part
 * with a one-way arc, or with as many arcs as nodes, has one. So the parts are found and counted.
 */
export function isSoleOptimum(market: ReadMarket, answer: ReadAnswer): boolean {
  const nodes = market.lines.length + market.offers.length + 1;
  const edges = movable(market, answer);
  const part = strongParts(nodes, edges);
  const bothWays = new Map<number, number>();
  const size = new Map<number, number>();
  for (const at of part) size.set(at, (size.get(at) ?? 0) + 1);
  for (const { from, to, back } of edges) {
    const at = part[from] as number;
    if (part[to] !== at) continue;
    if (!back) return false;
    bothWays.set(at, (bothWays.get(at) ?? 0) + 1);
  }
  for (const [at, count] of bothWays) if (count >= (size.get(at) ?? 0)) return false;
  return true;
}

type Edge = { readonly from: number; readonly to: number; readonly back: boolean };

/** Arcs at zero reduced cost, from the side that can give more; the last node stands for going unfilled or unsold. */
function movable(
  { classes, lines, offers, pairs }: ReadMarket,
  { bought, unfilled, penalty, value, rent }: ReadAnswer,
): Edge[] {
  const edges: Edge[] = [];
  const outside = lines.length + offers.length;
  const sold = offers.map(() => 0n);
  for (const [at, { line, offer, cost }] of pairs.entries()) {
    const quantity = bought[at] as bigint;
    sold[offer] = (sold[offer] as bigint) + quantity;
    if (lines[line]?.asked === 0n || offers[offer]?.has === 0n) continue;
    if ((value[line] as bigint) - (rent[offer] as bigint) === cost) {
      edges.push({ from: line, to: lines.length + offer, back: quantity > 0n });
    }
  }
  for (const [at, { urgency, asked }] of lines.entries()) {
    if (asked === 0n || value[at] !== penalty * BigInt(classes - urgency)) continue;
    edges.push({ from: at, to: outside, back: (unfilled[at] as bigint) > 0n });
  }
  for (const [at, { has }] of offers.entries()) {
    if (has === 0n || rent[at] !== 0n) continue;
    const node = lines.length + at;
    if (sold[at] === has) edges.push({ from: outside, to: node, back: false });
    else edges.push({ from: node, to: outside, back: (sold[at] as bigint) > 0n });
  }
  return edges;
}

/** Kosaraju: finishing order forwards, then parts backwards in that order. */
function strongParts(nodes: number, edges: readonly Edge[]): Int32Array {
  const forward: number[][] = Array.from({ length: nodes }, () => []);
  const backward: number[][] = Array.from({ length: nodes }, () => []);
  const connect = (from: number, to: number) => {
    forward[from]?.push(to);
    backward[to]?.push(from);
  };
  for (const { from, to, back } of edges) {
    connect(from, to);
    if (back) connect(to, from);
  }
  const finished: number[] = [];
  const seen = new Uint8Array(nodes);
  for (let node = 0; node < nodes; node++) visit(node, forward, seen, (done) => finished.push(done));
  const part = new Int32Array(nodes).fill(-1);
  const taken = new Uint8Array(nodes);
  for (const node of finished.reverse()) {
    visit(node, backward, taken, (done) => {
      part[done] = node;
    });
  }
  return part;
}

function visit(
  start: number,
  next: readonly number[][],
  seen: Uint8Array,
  finish: (node: number) => void,
): void {
  if (seen[start] === 1) return;
  seen[start] = 1;
  const path = [{ node: start, at: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = next[top.node]?.[top.at++];
    if (to === undefined) {
      finish(top.node);
      path.pop();
    } else if (seen[to] === 0) {
      seen[to] = 1;
      path.push({ node: to, at: 0 });
    }
  }
}
