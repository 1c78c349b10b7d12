import { type IdColumn, packIds } from "./id-column.ts";
import { InstanceRefused } from "./instance.ts";
import type { DemandLine, SupplyLot } from "./market.ts";

/**
 * One market cell as columns of numbers: all that matching needs to know about lines and lots, in shared memory, so
 * that a worker thread is handed a million rows by reference. Position `at` of every column belongs to row `at`.
 *
 * Organisations, listings and commodities are numbers that mean something within these rows only: equal numbers are
 * the same thing, and nothing else is read into them. The answer speaks of rows by position; whoever packed the rows
 * knows what is behind them. Their order changes nothing in the answer but the positions.
 */
export type CellRows = { readonly lines: LineRows; readonly lots: LotRows };

/** What buyers still lack. Quantities are base units; money is milli-rupiah per base unit; days count from 1970. */
export type LineRows = {
  readonly id: IdColumn;
  readonly buyer: Int32Array;
  /** By which of the lots' price lists it pays, from 0 to `LotRows.priceLists` - 1. */
  readonly priceList: Int32Array;
  readonly commodity: Int32Array;
  /** 0 is the best; the line takes this grade or better. */
  readonly gradeRank: Int32Array;
  readonly day: Int32Array;
  /** Whole, from 0 to 2^53 - 1; a line of 0 asks nothing and takes no part. */
  readonly quantity: Float64Array;
  /** Most it may cost at the door; Infinity when nothing limits it. */
  readonly ceiling: Float64Array;
  /** The same from a seller whose prices include VAT. */
  readonly ceilingTaxed: Float64Array;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** 0 is served first. */
  readonly urgency: Int32Array;
  /** Bits of the licences that a seller must hold to serve the line; 0 when none is asked. */
  readonly licences: Int32Array;
  /** Sellers that may not serve line `at`: `blocked[blockedStart[at] … blockedStart[at + 1])`. */
  readonly blockedStart: Int32Array;
  readonly blocked: Int32Array;
};

/** What lots can still give. Units as in `LineRows`. */
export type LotRows = {
  readonly id: IdColumn;
  readonly seller: Int32Array;
  readonly listing: Int32Array;
  readonly commodity: Int32Array;
  readonly gradeRank: Int32Array;
  /** Whole, from 0 to 2^53 - 1; a lot of 0 has nothing to give and takes no part. */
  readonly available: Float64Array;
  /**
   * What the listing can still send on the delivery day over all its lots together, Infinity when nothing limits it;
   * the same for every lot of the listing. Where it limits, all lines of the cell must be for one day.
   */
  readonly dayRoom: Float64Array;
  readonly fromDay: Int32Array;
  readonly untilDay: Int32Array;
  /** How far by road the seller delivers, in metres. */
  readonly radius: Float64Array;
  /** How many price lists every lot has: 1 where all buyers pay the same. List 0 is everybody's, the first of each lot. */
  readonly priceLists: number;
  /**
   * Price tiers of list `list` of lot `at`, at least one, from the smallest quantity up, with `each = at * priceLists + list`:
   * `tierStart[each] … tierStart[each + 1]`.
   */
  readonly tierStart: Int32Array;
  /** The tier holds from this quantity of one line; the first is 0. */
  readonly tierFrom: Float64Array;
  readonly tierPrice: Float64Array;
  readonly minOrder: Float64Array;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** The seller's own last moment to be asked, milliseconds since 1970. */
  readonly orderBefore: Float64Array;
  /** What a base unit costs to be carried 1,000 km with the vehicle the lot goes out on; 0 when the price is delivered. */
  readonly freight: Float64Array;
  /** 1 for koperasi and village enterprises, whom the rules prefer when prices are equal. */
  readonly preferred: Uint8Array;
  /** 1 when its prices include VAT that the seller adds. */
  readonly taxed: Uint8Array;
  /** 1 when the seller is verified. */
  readonly verified: Uint8Array;
  /** Bits of the licences that the seller holds. */
  readonly licences: Int32Array;
};

/** Packs lines and lots into rows, in their order. Refuses quantities and prices that are negative or do not fit 2^53. */
export function packRows(lines: readonly DemandLine[], lots: readonly SupplyLot[]): CellRows {
  const organisations = new Numbers();
  const commodities = new Numbers();
  const kinds = kindsApart(lines, lots);
  return {
    lines: packLines(lines, organisations, commodities, kinds),
    lots: packLots(lots, organisations, commodities, kinds),
  };
}

/** The kinds of buyers among the lines of which some lot asks another price than of everybody; list 1 is that of the first. */
function kindsApart(lines: readonly DemandLine[], lots: readonly SupplyLot[]): readonly string[] {
  const priced = new Set(lots.flatMap(({ kindLists }) => (kindLists ? Object.keys(kindLists) : [])));
  if (priced.size === 0) return [];
  const asking = new Set(lines.flatMap(({ buyerKind }) => buyerKind ?? []));
  return [...priced].filter((kind) => asking.has(kind)).sort();
}

/** Gives every text a number, the same one each time. */
class Numbers {
  private readonly known = new Map<string, number>();

  of(text: string): number {
    const found = this.known.get(text);
    if (found !== undefined) return found;
    this.known.set(text, this.known.size);
    return this.known.size - 1;
  }
}

function packLines(
  lines: readonly DemandLine[],
  organisations: Numbers,
  commodities: Numbers,
  kinds: readonly string[],
): LineRows {
  const blocked = lines.map(({ blockedSellerIds }) => blockedSellerIds.map((id) => organisations.of(id)));
  return {
    id: packIds(lines.map(({ lineId }) => lineId)),
    buyer: ints(lines, ({ buyerId }) => organisations.of(buyerId)),
    priceList: ints(lines, ({ buyerKind }) => kinds.indexOf(buyerKind ?? "") + 1),
    commodity: ints(lines, ({ commodityCode }) => commodities.of(commodityCode)),
    gradeRank: ints(lines, ({ gradeRank }) => gradeRank),
    day: ints(lines, ({ deliveryDay }) => dayNumber(deliveryDay)),
    quantity: numbers(lines, ({ quantityBase, lineId }) =>
      countOf(quantityBase, `quantity of line ${lineId}`),
    ),
    ceiling: numbers(lines, ({ ceilingMilli, lineId }) =>
      ceilingMilli === null ? Number.POSITIVE_INFINITY : countOf(ceilingMilli, `ceiling of line ${lineId}`),
    ),
    ceilingTaxed: numbers(lines, ({ ceilingMilli, ceilingTaxedMilli = ceilingMilli, lineId }) =>
      ceilingTaxedMilli === null
        ? Number.POSITIVE_INFINITY
        : countOf(ceilingTaxedMilli, `ceiling of line ${lineId}`),
    ),
    latitude: numbers(lines, ({ lat }) => lat),
    longitude: numbers(lines, ({ lng }) => lng),
    urgency: ints(lines, ({ urgencyClass }) => urgencyClass),
    licences: ints(lines, ({ licences = 0 }) => licences),
    ...packLists(blocked),
  };
}

function packLists(lists: readonly (readonly number[])[]): Pick<LineRows, "blockedStart" | "blocked"> {
  const blockedStart = sharedInts(lists.length + 1);
  for (const [at, list] of lists.entries()) blockedStart[at + 1] = (blockedStart[at] as number) + list.length;
  return { blockedStart, blocked: ints(lists.flat(), (each) => each) };
}

function packLots(
  lots: readonly SupplyLot[],
  organisations: Numbers,
  commodities: Numbers,
  kinds: readonly string[],
): LotRows {
  const listings = new Numbers();
  const tiers = lots.flatMap((lot) =>
    [lot, ...kinds.map((kind) => lot.kindLists?.[kind] ?? lot)].map((list) => [
      { fromBase: 0n, priceMilli: list.priceMilli },
      ...(list.tiers ?? []),
    ]),
  );
  const tierStart = sharedInts(tiers.length + 1);
  for (const [at, list] of tiers.entries()) tierStart[at + 1] = (tierStart[at] as number) + list.length;
  return {
    id: packIds(lots.map(({ lotId }) => lotId)),
    seller: ints(lots, ({ sellerId }) => organisations.of(sellerId)),
    listing: ints(lots, ({ listingId }) => listings.of(listingId)),
    commodity: ints(lots, ({ commodityCode }) => commodities.of(commodityCode)),
    gradeRank: ints(lots, ({ gradeRank }) => gradeRank),
    available: numbers(lots, ({ availableBase, lotId }) =>
      countOf(availableBase, `quantity of lot ${lotId}`),
    ),
    dayRoom: numbers(lots, ({ dayRoomBase, lotId }) =>
      dayRoomBase === undefined ? Number.POSITIVE_INFINITY : countOf(dayRoomBase, `day room of lot ${lotId}`),
    ),
    fromDay: ints(lots, ({ availableFrom }) => dayNumber(availableFrom)),
    untilDay: ints(lots, ({ expiresOn }) => dayNumber(expiresOn)),
    radius: numbers(lots, ({ radiusMetres }) => radiusMetres),
    priceLists: kinds.length + 1,
    tierStart,
    tierFrom: numbers(tiers.flat(), ({ fromBase }) => countOf(fromBase, "tier")),
    tierPrice: numbers(tiers.flat(), ({ priceMilli }) => countOf(priceMilli, "price of a tier")),
    minOrder: numbers(lots, ({ minOrderBase, lotId }) =>
      countOf(minOrderBase, `least order of lot ${lotId}`),
    ),
    latitude: numbers(lots, ({ lat }) => lat),
    longitude: numbers(lots, ({ lng }) => lng),
    orderBefore: numbers(lots, ({ orderBefore }) => orderBefore.getTime()),
    freight: numbers(lots, ({ freightMilliPer1000Km = 0 }) => freightMilliPer1000Km),
    preferred: flags(lots, ({ isPreferred }) => isPreferred === true),
    taxed: flags(lots, ({ vat }) => vat !== undefined),
    verified: flags(lots, ({ isVerified }) => isVerified !== false),
    licences: ints(lots, ({ licences = 0 }) => licences),
  };
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

function ints<Row>(rows: readonly Row[], read: (row: Row) => number): Int32Array {
  const column = sharedInts(rows.length);
  for (const [at, row] of rows.entries()) column[at] = read(row);
  return column;
}

function numbers<Row>(rows: readonly Row[], read: (row: Row) => number): Float64Array {
  const column = new Float64Array(new SharedArrayBuffer(8 * rows.length));
  for (const [at, row] of rows.entries()) column[at] = read(row);
  return column;
}

function flags<Row>(rows: readonly Row[], read: (row: Row) => boolean): Uint8Array {
  const column = new Uint8Array(new SharedArrayBuffer(rows.length));
  for (const [at, row] of rows.entries()) column[at] = read(row) ? 1 : 0;
  return column;
}

const DAY_MS = 86_400_000;

/** A calendar day as the number of days since 1970. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function countOf(amount: bigint, what: string): number {
  if (amount < 0n || amount > BigInt(Number.MAX_SAFE_INTEGER))
    throw new InstanceRefused(what, "must be from 0 to 2^53 - 1");
  return Number(amount);
}
