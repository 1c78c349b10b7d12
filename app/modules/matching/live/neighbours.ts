import { Column, intColumn } from "./column.ts";
import type { Journal } from "./journal.ts";

/**
 * The pairs of one side of a market by row: `[partner, cost, partner, cost, …]`, in no order. A row that outgrows its
 * place moves to the end of the pool with room to spare; what it leaves behind is not used again.
 */
export class Neighbours {
  readonly start: Column<Int32Array>;
  /** Numbers in use in each row: twice its pairs. */
  readonly length: Column<Int32Array>;
  readonly room: Column<Int32Array>;
  pool: Column;
  used = 0;

  constructor(private readonly journal: Journal) {
    this.start = intColumn(journal);
    this.length = intColumn(journal);
    this.room = intColumn(journal);
    this.pool = intColumn(journal);
  }

  /** Takes over rows that are already written one after the other, without room between them. */
  takeOver(start: Int32Array, pool: Int32Array | Float64Array): void {
    const rows = start.length - 1;
    this.start.at = start.slice(0, rows);
    this.length.at = Int32Array.from(
      { length: rows },
      (_, row) => (start[row + 1] as number) - (start[row] as number),
    );
    this.room.at = this.length.at.slice();
    this.pool = new Column(pool, this.journal);
    this.used = pool.length;
  }

  addRow(row: number, pairs: number): void {
    for (const column of [this.start, this.length, this.room]) column.makeRoom(row + 1);
    this.start.set(row, this.used);
    this.length.set(row, 0);
    this.room.set(row, 2 * pairs);
    this.take(2 * pairs);
  }

  append(row: number, partner: number, cost: number): void {
    const length = this.length.at[row] as number;
    if (length === this.room.at[row]) this.moveToEnd(row);
    const end = (this.start.at[row] as number) + length;
    this.widenFor(cost);
    this.pool.set(end, partner);
    this.pool.set(end + 1, cost);
    this.length.set(row, length + 2);
  }

  /** Where the pair stands in the pool; -1 when there is none. */
  find(row: number, partner: number): number {
    const start = this.start.at[row] as number;
    const end = start + (this.length.at[row] as number);
    const pool = this.pool.at;
    for (let at = start; at < end; at += 2) if (pool[at] === partner) return at;
    return -1;
  }

  /** Sets what a pair costs that is there. */
  setCost(row: number, partner: number, cost: number): void {
    this.widenFor(cost);
    this.pool.set(this.find(row, partner) + 1, cost);
  }

  eachPair(row: number, use: (partner: number, cost: number) => void): void {
    const start = this.start.at[row] as number;
    const end = start + (this.length.at[row] as number);
    for (let at = start; at < end; at += 2) use(this.pool.at[at] as number, this.pool.at[at + 1] as number);
  }

  clear(row: number): void {
    this.length.set(row, 0);
  }

  /** Takes a pair out; the last one of the row takes its place. */
  remove(row: number, partner: number): void {
    const at = this.find(row, partner);
    if (at === -1) return;
    const length = (this.length.at[row] as number) - 2;
    const last = (this.start.at[row] as number) + length;
    this.pool.set(at, this.pool.at[last] as number);
    this.pool.set(at + 1, this.pool.at[last + 1] as number);
    this.length.set(row, length);
  }

  private moveToEnd(row: number): void {
    const from = this.start.at[row] as number;
    const length = this.length.at[row] as number;
    const to = this.used;
    const room = Math.max(8, 2 * length);
    this.take(room);
    for (let at = 0; at < length; at++) this.pool.set(to + at, this.pool.at[from + at] as number);
    this.start.set(row, to);
    this.room.set(row, room);
  }

  private take(room: number): void {
    const before = this.used;
    this.used += room;
    this.pool.makeRoom(this.used);
    this.journal.noteChange(() => {
      this.used = before;
    });
  }

  private widenFor(cost: number): void {
    if (cost <= 0x7fffffff || this.pool.at instanceof Float64Array) return;
    this.pool.at = Float64Array.from(this.pool.at);
  }
}
