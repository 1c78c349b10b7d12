import type { Journal } from "./journal.ts";

type Numbers = Int32Array | Float64Array;

/** Numbers by position, in a store that grows. Read `at` directly; write through `set`, so that a trial can be taken back. */
export class Column<Store extends Numbers = Numbers> {
  constructor(
    /** Replaced when it grows: never keep it across a call that may add a position. */
    public at: Store,
    private readonly journal: Journal,
  ) {}

  set(position: number, value: number): void {
    this.journal.note(this, position);
    this.at[position] = value;
  }

  add(position: number, amount: number): void {
    this.set(position, (this.at[position] as number) + amount);
  }

  /** Makes sure that `count` positions exist; new ones hold zero. */
  makeRoom(count: number): void {
    if (count <= this.at.length) return;
    const length = Math.max(count, Math.ceil(this.at.length * GROWTH), 16);
    const Store = this.at.constructor as new (length: number) => Store;
    const wider = new Store(length);
    wider.set(this.at);
    this.at = wider;
  }
}

const GROWTH = 1.5;

/** A column of whole numbers of 32 bits. */
export function intColumn(journal: Journal, length = 0): Column<Int32Array> {
  return new Column(new Int32Array(length), journal);
}

/** A column of whole numbers below 2^53. */
export function wideColumn(journal: Journal, length = 0): Column<Float64Array> {
  return new Column(new Float64Array(length), journal);
}
