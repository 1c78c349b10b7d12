const NONE = -1;
const GROWTH = 2;

/** The few pairs that can matter to a search, kept by both ends, so that whoever is looked at again is so at once. */
export class NearPairs {
  here = new Int32Array(1024);
  there = new Int32Array(1024);
  cost = new Float64Array(1024);
  hash = new Int32Array(1024);
  /** The next pair of the same place of the other side. */
  next = new Int32Array(1024);
  /** For each place of the other side its newest pair; -1 when there is none. */
  readonly first: Int32Array;
  /** The pairs of a place of this side are those from `start` up to `end`; -1 for who was not looked at. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  private readonly owners: number[] = [];
  private count = 0;

  constructor(heres: number, theres: number) {
    this.first = new Int32Array(theres).fill(NONE);
    this.start = new Int32Array(heres).fill(NONE);
    this.end = new Int32Array(heres);
  }

  /** Begins to take in the pairs of a place of this side; `close` ends it. */
  open(here: number): void {
    this.owners.push(here);
    this.start[here] = this.count;
  }

  add(here: number, there: number, cost: number, hash: number): void {
    if (this.count === this.here.length) this.grow();
    const at = this.count++;
    this.here[at] = here;
    this.there[at] = there;
    this.cost[at] = cost;
    this.hash[at] = hash;
    this.next[at] = this.first[there] as number;
    this.first[there] = at;
  }

  close(here: number): void {
    this.end[here] = this.count;
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.first[this.there[at] as number] = NONE;
    for (const here of this.owners) this.start[here] = NONE;
    this.owners.length = 0;
    this.count = 0;
  }

  private grow(): void {
    const wider = <Store extends Int32Array | Float64Array>(store: Store): Store => {
      const Kind = store.constructor as new (length: number) => Store;
      const grown = new Kind(store.length * GROWTH);
      grown.set(store);
      return grown;
    };
    this.here = wider(this.here);
    this.there = wider(this.there);
    this.cost = wider(this.cost);
    this.hash = wider(this.hash);
    this.next = wider(this.next);
  }
}
