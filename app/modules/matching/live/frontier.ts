/**
 * Places that can be reached but have not been left yet, nearest first: a heap in which every place knows where it
 * stands. Distances have two parts, compared money first.
 */
export class Frontier {
  /** The distance of each place inside. */
  readonly money: Float64Array;
  readonly tie: Float64Array;
  private readonly heap: Int32Array;
  /** Where a place stands in the heap; -1 for those outside. */
  private readonly position: Int32Array;
  private count = 0;

  constructor(places: number) {
    this.money = new Float64Array(places);
    this.tie = new Float64Array(places);
    this.heap = new Int32Array(places);
    this.position = new Int32Array(places).fill(-1);
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.position[this.heap[at] as number] = -1;
    this.count = 0;
  }

  has(place: number): boolean {
    return this.position[place] !== -1;
  }

  /** Whether `place` is outside, or farther than this. */
  wouldGain(place: number, money: number, tie: number): boolean {
    if (this.position[place] === -1) return true;
    const known = this.money[place] as number;
    return money < known || (money === known && tie < (this.tie[place] as number));
  }

  /** Takes in a place, or brings one that is inside nearer. */
  put(place: number, money: number, tie: number): void {
    this.money[place] = money;
    this.tie[place] = tie;
    const at = this.position[place] as number;
    this.rise(at === -1 ? this.count++ : at, place);
  }

  /** The nearest place; -1 when there is none. */
  get nearest(): number {
    return this.count === 0 ? -1 : (this.heap[0] as number);
  }

  takeNearest(): void {
    this.position[this.heap[0] as number] = -1;
    this.count--;
    if (this.count > 0) this.sink(this.heap[this.count] as number);
  }

  private isNearer(left: number, right: number): boolean {
    const a = this.money[left] as number;
    const b = this.money[right] as number;
    return a < b || (a === b && (this.tie[left] as number) < (this.tie[right] as number));
  }

  private rise(from: number, place: number): void {
    const { heap, position } = this;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above] as number;
      if (!this.isNearer(place, other)) break;
      heap[at] = other;
      position[other] = at;
      at = above;
    }
    heap[at] = place;
    position[place] = at;
  }

  private sink(place: number): void {
    const { heap, position, count } = this;
    let at = 0;
    for (let below = 1; below < count; below = 2 * at + 1) {
      if (below + 1 < count && this.isNearer(heap[below + 1] as number, heap[below] as number)) below++;
      const other = heap[below] as number;
      if (!this.isNearer(other, place)) break;
      heap[at] = other;
      position[other] = at;
      at = below;
    }
    heap[at] = place;
    position[place] = at;
  }
}
