/**
 * Places that can be reached but have not been left yet, nearest first. Distances have two parts, compared money
 * first. Most searches end before the first place is asked for, so what comes in is only listed until then.
 */
export class Frontier {
  private readonly places: number[] = [];
  private isHeap = false;

  constructor(
    private readonly money: Float64Array,
    private readonly tie: Float64Array,
    /** Where a place stands in the heap; room for every place, used by the frontier alone. */
    private readonly position: Int32Array,
  ) {}

  clear(): void {
    this.places.length = 0;
    this.isHeap = false;
  }

  /** Takes in a place whose distance has just been written. */
  add(place: number): void {
    this.places.push(place);
    if (this.isHeap) this.rise(this.places.length - 1, place);
  }

  /** Called after the distance of a place that is inside has become smaller. */
  moveUp(place: number): void {
    if (this.isHeap) this.rise(this.position[place] as number, place);
  }

  /** The nearest place, which leaves the frontier; -1 when there is none. */
  takeNearest(): number {
    const { places } = this;
    if (!this.isHeap) this.makeHeap();
    const nearest = places[0];
    if (nearest === undefined) return -1;
    const last = places.pop() as number;
    if (places.length > 0) this.sink(0, last);
    return nearest;
  }

  private makeHeap(): void {
    this.isHeap = true;
    for (let at = (this.places.length >> 1) - 1; at >= 0; at--) this.sink(at, this.places[at] as number);
    for (let at = 0; at < this.places.length; at++) this.position[this.places[at] as number] = at;
  }

  private isNearer(left: number, right: number): boolean {
    const a = this.money[left] as number;
    const b = this.money[right] as number;
    return a < b || (a === b && (this.tie[left] as number) < (this.tie[right] as number));
  }

  private rise(from: number, place: number): void {
    const { places, position } = this;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = places[above] as number;
      if (!this.isNearer(place, other)) break;
      places[at] = other;
      position[other] = at;
      at = above;
    }
    places[at] = place;
    position[place] = at;
  }

  private sink(from: number, place: number): void {
    const { places, position } = this;
    let at = from;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= places.length) break;
      if (below + 1 < places.length && this.isNearer(places[below + 1] as number, places[below] as number))
        below++;
      const other = places[below] as number;
      if (!this.isNearer(other, place)) break;
      places[at] = other;
      position[other] = at;
      at = below;
    }
    places[at] = place;
    position[place] = at;
  }
}
