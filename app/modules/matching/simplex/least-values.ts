import type { Basis } from "./basis.ts";
import { KeyHeap } from "./key-heap.ts";
import type { Transport } from "./transport.ts";

/**
 * Lowers the values of an optimal basis to the smallest that still prove it: no offer earns more rent than the next
 * buyer forces, no line is valued above what it must pay.
 *
 * Optimal values form a lattice, and it has one smallest element, which depends on the market alone and not on how
 * it was solved. Where demand and supply meet exactly the largest one would call everything as dear as a shortage.
 *
 * Nodes between which something is sold can only move together. A group that holds an unfilled line or an offer with
 * something left cannot move at all; any other group comes down until a rent reaches zero or another line would buy.
 * That is a shortest-path problem between groups, on lengths that are reduced costs and hence not negative.
 */
export function leastValues(transport: Transport, basis: Basis): void {
  const { group, groups } = groupsOf(basis);
  if (groups === 1) return;
  const drop = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  drop[0] = 0;
  const linesOf = Array.from({ length: groups }, (): number[] => []);
  boundByFixed(transport, basis, group, drop, linesOf);
  settleDrops(transport, basis, group, drop, linesOf);
  for (let node = 0; node < basis.root; node++) {
    basis.value[node] = (basis.value[node] as number) - (drop[group[node] as number] as number);
  }
}

/** Group 0 holds whatever is tied to the root; the others float. */
function groupsOf({ root, thread, parent, flow, lineCount }: Basis): { group: Int32Array; groups: number } {
  const group = new Int32Array(root + 1);
  let groups = 1;
  for (let node = thread[root] as number; node !== root; node = thread[node] as number) {
    const above = parent[node] as number;
    const tied = (flow[node] as number) > 0 || (above === root && node >= lineCount);
    group[node] = tied ? (group[above] as number) : groups++;
  }
  return { group, groups };
}

function boundByFixed(
  { columns: { start, arcs }, lineCount }: Transport,
  { value, root }: Basis,
  group: Int32Array,
  drop: Float64Array,
  linesOf: number[][],
): void {
  for (let offer = lineCount; offer < root; offer++) {
    const at = group[offer] as number;
    if (at !== 0) drop[at] = Math.min(drop[at] as number, value[offer] as number);
  }
  for (let line = 0; line < lineCount; line++) {
    if (group[line] !== 0) {
      linesOf[group[line] as number]?.push(line);
      continue;
    }
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const offer = arcs[arc] as number;
      const at = group[offer] as number;
      if (at === 0) continue;
      const slack = (arcs[arc + 1] as number) + (value[offer] as number) - (value[line] as number);
      if (slack < (drop[at] as number)) drop[at] = slack;
    }
  }
}

function settleDrops(
  { columns: { start, arcs } }: Transport,
  { value }: Basis,
  group: Int32Array,
  drop: Float64Array,
  linesOf: readonly number[][],
): void {
  const heap = new KeyHeap(drop);
  for (let at = 1; at < drop.length; at++) heap.push(at, drop[at] as number);
  const settled = new Uint8Array(drop.length);
  for (let from = heap.pop(); from !== -1; from = heap.pop()) {
    if (settled[from] === 1) continue;
    settled[from] = 1;
    for (const line of linesOf[from] ?? []) {
      const base = (drop[from] as number) - (value[line] as number);
      for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
        const offer = arcs[arc] as number;
        const to = group[offer] as number;
        const through = base + (arcs[arc + 1] as number) + (value[offer] as number);
        if (through >= (drop[to] as number)) continue;
        drop[to] = through;
        heap.push(to, through);
      }
    }
  }
}
