import { earthVector, roadMetresOverChord } from "../regions/distance.ts";
import { type ExclusionReason, exclusionReasons } from "./market.ts";
import type { OrderedCell } from "./order-cell.ts";
import { listOf } from "./price-list.ts";
import type { CellRows, LineRows, LotRows } from "./rows.ts";
import { arcStore } from "./simplex/transport.ts";
import {
  CLOSED,
  FIGURE_STRIDE,
  ONE_PRICE,
  PLACE_STRIDE,
  PREFERRED,
  type Stall,
  Stalls,
  TAXED,
  TERM_STRIDE,
  TOO_LATE,
  UNVERIFIED,
} from "./stalls.ts";

/** Who could serve whom. Row `line` is `arcs[start[line] … start[line + 1])`: lot position, cost, lot position, cost … */
export type CellPairs = {
  readonly start: Int32Array;
  /** In order of lot position within each row. */
  readonly arcs: Int32Array | Float64Array;
  /** By line position times the number of reasons; see `CellAnswer.excluded`. */
  readonly excluded: Int32Array;
};

/**
 * Finds every pair that the rules of the trade allow, and counts per line and rule how many it left out. Rules are
 * applied in the order of `exclusionReasons`. Looks only at lots within reach of each line, so the time grows with the
 * pairs, not with lines × lots; no pair is left out for being many or for being dear.
 */
export function findPairs(cell: OrderedCell, room = new PairRoom()): CellPairs {
  const finder = new PairFinder(cell, room);
  finder.makeReady();
  for (let line = 0; line < cell.lineRow.length; line++) finder.findFor(line);
  return finder.pairs();
}

/**
 * The same pairs line by line, as `[lot, cost, lot, cost, …]`, for whoever writes them down and needs no room for all.
 * What is yielded is valid until the next line is asked for.
 */
export function* pairRows(cell: OrderedCell): Generator<Int32Array | Float64Array> {
  const finder = new PairFinder(cell, new PairRoom());
  for (let line = 0; line < cell.lineRow.length; line++) yield finder.rowOf(line);
}

/**
 * Room for the pairs of one cell at a time. Whoever solves many cells one after the other hands in the same room, and
 * memory stays at what the largest needs. Room that no pair is written to costs nothing: the system gives pages as
 * they are touched.
 */
export class PairRoom {
  private kept: Int32Array | Float64Array = new Int32Array(0);

  /** At least `length` numbers that hold costs up to `costMax`; what was in the room before is lost. */
  take(length: number, costMax: number): Int32Array | Float64Array {
    const fits = this.kept.length >= length && this.kept instanceof Int32Array === costMax <= INT32_MAX;
    if (!fits) this.kept = arcStore(length, costMax);
    return this.kept;
  }

  /** As `take`, and gives back room of which only a small part would be needed. */
  fit(length: number, costMax: number): Int32Array | Float64Array {
    if (this.kept.length > ROOM_KEPT_MAX * length) this.kept = arcStore(0, costMax);
    return this.take(length, costMax);
  }

  /** As `take`, but what was written before stays. */
  widen(length: number, costMax: number): Int32Array | Float64Array {
    const before = this.kept;
    this.kept = arcStore(length, costMax);
    this.kept.set(before);
    return this.kept;
  }
}

const INT32_MAX = 0x7fffffff;
// Room this many times what a cell needs is given back: what was written to once stays resident.
const ROOM_KEPT_MAX = 1.02;
// Rows of some lines, spread evenly, tell how much room all of them will need: one in so many, and so many at least.
// Too few would misjudge a market of towns and villages, and making room anew holds its pairs twice for a while.
const SAMPLED_ONE_IN = 128;
const SAMPLED_LEAST = 96;
const SAMPLE_SLACK = 1.3;

const REASONS = exclusionReasons.length;
const at = Object.fromEntries(exclusionReasons.map((reason, index) => [reason, index])) as Record<
  ExclusionReason,
  number
>;

const FIRST_ROOM = 4096;

class PairFinder {
  private readonly cell: OrderedCell;
  private readonly lines: LineRows;
  private readonly stalls: Stalls;
  private readonly start: Int32Array;
  private readonly excluded: Int32Array;
  /** Costs found for the line at hand, by lot position, and which of them are set. */
  private readonly cost: Float64Array;
  private readonly marked: Int32Array;
  private readonly room: PairRoom;
  private readonly costMax: number;
  private readonly preference: number;
  private arcs: Int32Array | Float64Array;
  private used = 0;

  constructor(cell: OrderedCell, room: PairRoom) {
    this.cell = cell;
    this.room = room;
    this.costMax = costBound(cell);
    this.preference = cell.rules.preferenceMilli;
    this.lines = cell.rows.lines;
    const lots = cell.lotRow.length;
    this.stalls = new Stalls(cell);
    this.start = new Int32Array(cell.lineRow.length + 1);
    this.excluded = new Int32Array(cell.lineRow.length * REASONS);
    this.cost = new Float64Array(lots);
    this.marked = new Int32Array((lots + 31) >> 5);
    this.arcs = room.take(FIRST_ROOM, this.costMax);
  }

  /** Makes as much room as the pairs will need, judging by the rows of some lines. */
  makeReady(): void {
    const lines = this.cell.lineRow.length;
    const stride = Math.max(1, Math.min(SAMPLED_ONE_IN, Math.floor(lines / SAMPLED_LEAST)));
    let sampled = 0;
    for (let line = 0; line < lines; line += stride, sampled++) this.findFor(line);
    const expected = Math.ceil((this.used / Math.max(1, sampled)) * lines * SAMPLE_SLACK);
    this.used = 0;
    this.excluded.fill(0);
    this.arcs = this.room.fit(expected + FIRST_ROOM, this.costMax);
  }

  pairs(): CellPairs {
    return { start: this.start, arcs: this.arcs.subarray(0, this.used), excluded: this.excluded };
  }

  /** The pairs of one line alone. */
  rowOf(line: number): Int32Array | Float64Array {
    this.used = 0;
    this.findFor(line);
    return this.arcs.subarray(0, this.used);
  }

  findFor(line: number): void {
    const row = this.cell.lineRow[line] as number;
    this.start[line + 1] = this.used;
    if (this.lines.quantity[row] === 0) return;
    const asked = askedBy(this.lines, row);
    const { x, y, z } = earthVector(asked);
    const stalls = this.stalls.of(this.lines.commodity[row] as number, this.lines.priceList[row] as number);
    const counts = this.excluded.subarray(line * REASONS, (line + 1) * REASONS);
    let within = 0;
    for (const stall of stalls.each) {
      const { places } = stall;
      const found = stall.map.look(asked.latitude, asked.longitude);
      for (let stretch = 0; stretch < found.length; stretch += 2) {
        const end = found[stretch + 1] as number;
        for (let place = found[stretch] as number; place < end; place++) {
          const base = place * PLACE_STRIDE;
          const dx = (places[base] as number) - x;
          const dy = (places[base + 1] as number) - y;
          const dz = (places[base + 2] as number) - z;
          const squared = dx * dx + dy * dy + dz * dz;
          if (squared > (places[base + 3] as number)) continue;
          const reason = this.meet(asked, stall, place, squared);
          if (reason >= 0) counts[reason] = (counts[reason] as number) + 1;
          if (reason !== at.radius) within++;
        }
      }
    }
    counts[at.radius] = stalls.lots - within;
    this.writeRow(line);
  }

  /** Notes the cost of a pair and answers -1, or answers the first reason why there is none. */
  private meet(asked: Asked, { figures, terms, tiers }: Stall, place: number, squared: number): number {
    const figure = place * FIGURE_STRIDE;
    const term = place * TERM_STRIDE;
    if (squared > (figures[figure] as number)) {
      if (roadMetresOverChord(squared) > (figures[figure + 1] as number)) return at.radius;
    }
    const seller = terms[term + 1] as number;
    if (seller === asked.buyer) return at.ownGoods;
    if (asked.isChoosy && isBlocked(this.lines, asked.row, seller)) return at.blocked;
    const marks = terms[term + 6] as number;
    if ((marks & UNVERIFIED) !== 0) return at.unverified;
    if ((asked.licences & ~(terms[term + 2] as number)) !== 0) return at.licence;
    if ((terms[term + 3] as number) > asked.gradeRank) return at.grade;
    if (asked.day < (terms[term + 4] as number) || asked.day > (terms[term + 5] as number)) return at.date;
    if ((marks & CLOSED) !== 0) return (marks & TOO_LATE) !== 0 ? at.cutOff : at.dayFull;
    if ((figures[figure + 2] as number) > asked.quantity) return at.minOrder;
    let tier = terms[term + 7] as number;
    let price = figures[figure + 3] as number;
    if (tier !== ONE_PRICE) {
      while ((tiers[tier] as number) > asked.quantity) tier += 2;
      price = tiers[tier + 1] as number;
    }
    const landed = price + freightAt(figures[figure + 4] as number, roadMetresOverChord(squared));
    if (landed > ((marks & TAXED) === 0 ? asked.ceiling : asked.ceilingTaxed)) return at.ceiling;
    const lot = terms[term] as number;
    this.cost[lot] = landed + ((marks & PREFERRED) !== 0 ? 0 : this.preference);
    this.marked[lot >> 5] = (this.marked[lot >> 5] as number) | (1 << (lot & 31));
    return -1;
  }

  /** Writes the noted costs as a row in order of lot position, and forgets them. */
  private writeRow(line: number): void {
    const { marked, cost } = this;
    for (let word = 0; word < marked.length; word++) {
      let bits = marked[word] as number;
      if (bits === 0) continue;
      marked[word] = 0;
      if (this.used + 64 > this.arcs.length) this.grow();
      const { arcs } = this;
      for (; bits !== 0; bits &= bits - 1) {
        const lot = (word << 5) + (31 - Math.clz32(bits & -bits));
        arcs[this.used++] = lot;
        arcs[this.used++] = cost[lot] as number;
      }
    }
    this.start[line + 1] = this.used;
  }

  private grow(): void {
    this.arcs = this.room.widen(Math.ceil(this.arcs.length * 1.5), this.costMax);
  }
}

/** What a line asks of a lot, read once and asked of thousands. */
type Asked = {
  readonly row: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly buyer: number;
  readonly licences: number;
  readonly gradeRank: number;
  readonly day: number;
  readonly quantity: number;
  readonly ceiling: number;
  readonly ceilingTaxed: number;
  /** Whether it will not buy from some sellers. */
  readonly isChoosy: boolean;
};

function askedBy(lines: LineRows, row: number): Asked {
  return {
    row,
    latitude: lines.latitude[row] as number,
    longitude: lines.longitude[row] as number,
    buyer: lines.buyer[row] as number,
    licences: lines.licences[row] as number,
    gradeRank: lines.gradeRank[row] as number,
    day: lines.day[row] as number,
    quantity: lines.quantity[row] as number,
    ceiling: lines.ceiling[row] as number,
    ceilingTaxed: lines.ceilingTaxed[row] as number,
    isChoosy: (lines.blockedStart[row + 1] as number) > (lines.blockedStart[row] as number),
  };
}

function isBlocked({ blockedStart, blocked }: LineRows, line: number, seller: number): boolean {
  const end = blockedStart[line + 1] as number;
  for (let each = blockedStart[line] as number; each < end; each++) if (blocked[each] === seller) return true;
  return false;
}

/** The price of a lot, both by row, for a line that gets or asks for so much of it. */
export function priceAt({ lines, lots }: CellRows, line: number, lot: number, quantity: number): number {
  const { tierStart, tierFrom, tierPrice } = lots;
  const list = listOf(lots, lot, lines.priceList[line] as number);
  const first = tierStart[list] as number;
  let tier = (tierStart[list + 1] as number) - 1;
  while (tier > first && (tierFrom[tier] as number) > quantity) tier--;
  return tierPrice[tier] as number;
}

const FREIGHT_METRES = 1_000_000;

/** Freight per base unit over so many metres of road, any part of a milli-rupiah counted as a whole one. */
export function freightOver({ freight }: LotRows, lot: number, metres: number): number {
  return freightAt(freight[lot] as number, metres);
}

function freightAt(rate: number, metres: number): number {
  return rate === 0 ? 0 : Math.ceil((metres * rate) / FREIGHT_METRES);
}

/** The metres by road between a line and a lot, both by row. */
export function roadMetres({ lines, lots }: CellRows, line: number, lot: number): number {
  const from = earthVector({
    latitude: lots.latitude[lot] as number,
    longitude: lots.longitude[lot] as number,
  });
  const to = earthVector({
    latitude: lines.latitude[line] as number,
    longitude: lines.longitude[line] as number,
  });
  return roadMetresOverChord((from.x - to.x) ** 2 + (from.y - to.y) ** 2 + (from.z - to.z) ** 2);
}

// Longer than any road between two places on earth.
const ROAD_METRES_MAX = 30_000_000;

/** No cost in the cell is above this. */
function costBound({ rows: { lots }, rules }: OrderedCell): number {
  const price = lots.tierPrice.reduce((most, each) => Math.max(most, each), 0);
  const freight = lots.freight.reduce((most, each) => Math.max(most, each), 0);
  return price + Math.ceil((ROAD_METRES_MAX * freight) / FREIGHT_METRES) + rules.preferenceMilli;
}
