import { chordReach, chordWithin, earthVector } from "../regions/distance.ts";
import { type LotMap, mapsByReach } from "./lot-map.ts";
import type { OrderedCell } from "./order-cell.ts";
import { listOf } from "./price-list.ts";
import type { LotRows } from "./rows.ts";

/** Marks of a lot, as bits: what keeps it off the whole market, and whether it is preferred. */
export const UNVERIFIED = 1;
export const TOO_LATE = 2;
const DAY_FULL = 4;
export const PREFERRED = 8;
/** Its prices include VAT that the seller adds. */
export const TAXED = 16;
/** Closed to everybody, for whichever reason. */
export const CLOSED = UNVERIFIED | TOO_LATE | DAY_FULL;

/** Where a lot is: `places[place * PLACE_STRIDE …]`. */
export const PLACE_STRIDE = 4;
/** Figures of a lot: `figures[place * FIGURE_STRIDE …]`. */
export const FIGURE_STRIDE = 5;
/** Terms of a lot: `terms[place * TERM_STRIDE …]`. */
export const TERM_STRIDE = 8;
/** Instead of a place in `tiers`, where a lot has one price. */
export const ONE_PRICE = -1;

/**
 * Lots of one commodity and about the same reach, in the order of their map. Everything that a line asks about a lot lies
 * side by side in that order, because looking for pairs is bound by memory and neighbours are asked one after the other.
 */
export type Stall = {
  readonly map: LotMap;
  /** Earth vector x, y, z; squared chord beyond which no road reaches. Apart, because most who are looked at are too far. */
  readonly places: Float64Array;
  /** Squared chord within which every road reaches; radius, least order, price of the first tier, freight. */
  readonly figures: Float64Array;
  /** Lot position, seller, licences, grade rank, first day, last day, marks, where its tiers begin in `tiers` or `ONE_PRICE`. */
  readonly terms: Int32Array;
  /** Of each lot with several prices, from the largest quantity down to 0: the quantity a price holds from, the price. */
  readonly tiers: Float64Array;
};

type CommodityStalls = { readonly lots: number; readonly each: readonly Stall[] };

const NOTHING: CommodityStalls = { lots: 0, each: [] };

/** What is for sale in a cell, by commodity and price list, laid out for those who look around them. */
export class Stalls {
  private readonly byCommodity = new Map<number, readonly CommodityStalls[]>();

  constructor(private readonly cell: OrderedCell) {
    const { lotRow } = cell;
    const { commodity, available, latitude, longitude, radius } = cell.rows.lots;
    const positions = new Map<number, number[]>();
    for (const [lot, row] of lotRow.entries()) {
      if (available[row] === 0) continue;
      const code = commodity[row] as number;
      const there = positions.get(code);
      if (there) there.push(lot);
      else positions.set(code, [lot]);
    }
    const latitudes = Float64Array.from(lotRow, (row) => latitude[row] as number);
    const longitudes = Float64Array.from(lotRow, (row) => longitude[row] as number);
    const reachOf = (lot: number) => Math.sqrt(chordReach(radius[lotRow[lot] as number] as number)) / 10;
    for (const [code, list] of positions) {
      const maps = mapsByReach(Int32Array.from(list), latitudes, longitudes, reachOf);
      const ofList = (_: unknown, priceList: number) => ({
        lots: list.length,
        each: maps.map((map) => this.stallOf(map, priceList)),
      });
      this.byCommodity.set(code, Array.from({ length: cell.rows.lots.priceLists }, ofList));
    }
  }

  /** The stalls of a commodity at the prices of a list, and how many lots they hold. */
  of(commodity: number, priceList: number): CommodityStalls {
    return this.byCommodity.get(commodity)?.[priceList] ?? NOTHING;
  }

  private stallOf(map: LotMap, priceList: number): Stall {
    const { rows, lotRow } = this.cell;
    const { lots } = rows;
    const places = new Float64Array(map.order.length * PLACE_STRIDE);
    const figures = new Float64Array(map.order.length * FIGURE_STRIDE);
    const terms = new Int32Array(map.order.length * TERM_STRIDE);
    const tiers = new Tiers(lots, priceList);
    for (const [place, lot] of map.order.entries()) {
      const row = lotRow[lot] as number;
      places.set(placeOf(lots, row), place * PLACE_STRIDE);
      figures.set(figuresOf(lots, row, priceList), place * FIGURE_STRIDE);
      terms.set(
        [
          lot,
          lots.seller[row] as number,
          lots.licences[row] as number,
          lots.gradeRank[row] as number,
          lots.fromDay[row] as number,
          lots.untilDay[row] as number,
          this.marksOf(row, lot),
          tiers.add(row),
        ],
        place * TERM_STRIDE,
      );
    }
    return { map, places, figures, terms, tiers: Float64Array.from(tiers.written) };
  }

  private marksOf(row: number, lot: number): number {
    const { verified, orderBefore, preferred, taxed } = this.cell.rows.lots;
    return (
      (verified[row] === 1 ? 0 : UNVERIFIED) |
      (this.cell.rules.now.getTime() > (orderBefore[row] as number) ? TOO_LATE : 0) |
      (this.cell.canGive[lot] === 0 ? DAY_FULL : 0) |
      (preferred[row] === 1 ? PREFERRED : 0) |
      (taxed[row] === 1 ? TAXED : 0)
    );
  }
}

function placeOf(lots: LotRows, row: number): number[] {
  const { x, y, z } = earthVector({
    latitude: lots.latitude[row] as number,
    longitude: lots.longitude[row] as number,
  });
  return [x, y, z, chordReach(lots.radius[row] as number)];
}

function figuresOf(lots: LotRows, row: number, priceList: number): number[] {
  const radius = lots.radius[row] as number;
  const price = lots.tierPrice[lots.tierStart[listOf(lots, row, priceList)] as number] as number;
  return [chordWithin(radius), radius, lots.minOrder[row] as number, price, lots.freight[row] as number];
}

/** Writes tiers down in the order in which they will be read. */
class Tiers {
  readonly written: number[] = [];

  constructor(
    private readonly lots: LotRows,
    private readonly priceList: number,
  ) {}

  add(row: number): number {
    const { tierStart, tierFrom, tierPrice } = this.lots;
    const list = listOf(this.lots, row, this.priceList);
    const first = tierStart[list] as number;
    const end = tierStart[list + 1] as number;
    if (end === first + 1) return ONE_PRICE;
    const at = this.written.length;
    for (let tier = end - 1; tier > first; tier--)
      this.written.push(tierFrom[tier] as number, tierPrice[tier] as number);
    this.written.push(0, tierPrice[first] as number);
    return at;
  }
}
