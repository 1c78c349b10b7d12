import { type Basis, bareBasis, threadBasis, valueBasis } from "./basis.ts";
import type { Transport } from "./transport.ts";

// Measured on markets of 20 k to 1.2 M pairs: where costs differ, hardly a tenth of the lines of a served tree is content;
// where they are all equal, nearly all are. Nothing lies between.
const CONTENT_SHARE = 0.5;

/**
 * A first, strongly feasible tree where nothing is known yet of what offers are worth.
 *
 * As flat as a tree can be: an exchange costs time in the length of its cycle and the size of the part that moves, and
 * both stay short while the tree grows from flat. One that serves line after line as far as goods go needs fewer
 * exchanges and is deep from the first to the last of them: up to twice the time. Only where most lines are content
 * with what they would get at first sight (ties everywhere) is that taken.
 */
export function firstTree(transport: Transport): Basis {
  const served = servedTree(transport);
  return isMostlyContent(transport, served) ? served : bareTree(transport);
}

/** Every line asks for all it needs, and nobody buys. */
function bareTree(transport: Transport): Basis {
  const basis = bareBasis(transport);
  basis.parent.fill(basis.root, 0, basis.root);
  basis.flow.set(transport.demand);
  return finished(transport, basis, () => 0);
}

/** In order of urgency each line buys all it needs from the cheapest offer that has more than that left, or nothing. */
function servedTree(transport: Transport): Basis {
  const basis = bareBasis(transport);
  const { lineCount, capacity, demand, columns } = transport;
  const { arcs, start } = columns;
  const { parent, flow, root } = basis;
  const left = capacity.slice();
  const paid = new Float64Array(lineCount);
  for (const line of byUrgency(transport)) {
    const need = demand[line] as number;
    let best = Number.POSITIVE_INFINITY;
    let seller = root;
    for (let at = start[line] as number; at < (start[line + 1] as number); at += 2) {
      const offer = arcs[at] as number;
      const cost = arcs[at + 1] as number;
      if (cost >= best || (left[offer - lineCount] as number) <= need) continue;
      best = cost;
      seller = offer;
    }
    parent[line] = seller;
    flow[line] = need;
    if (seller === root) continue;
    paid[line] = best;
    left[seller - lineCount] = (left[seller - lineCount] as number) - need;
  }
  for (let offer = lineCount; offer < root; offer++) {
    parent[offer] = root;
    flow[offer] = (capacity[offer - lineCount] as number) - (left[offer - lineCount] as number);
  }
  return finished(transport, basis, (line) => paid[line] as number);
}

function finished({ unfilledCost }: Transport, basis: Basis, costOf: (line: number) => number): Basis {
  threadBasis(basis);
  valueBasis(basis, unfilledCost, costOf);
  return basis;
}

function isMostlyContent({ lineCount, columns: { arcs, start } }: Transport, { value }: Basis): boolean {
  let mayStillWant = Math.floor((1 - CONTENT_SHARE) * lineCount);
  for (let line = 0; line < lineCount; line++) {
    const price = value[line] as number;
    const end = start[line + 1] as number;
    let at = start[line] as number;
    while (at < end && (arcs[at + 1] as number) + (value[arcs[at] as number] as number) >= price) at += 2;
    if (at < end && --mayStillWant < 0) return false;
  }
  return true;
}

/** The lines of a transport, the most urgent first; among equally urgent ones the earlier. */
export function byUrgency({ lineCount, unfilledCost }: Transport): Int32Array {
  // There are few degrees of urgency, so counting them beats comparing lines.
  const place = new Map<number, number>();
  for (const urgency of unfilledCost) place.set(urgency, (place.get(urgency) ?? 0) + 1);
  let next = 0;
  for (const urgency of [...place.keys()].sort((a, b) => b - a)) {
    const count = place.get(urgency) as number;
    place.set(urgency, next);
    next += count;
  }
  const order = new Int32Array(lineCount);
  for (let line = 0; line < lineCount; line++) {
    const urgency = unfilledCost[line] as number;
    const at = place.get(urgency) as number;
    order[at] = line;
    place.set(urgency, at + 1);
  }
  return order;
}
