import { chordReach, chordWithin, earthVector } from "../regions/distance.ts";
import { type LotMap, mapsByReach } from "./lot-map.ts";
import type { OrderedCell } from "./order-cell.ts";
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

/** Figures of a lot: `places[place * PLACE_STRIDE …]`. */
export const PLACE_STRIDE = 9;
/** Terms of a lot: `terms[place * TERM_STRIDE …]`. */
export const TERM_STRIDE = 8;
/** Instead of a row of tiers, where a lot has one price. */
export const ONE_PRICE = -1;

/**
 * Lots of one commodity and about the same reach, in the order of their map. Everything that a line asks about a lot lies
 * side by side in that order, because looking for pairs is bound by memory and neighbours are asked one after the other.
 */
export type Stall = {
  readonly map: LotMap;
  /**
   * Earth vector x, y, z; squared chord beyond which no road reaches; squared chord within which every road does;
   * radius, least order, price of the only tier, freight.
   */
  readonly places: Float64Array;
  /** Lot position, seller, licences, grade rank, first day, last day, marks, row of its tiers or `ONE_PRICE`. */
  readonly terms: Int32Array;
};

type CommodityStalls = { readonly lots: number; readonly each: readonly Stall[] };

const NOTHING: CommodityStalls = { lots: 0, each: [] };

/** What is for sale in a cell, by commodity, laid out for those who look around them. */
export class Stalls {
  private readonly byCommodity = new Map<number, CommodityStalls>();

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
      this.byCommodity.set(code, { lots: list.length, each: maps.map((map) => this.stallOf(map)) });
    }
  }

  /** The stalls of a commodity and how many lots they hold. */
  of(commodity: number): CommodityStalls {
    return this.byCommodity.get(commodity) ?? NOTHING;
  }

  private stallOf(map: LotMap): Stall {
    const { rows, lotRow } = this.cell;
    const { lots } = rows;
    const places = new Float64Array(map.order.length * PLACE_STRIDE);
    const terms = new Int32Array(map.order.length * TERM_STRIDE);
    for (const [place, lot] of map.order.entries()) {
      const row = lotRow[lot] as number;
      places.set(figuresOf(lots, row), place * PLACE_STRIDE);
      terms.set(
        [
          lot,
          lots.seller[row] as number,
          lots.licences[row] as number,
          lots.gradeRank[row] as number,
          lots.fromDay[row] as number,
          lots.untilDay[row] as number,
          this.marksOf(row, lot),
          hasOnePrice(lots, row) ? ONE_PRICE : row,
        ],
        place * TERM_STRIDE,
      );
    }
    return { map, places, terms };
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

function figuresOf(lots: LotRows, row: number): number[] {
  const radius = lots.radius[row] as number;
  const { x, y, z } = earthVector({
    latitude: lots.latitude[row] as number,
    longitude: lots.longitude[row] as number,
  });
  const price = lots.tierPrice[lots.tierStart[row] as number] as number;
  const least = lots.minOrder[row] as number;
  return [
    x,
    y,
    z,
    chordReach(radius),
    chordWithin(radius),
    radius,
    least,
    price,
    lots.freight[row] as number,
  ];
}

function hasOnePrice({ tierStart }: LotRows, row: number): boolean {
  return (tierStart[row + 1] as number) - (tierStart[row] as number) === 1;
}
