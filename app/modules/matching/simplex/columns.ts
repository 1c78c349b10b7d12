import { type Columns, sameStore } from "./transport.ts";

// Measured on markets of 20 k to 5 M pairs: fewer first columns cost rounds, more cost time in every pivot.
const DENSE_DEGREE = 300;
const CHEAPEST_FIRST = 8;
const SPREAD_FIRST = 8;
const ADDED_PER_ROUND = 12;

/** Whether rows are so long on average that working on a growing part of them pays. */
export function isDense({ arcs, start }: Columns): boolean {
  return arcs.length / 2 > DENSE_DEGREE * (start.length - 1);
}

/**
 * A first working set: of each row the arcs that are cheapest at the rents of the tree to start from, and some spread
 * evenly over the row, so that not everybody knocks on the same few doors.
 */
export function firstColumns(all: Columns, value: Float64Array): Columns {
  const lines = all.start.length - 1;
  const picked = new Picks(CHEAPEST_FIRST + SPREAD_FIRST);
  const grown = new Growing(all, lines * (CHEAPEST_FIRST + SPREAD_FIRST) * 2);
  for (let line = 0; line < lines; line++) {
    const begin = all.start[line] as number;
    const end = all.start[line + 1] as number;
    picked.clear(CHEAPEST_FIRST);
    for (let arc = begin; arc < end; arc += 2)
      picked.offer(arc, (all.arcs[arc + 1] as number) + (value[all.arcs[arc] as number] as number));
    picked.clear(CHEAPEST_FIRST + SPREAD_FIRST, picked.count);
    const stride = 2 * Math.max(1, Math.floor((end - begin) / 2 / SPREAD_FIRST));
    const cheapest = picked.count;
    for (
      let arc = begin + 2 * (line % (stride / 2));
      arc < end && picked.count < picked.limit;
      arc += stride
    ) {
      if (!picked.hasAmong(arc, cheapest)) picked.append(arc);
    }
    grown.closeRow(picked);
  }
  return grown.columns();
}

/**
 * Adds to the working set, for each line, the arcs that would lower the cost most at the values the last round ended
 * with. Null when there is none: the values hold over all arcs, and the tree is optimal.
 */
export function nextColumns(all: Columns, working: Columns, value: Float64Array): Columns | null {
  const lines = all.start.length - 1;
  const picked = new Picks(ADDED_PER_ROUND);
  const grown = new Growing(all, working.arcs.length + lines * 4);
  let added = 0;
  for (let line = 0; line < lines; line++) {
    const end = all.start[line + 1] as number;
    const lineValue = value[line] as number;
    picked.clear(ADDED_PER_ROUND);
    for (let arc = all.start[line] as number; arc < end; arc += 2) {
      const gain = (all.arcs[arc + 1] as number) + (value[all.arcs[arc] as number] as number) - lineValue;
      if (gain < 0) picked.offer(arc, gain);
    }
    added += picked.count;
    grown.copyRow(working, line);
    grown.closeRow(picked);
  }
  return added === 0 ? null : grown.columns();
}

/** The few smallest of a row, kept sorted by insertion; the earlier arc wins a tie. */
class Picks {
  readonly arc: Int32Array;
  private readonly key: Float64Array;
  count = 0;
  limit = 0;

  constructor(most: number) {
    this.arc = new Int32Array(most);
    this.key = new Float64Array(most);
  }

  clear(limit: number, keep = 0): void {
    this.limit = limit;
    this.count = keep;
  }

  offer(arc: number, key: number): void {
    let at = this.count;
    if (at === this.limit) {
      if (key >= (this.key[at - 1] as number)) return;
      at--;
    } else {
      this.count++;
    }
    while (at > 0 && key < (this.key[at - 1] as number)) {
      this.key[at] = this.key[at - 1] as number;
      this.arc[at] = this.arc[at - 1] as number;
      at--;
    }
    this.key[at] = key;
    this.arc[at] = arc;
  }

  append(arc: number): void {
    this.arc[this.count++] = arc;
  }

  hasAmong(arc: number, first: number): boolean {
    for (let at = 0; at < first; at++) if (this.arc[at] === arc) return true;
    return false;
  }
}

/** Rows of a working set, written one after the other into a store that grows. */
class Growing {
  private readonly all: Columns;
  private readonly start: Int32Array;
  private arcs: Int32Array | Float64Array;
  private used = 0;
  private rows = 0;

  constructor(all: Columns, expected: number) {
    this.all = all;
    this.start = new Int32Array(all.start.length);
    this.arcs = sameStore(all.arcs, expected + 64);
  }

  copyRow(from: Columns, line: number): void {
    const begin = from.start[line] as number;
    const end = from.start[line + 1] as number;
    this.makeRoom(end - begin);
    for (let arc = begin; arc < end; arc++) this.arcs[this.used++] = from.arcs[arc] as number;
  }

  closeRow(picked: Picks): void {
    this.makeRoom(picked.count * 2);
    for (let at = 0; at < picked.count; at++) {
      const arc = picked.arc[at] as number;
      this.arcs[this.used++] = this.all.arcs[arc] as number;
      this.arcs[this.used++] = this.all.arcs[arc + 1] as number;
    }
    this.start[++this.rows] = this.used;
  }

  columns(): Columns {
    return { start: this.start, arcs: this.arcs.subarray(0, this.used) };
  }

  private makeRoom(more: number): void {
    if (this.used + more <= this.arcs.length) return;
    const wider = sameStore(this.arcs, (this.used + more) * 2);
    wider.set(this.arcs);
    this.arcs = wider;
  }
}
