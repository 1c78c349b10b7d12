/** Where lots are given from; see `Filling`. */
export type Source = {
  readonly totals: Float64Array;
  readonly give: (member: number, most: number) => number;
};

/** A member in line: `weight` and `past` decide whose turn it is, `cap` how much there can be. */
export type Contender = { readonly weight: number; readonly past: number; readonly cap: number };

/**
 * Gives lots one at a time, always to the member with the smallest (2 · (has + past) + 1) / weight that can still be
 * given one, the earlier of two equals first; ends when nobody can. Contenders must come in id order.
 */
export function giveByTurns(source: Source, contenders: readonly Contender[]): void {
  const line = new Line(source.totals, contenders);
  for (const [at, { cap }] of contenders.entries()) if ((source.totals[at] as number) < cap) line.join(at);
  for (let next = line.first(); next !== undefined; next = line.first()) {
    const isLast = source.give(next, 1) === 0 || source.totals[next] === contenders[next]?.cap;
    if (isLast) line.leave();
    else line.settle();
  }
}

/** A binary heap of members by whose turn it is. Ratios are compared by cross-multiplication, so nothing is rounded. */
class Line {
  private readonly heap: number[] = [];
  private readonly isSmall: boolean;
  private readonly weight: Float64Array;
  private readonly past: Float64Array;

  constructor(
    private readonly totals: Float64Array,
    contenders: readonly Contender[],
  ) {
    this.weight = Float64Array.from(contenders, (one) => one.weight);
    this.past = Float64Array.from(contenders, (one) => one.past);
    const weightMax = contenders.reduce((most, { weight }) => Math.max(most, weight), 1);
    const hasMax = contenders.reduce((most, { past, cap }) => Math.max(most, Math.abs(past) + cap), 0);
    this.isSmall = (2 * hasMax + 1) * weightMax < Number.MAX_SAFE_INTEGER;
  }

  first(): number | undefined {
    return this.heap[0];
  }

  join(member: number): void {
    const { heap } = this;
    let at = heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(member, heap[above] as number)) break;
      heap[at] = heap[above] as number;
      at = above;
    }
    heap[at] = member;
  }

  leave(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.settle();
  }

  /** Puts the first back in its place after it was given something. */
  settle(): void {
    const { heap } = this;
    const member = heap[0] as number;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && this.isBefore(heap[below + 1] as number, heap[below] as number)) below++;
      if (!this.isBefore(heap[below] as number, member)) break;
      heap[at] = heap[below] as number;
      at = below;
    }
    heap[at] = member;
  }

  private isBefore(left: number, right: number): boolean {
    const { totals, weight, past } = this;
    const gotA = totals[left] as number;
    const gotB = totals[right] as number;
    const pastA = past[left] as number;
    const pastB = past[right] as number;
    const weightA = weight[left] as number;
    const weightB = weight[right] as number;
    if (this.isSmall) {
      const difference = (2 * (gotA + pastA) + 1) * weightB - (2 * (gotB + pastB) + 1) * weightA;
      return difference < 0 || (difference === 0 && left < right);
    }
    const exactA = (2n * (BigInt(gotA) + BigInt(pastA)) + 1n) * BigInt(weightB);
    const exactB = (2n * (BigInt(gotB) + BigInt(pastB)) + 1n) * BigInt(weightA);
    return exactA < exactB || (exactA === exactB && left < right);
  }
}
