/** Where lots may go: at most `most` of one member in one wave, at `cost` rupiah a lot; `tie` decides between equal costs. */
export type Place = {
  readonly member: number;
  readonly wave: number;
  readonly most: number;
  readonly cost: number;
  readonly tie: number;
};

/**
 * For every wave with nothing left and every other wave, the cheapest move from the one to the other: one member takes a
 * lot out of its place in the first and into its place in the second. A move is open while the first place holds a
 * lot and the second has room; moves that close stay in their heap until they surface there.
 * Nobody needs to leave a wave that has lots left, so a wave's moves are only kept from `watch` on.
 */
export class MoveTable {
  /** By `from wave × waves + to wave`; infinite where nobody can move. */
  readonly cost: Float64Array;
  readonly tie: Float64Array;
  private readonly heaps: MoveHeap[] = [];
  private readonly isWatched: Uint8Array;
  /** Place within its member, and where the member's pairs begin: together they number every two places of a member. */
  private readonly slot: Int32Array;
  private readonly firstPair: Int32Array;
  private readonly isListed: Uint8Array;

  constructor(
    private readonly places: readonly Place[],
    private readonly lots: Float64Array,
    private readonly waves: number,
    private readonly ofMember: readonly (readonly number[])[],
  ) {
    this.cost = new Float64Array(waves * waves).fill(Number.POSITIVE_INFINITY);
    this.tie = new Float64Array(waves * waves);
    this.isWatched = new Uint8Array(waves);
    this.slot = new Int32Array(places.length);
    this.firstPair = new Int32Array(places.length);
    let pairs = 0;
    for (const own of ofMember) {
      for (const [slot, at] of own.entries()) {
        this.slot[at] = slot;
        this.firstPair[at] = pairs;
        pairs += own.length;
      }
    }
    this.isListed = new Uint8Array(pairs);
  }

  /** Starts to keep the moves out of a wave, given its places. */
  watch(wave: number, placesOfWave: readonly number[]): void {
    this.isWatched[wave] = 1;
    for (let to = 0; to < this.waves; to++) this.heaps[wave * this.waves + to] = new MoveHeap();
    for (const at of placesOfWave) this.lookOut(at);
  }

  from(fromWave: number, toWave: number): number {
    return (this.heaps[fromWave * this.waves + toWave] as MoveHeap).from[0] as number;
  }

  to(fromWave: number, toWave: number): number {
    return (this.heaps[fromWave * this.waves + toWave] as MoveHeap).to[0] as number;
  }

  /** Looks again at all moves out of a place that was opened or closed; returns whether a cheapest one changed. */
  lookOut(from: number): boolean {
    const { member, wave } = this.places[from] as Place;
    if (this.isWatched[wave] === 0) return false;
    let changed = false;
    for (const to of this.ofMember[member] ?? [])
      if (to !== from && this.look(from, to, wave)) changed = true;
    return changed;
  }

  /** The same for all moves into a place. */
  lookIn(to: number): boolean {
    const { member } = this.places[to] as Place;
    let changed = false;
    for (const from of this.ofMember[member] ?? []) {
      const { wave } = this.places[from] as Place;
      if (from !== to && this.isWatched[wave] === 1 && this.look(from, to, wave)) changed = true;
    }
    return changed;
  }

  private look(from: number, to: number, wave: number): boolean {
    const target = this.places[to] as Place;
    const at = wave * this.waves + target.wave;
    const heap = this.heaps[at] as MoveHeap;
    const pair = (this.firstPair[from] as number) + (this.slot[to] as number);
    const top = heap.from[0];
    if (!this.isOpen(from, to)) {
      if (top !== from) return false;
    } else if (this.isListed[pair] === 0) {
      const source = this.places[from] as Place;
      heap.push(target.cost - source.cost, target.tie - source.tie, from, to);
      this.isListed[pair] = 1;
    }
    for (
      let first = heap.from[0];
      first !== undefined && !this.isOpen(first, heap.to[0] as number);
      first = heap.from[0]
    ) {
      this.isListed[(this.firstPair[first] as number) + (this.slot[heap.to[0] as number] as number)] = 0;
      heap.pop();
    }
    if (heap.from[0] === top) return false;
    this.cost[at] = heap.cost[0] ?? Number.POSITIVE_INFINITY;
    this.tie[at] = heap.tie[0] ?? 0;
    return true;
  }

  private isOpen(from: number, to: number): boolean {
    return (this.lots[from] as number) > 0 && (this.lots[to] as number) < (this.places[to] as Place).most;
  }
}

/** A binary heap of moves, column by column so that nothing is allocated per move; the smaller place wins a tie. */
class MoveHeap {
  readonly cost: number[] = [];
  readonly tie: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];

  push(cost: number, tie: number, from: number, to: number): void {
    let at = this.from.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(cost, tie, from, above)) break;
      this.copy(above, at);
      at = above;
    }
    this.put(at, cost, tie, from, to);
  }

  pop(): void {
    const cost = this.cost.pop() as number;
    const tie = this.tie.pop() as number;
    const from = this.from.pop() as number;
    const to = this.to.pop() as number;
    const length = this.from.length;
    if (length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= length) break;
      const next = below + 1;
      if (
        next < length &&
        this.isBefore(this.cost[next] as number, this.tie[next] as number, this.from[next] as number, below)
      )
        below = next;
      if (this.isBefore(cost, tie, from, below)) break;
      this.copy(below, at);
      at = below;
    }
    this.put(at, cost, tie, from, to);
  }

  private isBefore(cost: number, tie: number, from: number, rival: number): boolean {
    const difference = cost - (this.cost[rival] as number) || tie - (this.tie[rival] as number);
    return difference < 0 || (difference === 0 && from < (this.from[rival] as number));
  }

  private copy(source: number, target: number): void {
    this.put(
      target,
      this.cost[source] as number,
      this.tie[source] as number,
      this.from[source] as number,
      this.to[source] as number,
    );
  }

  private put(at: number, cost: number, tie: number, from: number, to: number): void {
    this.cost[at] = cost;
    this.tie[at] = tie;
    this.from[at] = from;
    this.to[at] = to;
  }
}
