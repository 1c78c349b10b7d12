import { invariant } from "#app/kernel/errors.ts";

/**
 * Rounds a table of fractions to whole numbers so that it still adds up: every cell, every row total and every column total
 * becomes one of the two whole numbers beside it. A total that is whole already stays what it is.
 *
 * Such a rounding always exists: with one more row and column that fill every total up to a whole number, the cells that are
 * not whole yet form closed walks through rows and columns; carrying the same amount around a walk, up in one cell and down in
 * the next, keeps every total and makes at least one cell whole. Walks are taken in a fixed order, so the same table is
 * always rounded the same way.
 */
export type FractionTable = {
  /** Numerators over `denominator`, row by row; none negative, every row as long as the first. */
  readonly cells: readonly (readonly bigint[])[];
  readonly denominator: bigint;
};

/** The rounded cells, row by row. The work grows with the square of the number of cells that are not whole. */
export function controlledRounding({ cells, denominator }: FractionTable): bigint[][] {
  invariant(denominator > 0n, "a fraction has a denominator");
  const width = cells[0]?.length ?? 0;
  const whole = cells.map((row) => row.map((cell) => cell / denominator));
  const parts = filledUp(
    cells.map((row) => row.map((cell) => cell % denominator)),
    width,
    denominator,
  );
  const walks = new Walks(parts, denominator);
  for (let walk = walks.next(); walk !== null; walk = walks.next()) carry(parts, walk, denominator);
  return whole.map((row, at) =>
    row.map((cell, across) => cell + (parts[at]?.[across] === denominator ? 1n : 0n)),
  );
}

/** The fractional parts with one more row and column, so that every row and column comes to a multiple of the denominator. */
function filledUp(parts: bigint[][], width: number, denominator: bigint): bigint[][] {
  const lacking = (total: bigint) => (denominator - (total % denominator)) % denominator;
  const sum = (row: readonly bigint[]) => row.reduce((total, part) => total + part, 0n);
  const rows = parts.map((row) => [...row, lacking(sum(row))]);
  const last = Array.from({ length: width + 1 }, (_, across) =>
    lacking(rows.reduce((total, row) => total + (row[across] ?? 0n), 0n)),
  );
  return [...rows, last];
}

type Cell = { readonly row: number; readonly column: number };

/** Finds closed walks among the cells that are not whole, alternately along a row and along a column. */
class Walks {
  readonly #parts: bigint[][];
  readonly #denominator: bigint;
  #from = 0;

  constructor(parts: bigint[][], denominator: bigint) {
    this.#parts = parts;
    this.#denominator = denominator;
  }

  /** The cells of a closed walk, turn by turn along a row and along a column; null when everything is whole. */
  next(): Cell[] | null {
    const start = this.#firstOpenRow();
    if (start === null) return null;
    const walk: Cell[] = [];
    // How long the walk was when each row and column was entered: coming back to one of them closes it.
    const rows = new Map([[start, 0]]);
    const columns = new Map<number, number>();
    let row = start;
    let column = -1;
    for (;;) {
      column = this.#openInRow(row, column);
      walk.push({ row, column });
      const throughColumn = columns.get(column);
      if (throughColumn !== undefined) return walk.slice(throughColumn);
      columns.set(column, walk.length);
      row = this.#openInColumn(column, row);
      walk.push({ row, column });
      const throughRow = rows.get(row);
      if (throughRow !== undefined) return walk.slice(throughRow);
      rows.set(row, walk.length);
    }
  }

  #isOpen(row: number, column: number): boolean {
    const part = this.#parts[row]?.[column] ?? 0n;
    return part !== 0n && part !== this.#denominator;
  }

  #firstOpenRow(): number | null {
    for (; this.#from < this.#parts.length; this.#from += 1)
      if ((this.#parts[this.#from] ?? []).some((_, column) => this.#isOpen(this.#from, column)))
        return this.#from;
    return null;
  }

  /** Totals are whole, so a row or column with one open cell has another. */
  #openInRow(row: number, except: number): number {
    const cells = this.#parts[row] ?? [];
    for (let column = 0; column < cells.length; column += 1)
      if (column !== except && this.#isOpen(row, column)) return column;
    throw new Error("Invariant broken: a row that is not whole has two cells that are not");
  }

  #openInColumn(column: number, except: number): number {
    for (let row = 0; row < this.#parts.length; row += 1)
      if (row !== except && this.#isOpen(row, column)) return row;
    throw new Error("Invariant broken: a column that is not whole has two cells that are not");
  }
}

/** Carries as much around the walk as makes one of its cells whole: up where there is least room, which moves least. */
function carry(parts: bigint[][], walk: readonly Cell[], denominator: bigint): void {
  const partOf = (cell: Cell) => parts[cell.row]?.[cell.column] ?? 0n;
  let up = denominator;
  let down = denominator;
  for (const [at, cell] of walk.entries()) {
    const part = partOf(cell);
    const [rise, fall] = at % 2 === 0 ? [denominator - part, part] : [part, denominator - part];
    if (rise < up) up = rise;
    if (fall < down) down = fall;
  }
  const amount = up <= down ? up : -down;
  for (const [at, cell] of walk.entries()) {
    const row = parts[cell.row];
    if (row) row[cell.column] = partOf(cell) + (at % 2 === 0 ? amount : -amount);
  }
}
