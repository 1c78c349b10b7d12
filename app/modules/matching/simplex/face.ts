import type { Basis } from "./basis.ts";
import { Parts } from "./parts.ts";
import { arcStore, type Columns, type Transport } from "./transport.ts";

/** The arcs along which an optimal basis can move without changing the cost. */
export type Face = {
  readonly columns: Columns;
  /** 1 where going unfilled costs a line exactly what it is worth. */
  readonly mayGiveUp: Uint8Array;
  /** 1 where an offer is worth exactly nothing. */
  readonly mayReturn: Uint8Array;
};

/** The arcs of a (smaller) problem on which a basis is optimal. */
export type Allowed = {
  readonly columns: Columns;
  readonly unfilledCost: Float64Array;
  readonly mayReturn: Uint8Array;
};

/** The face of all optima, read off the values of one optimal basis whose root is worth nothing. */
export function faceOf(allowed: Allowed, { value, lineCount }: Basis): Face {
  const { arcs, start } = allowed.columns;
  const lines = start.length - 1;
  const tightStart = new Int32Array(lines + 1);
  let tight = 0;
  for (let line = 0; line < lines; line++) {
    const end = start[line + 1] as number;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      if ((arcs[arc + 1] as number) + (value[arcs[arc] as number] as number) === value[line]) tight += 2;
    }
    tightStart[line + 1] = tight;
  }
  const tightArcs = arcStore(tight, 0);
  let used = 0;
  for (let line = 0; line < lines; line++) {
    const end = start[line + 1] as number;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      if ((arcs[arc + 1] as number) + (value[arcs[arc] as number] as number) !== value[line]) continue;
      tightArcs[used] = arcs[arc] as number;
      used += 2;
    }
  }
  return {
    columns: { start: tightStart, arcs: tightArcs },
    mayGiveUp: Uint8Array.from(allowed.unfilledCost, (cost, line) => (cost === value[line] ? 1 : 0)),
    mayReturn: allowed.mayReturn.map((open, offer) => (open === 1 && value[lineCount + offer] === 0 ? 1 : 0)),
  };
}

/**
 * Whether the basis is the only point of its face. Exact, also when the tree is degenerate: another optimum exists
 * precisely when the arcs of the face, each in the directions in which it can still change, form a cycle.
 *
 * Arcs that can change both ways are contracted first (in a tree solution they form a forest); a one-way arc inside a
 * contracted part closes a cycle, and so does a cycle of one-way arcs between parts.
 */
export function isOnlyPoint(
  face: Face,
  basis: Basis,
  { capacity, lineCount, offerCount }: Transport,
): boolean {
  const { root, parent, flow } = basis;
  const { start, arcs } = face.columns;
  const part = new Parts(root + 1);
  const oneWay = new Edges();
  for (let line = 0; line < lineCount; line++) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const offer = arcs[arc] as number;
      const bought = parent[line] === offer ? flow[line] : parent[offer] === line ? flow[offer] : 0;
      if (bought === 0) oneWay.add(line, offer);
      else if (!part.join(line, offer)) return false;
    }
    if (face.mayGiveUp[line] === 0) continue;
    if (parent[line] !== root || flow[line] === 0) oneWay.add(line, root);
    else if (!part.join(line, root)) return false;
  }
  for (let offer = 0; offer < offerCount; offer++) {
    if (face.mayReturn[offer] === 0) continue;
    const node = lineCount + offer;
    const sold = parent[node] === root ? flow[node] : capacity[offer];
    if (sold === 0) oneWay.add(node, root);
    else if (sold === capacity[offer]) oneWay.add(root, node);
    else if (!part.join(node, root)) return false;
  }
  return oneWay.formNoCycle(part, root + 1);
}

/** One-way arcs between parts of a graph. */
export class Edges {
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  add(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }

  /** Takes away parts that nothing leads to until none is left; what cannot be taken away lies on a cycle. */
  formNoCycle(part: Parts, nodes: number): boolean {
    const count = this.from.length;
    const next = new Int32Array(count).fill(-1);
    const first = new Int32Array(nodes).fill(-1);
    const arriving = new Int32Array(nodes);
    for (let edge = 0; edge < count; edge++) {
      const from = part.of(this.from[edge] as number);
      const to = part.of(this.to[edge] as number);
      if (from === to) return false;
      next[edge] = first[from] as number;
      first[from] = edge;
      arriving[to] = (arriving[to] as number) + 1;
    }
    const ready: number[] = [];
    for (let node = 0; node < nodes; node++) if (arriving[node] === 0 && first[node] !== -1) ready.push(node);
    let taken = 0;
    for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
      for (let edge = first[node] as number; edge !== -1; edge = next[edge] as number) {
        const to = part.of(this.to[edge] as number);
        taken++;
        arriving[to] = (arriving[to] as number) - 1;
        if (arriving[to] === 0) ready.push(to);
      }
    }
    return taken === count;
  }
}
