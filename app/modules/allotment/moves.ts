import type { Place } from "./polymatroid.ts";

/** One member takes a lot out of place `from` and into its place `to` in another wave. */
export type Move = {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  readonly tie: number;
};

/**
 * For every two waves the cheapest move from one to the other. A move is open while its `from` holds a lot and its `to`
 * has room; moves that close stay in their heap until they surface there.
 */
export class MoveTable {
  /** By `from wave × waves + to wave`; infinite where nobody can move. */
  readonly cost: Float64Array;
  readonly tie: Float64Array;
  private readonly heaps: (Move[] | undefined)[];

  constructor(
    private readonly places: readonly Place[],
    private readonly lots: Float64Array,
    private readonly waves: number,
  ) {
    this.cost = new Float64Array(waves * waves).fill(Number.POSITIVE_INFINITY);
    this.tie = new Float64Array(waves * waves);
    this.heaps = new Array(waves * waves);
  }

  best(fromWave: number, toWave: number): Move {
    return this.heaps[fromWave * this.waves + toWave]?.[0] as Move;
  }

  /**
   * Looks again at the move between two places of one member after one of them opened or closed it. Returns whether
   * the cheapest move between their waves is another one now.
   */
  look(from: number, to: number): boolean {
    const source = this.places[from] as Place;
    const target = this.places[to] as Place;
    const at = source.wave * this.waves + target.wave;
    const heap = this.heaps[at] ?? [];
    const top = heap[0];
    this.heaps[at] = heap;
    if (this.isOpen(from, to)) {
      push(heap, { from, to, cost: target.cost - source.cost, tie: target.tie - source.tie });
    } else if (top === undefined || top.from !== from || top.to !== to) {
      return false;
    }
    while (heap[0] !== undefined && !this.isOpen(heap[0].from, heap[0].to)) pop(heap);
    this.cost[at] = heap[0]?.cost ?? Number.POSITIVE_INFINITY;
    this.tie[at] = heap[0]?.tie ?? 0;
    return heap[0] !== top;
  }

  private isOpen(from: number, to: number): boolean {
    return (this.lots[from] as number) > 0 && (this.lots[to] as number) < (this.places[to] as Place).most;
  }
}

function isBefore(left: Move, right: Move): boolean {
  if (left.cost !== right.cost) return left.cost < right.cost;
  if (left.tie !== right.tie) return left.tie < right.tie;
  return left.from < right.from;
}

function push(heap: Move[], move: Move): void {
  let at = heap.length;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const rival = heap[above] as Move;
    if (!isBefore(move, rival)) break;
    heap[at] = rival;
    at = above;
  }
  heap[at] = move;
}

function pop(heap: Move[]): void {
  const move = heap.pop() as Move;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && isBefore(heap[below + 1] as Move, heap[below] as Move)) below++;
    if (!isBefore(heap[below] as Move, move)) break;
    heap[at] = heap[below] as Move;
    at = below;
  }
  heap[at] = move;
}
