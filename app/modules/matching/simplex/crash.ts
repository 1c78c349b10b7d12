import { type Basis, bareBasis, threadBasis, valueBasis } from "./basis.ts";
import type { Transport } from "./transport.ts";

/**
 * A first, strongly feasible tree: lines are served in order of urgency, each from the cheapest offers with something
 * left.
 *
 * An offer that a line sells out hangs below that line; the line itself hangs below the next offer that still has
 * something, even when it no longer needs any, because a line that hangs from the root starts with the price of
 * being unfilled and would take many exchanges to come down.
 */
export function crashBasis(transport: Transport): Basis {
  const basis = bareBasis(transport);
  const { lineCount, offerCount, demand, capacity, unfilledCost } = transport;
  const { parent, flow, root } = basis;
  const left = capacity.slice();
  const treeCost = new Float64Array(root);
  const order = Int32Array.from({ length: lineCount }, (_, line) => line);
  order.sort((a, b) => (unfilledCost[b] as number) - (unfilledCost[a] as number) || a - b);
  for (const line of order) {
    let need = demand[line] as number;
    for (;;) {
      const at = cheapestLeft(transport, left, line);
      if (at === -1) {
        parent[line] = root;
        flow[line] = need;
        break;
      }
      const node = transport.columns.arcs[at] as number;
      const cost = transport.columns.arcs[at + 1] as number;
      const available = left[node - lineCount] as number;
      if (need < available) {
        parent[line] = node;
        flow[line] = need;
        treeCost[line] = cost;
        left[node - lineCount] = available - need;
        break;
      }
      parent[node] = line;
      flow[node] = available;
      treeCost[node] = cost;
      left[node - lineCount] = 0;
      need -= available;
    }
  }
  for (let offer = 0; offer < offerCount; offer++) {
    if (parent[lineCount + offer] !== -1) continue;
    parent[lineCount + offer] = root;
    flow[lineCount + offer] = (capacity[offer] as number) - (left[offer] as number);
  }
  threadBasis(basis);
  valueBasis(basis, unfilledCost, (line, offer) =>
    parent[line] === lineCount + offer ? (treeCost[line] as number) : (treeCost[lineCount + offer] as number),
  );
  return basis;
}

function cheapestLeft(
  { columns: { arcs, start }, lineCount }: Transport,
  left: Float64Array,
  line: number,
): number {
  const end = start[line + 1] as number;
  let best = Number.POSITIVE_INFINITY;
  let found = -1;
  for (let at = start[line] as number; at < end; at += 2) {
    const cost = arcs[at + 1] as number;
    if (cost < best && (left[(arcs[at] as number) - lineCount] as number) > 0) {
      best = cost;
      found = at;
    }
  }
  return found;
}
