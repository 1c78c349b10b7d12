import type { Amounts } from "./amounts.ts";
import type { ArrangedMarket } from "./arrange.ts";
import type { IdColumn } from "./id-column.ts";
import { merkleLeaf, merkleRoot } from "./merkle.ts";
import type { SolvedMarket } from "./solve-arranged.ts";
import { costOfSale, type SolvedComponent } from "./solve-component.ts";

/**
 * The seal of a cell: one Merkle leaf for each component, in order of their first line, and one for everything that
 * belongs to none. Anyone who has a component's lines, lots, pairs, sales and prices can compute its leaf with nothing
 * but SHA-256. The record behind a leaf is, in this order and all numbers in decimal digits:
 *
 *   lumbung-night/1 component⏎         (or: lumbung-night/1 rest⏎)
 *   L<bytes of id>:<id> <class> <quantity> <unfilled> <steps> <milli> <pairs>⏎   for each line, by id
 *   O<bytes of id>:<id> <quantity> <steps> <milli>⏎                              for each lot, by id
 *   A<line> <lot> <quantity> <cost>⏎   for each sale by line, then lot, as their numbers in the lists above, from 0
 *   P<pairs> <least cost>⏎
 *   and then each pair by line, then lot, as two 32-bit little-endian numbers: lines + number of the lot, and cost less
 *   the least cost. Where a cost of the cell does not fit 31 bits, all of them are 64-bit little-endian floats.
 *
 * Ids are UTF-8; ⏎ is one byte of value 10. Steps and milli are the value of the line and the rent of the lot, as the
 * certificate counts them. The rest has no A, no P and no pairs.
 */
export function sealCell(market: ArrangedMarket, solved: SolvedMarket): CellSeal {
  const record = new RecordWriter();
  const components = solved.components.map((each) => {
    writeComponent(record, market, solved, each);
    const { arcs } = each.component.transport.columns;
    return merkleLeaf(record.take(), new Uint8Array(arcs.buffer, arcs.byteOffset, arcs.byteLength));
  });
  writeRest(record, market, solved);
  return { components, rest: merkleLeaf(record.take()) };
}

export type CellSeal = {
  readonly components: readonly string[];
  readonly rest: string;
};

/** The root over all cells of a night. Leaves are sorted first, so it does not matter in which order cells come. */
export function nightRoot(cells: readonly CellSeal[]): string {
  return merkleRoot(nightLeaves(cells));
}

/** The leaves of a night in the order in which its tree holds them. */
export function nightLeaves(cells: readonly CellSeal[]): string[] {
  return cells.flatMap(({ components, rest }) => [...components, rest]).sort();
}

function writeComponent(
  record: RecordWriter,
  market: ArrangedMarket,
  solved: SolvedMarket,
  each: SolvedComponent,
): void {
  const { component, sales } = each;
  const { start, arcs } = component.transport.columns;
  record.text("lumbung-night/1 component\n");
  for (const [line, position] of component.lines.entries())
    writeLine(record, market, solved, position, ((start[line + 1] as number) - (start[line] as number)) / 2);
  for (const position of component.offers) writeLot(record, market, solved, position);
  for (let line = 0; line < component.lines.length; line++) {
    for (let sale = sales.start[line] as number; sale < (sales.start[line + 1] as number); sale++) {
      const lot = sales.offer[sale] as number;
      record.text("A");
      record.numbers(line, lot, sales.quantity[sale] as number, costOfSale(each, line, lot));
    }
  }
  record.text("P");
  record.numbers(arcs.length / 2, component.costBase);
}

function writeRest(record: RecordWriter, market: ArrangedMarket, solved: SolvedMarket): void {
  const lines = new Uint8Array(market.lineAt.length);
  const lots = new Uint8Array(market.offerAt.length);
  for (const { component } of solved.components) {
    for (const position of component.lines) lines[position] = 1;
    for (const position of component.offers) lots[position] = 1;
  }
  record.text("lumbung-night/1 rest\n");
  for (const [position, taken] of lines.entries())
    if (taken === 0) writeLine(record, market, solved, position, 0);
  for (const [position, taken] of lots.entries()) if (taken === 0) writeLot(record, market, solved, position);
}

function writeLine(
  record: RecordWriter,
  { lineIds, lineAt, lineClass, lineQuantity }: ArrangedMarket,
  { unfilled, dual }: SolvedMarket,
  position: number,
  pairs: number,
): void {
  record.text("L");
  record.id(lineIds, lineAt[position] as number);
  const { steps, milli } = amount(dual.lineValue, position);
  const asked = lineQuantity[position] as number;
  record.numbers(lineClass[position] as number, asked, unfilled[position] as number, steps, milli, pairs);
}

function writeLot(
  record: RecordWriter,
  { offerIds, offerAt, offerQuantity }: ArrangedMarket,
  { dual }: SolvedMarket,
  position: number,
): void {
  record.text("O");
  record.id(offerIds, offerAt[position] as number);
  const { steps, milli } = amount(dual.offerRent, position);
  record.numbers(offerQuantity[position] as number, steps, milli);
}

function amount({ steps, milli }: Amounts, at: number) {
  return { steps: steps[at] as number, milli: milli[at] as number };
}

const SPACE = 32;
const NEWLINE = 10;
// A number and what separates it never take more.
const NUMBER_BYTES = 20;

/** Writes records into one growing stretch of bytes. */
class RecordWriter {
  private bytes = new Uint8Array(1 << 16);
  private used = 0;

  text(ascii: string): void {
    this.makeRoom(ascii.length);
    for (let at = 0; at < ascii.length; at++) this.bytes[this.used++] = ascii.charCodeAt(at);
  }

  /** Writes an id as its length, a colon, its bytes and a space. */
  id({ bytes, start }: IdColumn, at: number): void {
    const from = start[at] as number;
    const end = start[at + 1] as number;
    this.makeRoom(end - from + NUMBER_BYTES);
    this.digits(end - from);
    this.bytes[this.used++] = 58;
    for (let byte = from; byte < end; byte++) this.bytes[this.used++] = bytes[byte] as number;
    this.bytes[this.used++] = SPACE;
  }

  /** Writes whole numbers with spaces between them and ends the row. */
  numbers(...values: readonly number[]): void {
    this.makeRoom(values.length * NUMBER_BYTES);
    for (const value of values) {
      this.digits(value);
      this.bytes[this.used++] = SPACE;
    }
    this.bytes[this.used - 1] = NEWLINE;
  }

  /** What was written since the last time; valid until more is written. */
  take(): Uint8Array {
    const record = this.bytes.subarray(0, this.used);
    this.used = 0;
    return record;
  }

  private digits(value: number): void {
    let rest = Math.abs(value);
    if (value < 0) this.bytes[this.used++] = 45;
    let length = 1;
    for (let limit = 10; limit <= rest; limit *= 10) length++;
    for (let at = this.used + length - 1; at >= this.used; at--) {
      const next = Math.floor(rest / 10);
      this.bytes[at] = 48 + (rest - next * 10);
      rest = next;
    }
    this.used += length;
  }

  private makeRoom(more: number): void {
    if (this.used + more <= this.bytes.length) return;
    const wider = new Uint8Array(2 * (this.used + more));
    wider.set(this.bytes.subarray(0, this.used));
    this.bytes = wider;
  }
}
