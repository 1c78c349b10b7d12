import type { IdColumn } from "./id-column.ts";
import { listOf } from "./price-list.ts";
import type { CellRows, LineRows, LotRows } from "./rows.ts";

/** Rows of a night that share no lot with any other part: a market cell that can be solved by itself, anywhere. */
export type NightPart = {
  readonly lines: Int32Array;
  readonly lots: Int32Array;
};

/**
 * Divides a night into parts, the largest first, so that threads that each take the next one finish at about the same
 * time. A part is a commodity, and of that the days that some lot can serve together: goods that keep are one part over
 * all days, goods for a single day are one part for each. Lots that are good on no day that anybody asks for are left
 * out; what a part's lines count as excluded is therefore counted among the lots of its own days.
 */
export function nightParts({ lines, lots }: CellRows): NightPart[] {
  const asked = askedDays(lines);
  for (const [row, commodity] of lots.commodity.entries()) {
    const days = asked.get(commodity);
    days?.linkBetween(lots.fromDay[row] as number, lots.untilDay[row] as number);
  }
  const parts = new PartNumbers();
  const lineCount = lines.commodity.length;
  const ofLine = new Int32Array(lineCount);
  for (let row = 0; row < lineCount; row++) {
    const commodity = lines.commodity[row] as number;
    ofLine[row] = parts.of(commodity, asked.get(commodity)?.firstLinked(lines.day[row] as number) ?? 0);
  }
  const ofLot = new Int32Array(lots.commodity.length).fill(-1);
  for (let row = 0; row < ofLot.length; row++) {
    const commodity = lots.commodity[row] as number;
    const days = asked.get(commodity);
    const day = days?.firstWithin(lots.fromDay[row] as number, lots.untilDay[row] as number) ?? null;
    if (days && day !== null) ofLot[row] = parts.of(commodity, days.firstLinked(day));
  }
  const lineRows = rowsByPart(ofLine, parts.count);
  const lotRows = rowsByPart(ofLot, parts.count);
  return lineRows
    .map((rows, part) => ({ lines: rows, lots: lotRows[part] as Int32Array }))
    .sort((a, b) => b.lines.length * b.lots.length - a.lines.length * a.lots.length);
}

/** Numbers the parts as they are met, by commodity and first linked day. */
class PartNumbers {
  private readonly known = new Map<number, Map<number, number>>();
  count = 0;

  of(commodity: number, day: number): number {
    const days = this.known.get(commodity) ?? new Map<number, number>();
    this.known.set(commodity, days);
    const part = days.get(day) ?? this.count++;
    days.set(day, part);
    return part;
  }
}

/** The rows of each part, in their order; rows of part -1 belong to none. Shared memory, as rows are. */
function rowsByPart(partOf: Int32Array, parts: number): Int32Array[] {
  const sizes = new Int32Array(parts);
  for (const part of partOf) if (part !== -1) sizes[part] = (sizes[part] as number) + 1;
  const found = Array.from(sizes, (size) => new Int32Array(new SharedArrayBuffer(4 * size)));
  sizes.fill(0);
  for (let row = 0; row < partOf.length; row++) {
    const part = partOf[row] as number;
    if (part === -1) continue;
    const rows = found[part] as Int32Array;
    rows[sizes[part] as number] = row;
    sizes[part] = (sizes[part] as number) + 1;
  }
  return found;
}

function askedDays({ commodity, day }: LineRows): Map<number, Days> {
  const found = new Map<number, Set<number>>();
  for (const [row, code] of commodity.entries()) {
    const days = found.get(code) ?? new Set();
    found.set(code, days.add(day[row] as number));
  }
  return new Map(Array.from(found, ([code, days]) => [code, new Days(days)]));
}

/** The days on which a commodity is asked for, and which neighbours some lot links. */
class Days {
  private readonly days: Int32Array;
  private readonly linkedToNext: Uint8Array;

  constructor(days: ReadonlySet<number>) {
    this.days = Int32Array.from(days).sort();
    this.linkedToNext = new Uint8Array(this.days.length);
  }

  firstWithin(from: number, until: number): number | null {
    const day = this.days.find((each) => each >= from);
    return day === undefined || day > until ? null : day;
  }

  linkBetween(from: number, until: number): void {
    for (const [at, day] of this.days.entries())
      if (day >= from && (this.days[at + 1] ?? Number.POSITIVE_INFINITY) <= until) this.linkedToNext[at] = 1;
  }

  /** The first of the days that are linked with this one. */
  firstLinked(day: number): number {
    let at = this.days.indexOf(day);
    while (at > 0 && this.linkedToNext[at - 1] === 1) at--;
    return this.days[at] as number;
  }
}

/** The rows of a part as a cell of their own; row `at` of it is row `part.lines[at]` or `part.lots[at]` of the night. */
export function takePart({ lines, lots }: CellRows, part: NightPart): CellRows {
  return { lines: takeLines(lines, part.lines), lots: takeLots(lots, part.lots) };
}

function takeLines(rows: LineRows, taken: Int32Array): LineRows {
  const blocked = takeLists(rows.blockedStart, taken);
  return {
    id: takeIds(rows.id, taken),
    buyer: take(rows.buyer, taken),
    priceList: take(rows.priceList, taken),
    commodity: take(rows.commodity, taken),
    gradeRank: take(rows.gradeRank, taken),
    day: take(rows.day, taken),
    quantity: take(rows.quantity, taken),
    ceiling: take(rows.ceiling, taken),
    ceilingTaxed: take(rows.ceilingTaxed, taken),
    latitude: take(rows.latitude, taken),
    longitude: take(rows.longitude, taken),
    urgency: take(rows.urgency, taken),
    licences: take(rows.licences, taken),
    blockedStart: blocked.start,
    blocked: take(rows.blocked, blocked.entries),
  };
}

function takeLots(rows: LotRows, taken: Int32Array): LotRows {
  const lists = rows.priceLists;
  const ofLots = Int32Array.from({ length: taken.length * lists }, (_, each) =>
    listOf(rows, taken[Math.floor(each / lists)] as number, each % lists),
  );
  const tiers = takeLists(rows.tierStart, ofLots);
  return {
    id: takeIds(rows.id, taken),
    seller: take(rows.seller, taken),
    listing: take(rows.listing, taken),
    commodity: take(rows.commodity, taken),
    gradeRank: take(rows.gradeRank, taken),
    available: take(rows.available, taken),
    dayRoom: take(rows.dayRoom, taken),
    fromDay: take(rows.fromDay, taken),
    untilDay: take(rows.untilDay, taken),
    radius: take(rows.radius, taken),
    priceLists: lists,
    tierStart: tiers.start,
    tierFrom: take(rows.tierFrom, tiers.entries),
    tierPrice: take(rows.tierPrice, tiers.entries),
    minOrder: take(rows.minOrder, taken),
    latitude: take(rows.latitude, taken),
    longitude: take(rows.longitude, taken),
    orderBefore: take(rows.orderBefore, taken),
    freight: take(rows.freight, taken),
    preferred: take(rows.preferred, taken),
    taxed: take(rows.taxed, taken),
    verified: take(rows.verified, taken),
    licences: take(rows.licences, taken),
  };
}

function take<Column extends Int32Array | Float64Array | Uint8Array>(
  column: Column,
  taken: Int32Array,
): Column {
  const Kind = column.constructor as new (length: number) => Column;
  const values = new Kind(taken.length);
  for (let at = 0; at < taken.length; at++) values[at] = column[taken[at] as number] as number;
  return values;
}

/** Lists of the taken rows: where each begins, and which entries they are made of. */
function takeLists(start: Int32Array, taken: Int32Array) {
  const ownStart = new Int32Array(taken.length + 1);
  for (const [at, row] of taken.entries())
    ownStart[at + 1] = (ownStart[at] as number) + (start[row + 1] as number) - (start[row] as number);
  const entries = new Int32Array(ownStart[taken.length] as number);
  for (const [at, row] of taken.entries()) {
    let into = ownStart[at] as number;
    for (let entry = start[row] as number; entry < (start[row + 1] as number); entry++)
      entries[into++] = entry;
  }
  return { start: ownStart, entries };
}

function takeIds({ bytes, start }: IdColumn, taken: Int32Array): IdColumn {
  const lists = takeLists(start, taken);
  return { bytes: take(bytes, lists.entries), start: lists.start };
}
