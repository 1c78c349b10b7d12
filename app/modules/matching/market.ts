import { type Point, roadMetresBetween } from "../regions/distance.ts";
import { InstanceRefused, MATCH_FORMAT, type MatchInstance, type MatchPair } from "./instance.ts";
import { LineMap } from "./line-map.ts";

/**
 * Who could serve whom. A market takes what buyers still lack and what sellers still have, leaves out every pair that
 * a rule of the trade forbids, and counts per line and rule how many it left out. No pair is left out for being
 * many or for being dear: shortlists cost whole points of fill, because everyone shortlists the same shops.
 */

/** What one order line still lacks. Quantities are base units (grams, millilitres, pieces). */
export type DemandLine = {
  readonly lineId: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly commodityCode: string;
  /** 0 is the best; the line takes this grade or better. */
  readonly gradeRank: number;
  readonly quantityBase: bigint;
  /** YYYY-MM-DD on the clock of the region that is served. */
  readonly deliveryDay: string;
  /** Most it may cost at the door, milli-rupiah per base unit; null when nothing limits it. */
  readonly ceilingMilli: bigint | null;
  readonly lat: number;
  readonly lng: number;
  /** 0 is served first. */
  readonly urgencyClass: number;
  readonly blockedSellerIds: readonly string[];
  /** Bits of the licences that a seller must hold; none when absent. */
  readonly licences?: number;
};

/** What one lot can still give. What a seller can send in a day is already taken into account in `availableBase`. */
export type SupplyLot = {
  readonly lotId: string;
  readonly listingId: string;
  readonly sellerId: string;
  readonly commodityCode: string;
  readonly gradeRank: number;
  readonly availableBase: bigint;
  readonly availableFrom: string;
  readonly expiresOn: string;
  /** How far by road the seller delivers. */
  readonly radiusMetres: number;
  /** Milli-rupiah per base unit: for grams, rupiah per kilogram. */
  readonly priceMilli: bigint;
  readonly minOrderBase: bigint;
  readonly lat: number;
  readonly lng: number;
  /** The seller's own last moment for this delivery day. */
  readonly orderBefore: Date;
  /** True for koperasi and village enterprises, whom the rules prefer when prices are equal. */
  readonly isPreferred?: boolean;
  /** Cheaper prices for a line that asks for at least so much, from the smallest quantity up. */
  readonly tiers?: readonly { readonly fromBase: bigint; readonly priceMilli: bigint }[];
  /** What a base unit costs to be carried 1,000 km, in milli-rupiah; absent when the price is delivered. */
  readonly freightMilliPer1000Km?: number;
  /** What the listing can still send that day over all its lots; absent when `availableBase` reckons with it already. */
  readonly dayRoomBase?: bigint;
  /** False keeps a seller who is not verified off the market. */
  readonly isVerified?: boolean;
  /** Bits of the licences that the seller holds; none when absent. */
  readonly licences?: number;
};

export type MarketRules = {
  readonly now: Date;
  /** Freight in milli-rupiah per base unit by metres of road; part of what is paid. Absent: the price is delivered. */
  readonly freight?: (metres: number, line: DemandLine, lot: SupplyLot) => bigint;
  /**
   * What a seller who is not preferred must be cheaper by, in milli-rupiah per base unit, to be chosen. Steers the
   * choice only; it is never paid. 0 when absent; 1 is a mere tie-break.
   */
  readonly preferenceMilli?: bigint;
  /** Road metres; must never be less than the straight line. */
  readonly distance?: (from: Point, to: Point) => number;
};

/** The rules of one market cell. */
export type CellRules = {
  /** Sellers whose last moment to be asked is before this are left out. */
  readonly now: Date;
  /**
   * What a seller who is not preferred must be cheaper by, in milli-rupiah per base unit, to be chosen. Steers the
   * choice only; it is never paid. 1 is a mere tie-break.
   */
  readonly preferenceMilli: number;
};

export const exclusionReasons = [
  "radius",
  "ownGoods",
  "blocked",
  "unverified",
  "licence",
  "grade",
  "date",
  "cutOff",
  "dayFull",
  "minOrder",
  "ceiling",
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];
export type ExclusionCounts = Readonly<Record<ExclusionReason, number>>;

/** What a pair comes to: `landed` is paid per base unit, `cost` is what the choice weighs. All in milli-rupiah. */
type PairTerms = {
  readonly distanceMetres: number;
  readonly priceMilli: bigint;
  readonly freightMilli: bigint;
  readonly landedMilli: bigint;
  readonly costMilli: bigint;
};

export type BuiltMarket = {
  /** Lines and offers in the order they were given; ids are line ids and lot ids. */
  readonly instance: MatchInstance;
  /** Lots of the line's commodity that were left out, each counted once, under the first rule that forbids it. */
  readonly excludedByLine: ReadonlyMap<string, ExclusionCounts>;
  /** Null when the pair is not on this market. */
  readonly termsOf: (lineId: string, lotId: string) => PairTerms | null;
};

/**
 * Builds a market. Rules are applied in the order of `exclusionReasons`. Refuses quantities and costs that are negative or do not
 * fit 2^53. Looks only at lines within reach of each lot, so the time grows with the pairs, not with lines × lots.
 */
export function buildMarket(
  lines: readonly DemandLine[],
  lots: readonly SupplyLot[],
  rules: MarketRules,
): BuiltMarket {
  const lineMaps = mapsByCommodity(lines);
  const excluded = lines.map(() => emptyCounts());
  const lotsOf = new Map<string, number>();
  const within = new Int32Array(lines.length);
  const pairs: MatchPair[] = [];
  for (const [lotAt, lot] of lots.entries()) {
    lotsOf.set(lot.commodityCode, (lotsOf.get(lot.commodityCode) ?? 0) + 1);
    lineMaps.get(lot.commodityCode)?.within(pointOf(lot), lot.radiusMetres, (lineAt) => {
      const line = lines[lineAt] as DemandLine;
      const distanceMetres = roadMetres(line, lot, rules);
      if (distanceMetres > lot.radiusMetres) return;
      within[lineAt] = (within[lineAt] as number) + 1;
      const terms = termsAt(distanceMetres, line, lot, rules);
      const reason = forbiddenBy(line, lot, terms, rules);
      if (reason !== null) (excluded[lineAt] as Counts)[reason]++;
      else pairs.push([lineAt, lotAt, countOf(terms.costMilli, "cost")]);
    });
  }
  for (const [at, line] of lines.entries()) {
    (excluded[at] as Counts).radius = (lotsOf.get(line.commodityCode) ?? 0) - (within[at] as number);
  }
  return {
    instance: {
      format: MATCH_FORMAT,
      classes: lines.reduce((most, line) => Math.max(most, line.urgencyClass + 1), 1),
      lines: lines.map((line) => ({
        id: line.lineId,
        class: line.urgencyClass,
        quantity: countOf(line.quantityBase, `quantity of line ${line.lineId}`),
      })),
      offers: lots.map((lot) => ({
        id: lot.lotId,
        quantity: countOf(lot.availableBase, `quantity of lot ${lot.lotId}`),
      })),
      pairs,
    },
    excludedByLine: new Map(lines.map((line, at) => [line.lineId, excluded[at] as Counts])),
    termsOf: termsLookup(lines, lots, rules),
  };
}

/** Freight that grows with the road: `milliPerBase` for every `perMetres`, any part of it counted as a whole milli-rupiah. */
export function freightByRoad(milliPerBase: bigint, perMetres: bigint): (metres: number) => bigint {
  return (metres) => (BigInt(metres) * milliPerBase + perMetres - 1n) / perMetres;
}

type Counts = Record<ExclusionReason, number>;

function emptyCounts(): Counts {
  return Object.fromEntries(exclusionReasons.map((reason) => [reason, 0])) as Counts;
}

function mapsByCommodity(lines: readonly DemandLine[]): Map<string, LineMap> {
  const places = new Map<string, { at: number; point: Point }[]>();
  for (const [at, line] of lines.entries()) {
    const there = places.get(line.commodityCode);
    if (there) there.push({ at, point: pointOf(line) });
    else places.set(line.commodityCode, [{ at, point: pointOf(line) }]);
  }
  return new Map(Array.from(places, ([code, list]) => [code, new LineMap(list)]));
}

function forbiddenBy(
  line: DemandLine,
  lot: SupplyLot,
  terms: PairTerms,
  rules: MarketRules,
): ExclusionReason | null {
  if (lot.sellerId === line.buyerId) return "ownGoods";
  if (line.blockedSellerIds.includes(lot.sellerId)) return "blocked";
  if (lot.gradeRank > line.gradeRank) return "grade";
  if (line.deliveryDay < lot.availableFrom || line.deliveryDay > lot.expiresOn) return "date";
  if (rules.now > lot.orderBefore) return "cutOff";
  if (lot.minOrderBase > line.quantityBase) return "minOrder";
  if (line.ceilingMilli !== null && terms.landedMilli > line.ceilingMilli) return "ceiling";
  return null;
}

function termsAt(distanceMetres: number, line: DemandLine, lot: SupplyLot, rules: MarketRules): PairTerms {
  const freightMilli = rules.freight?.(distanceMetres, line, lot) ?? 0n;
  const landedMilli = lot.priceMilli + freightMilli;
  const preference = lot.isPreferred === true ? 0n : (rules.preferenceMilli ?? 0n);
  return {
    distanceMetres,
    priceMilli: lot.priceMilli,
    freightMilli,
    landedMilli,
    costMilli: landedMilli + preference,
  };
}

function termsLookup(
  lines: readonly DemandLine[],
  lots: readonly SupplyLot[],
  rules: MarketRules,
): BuiltMarket["termsOf"] {
  const lineById = new Map(lines.map((line) => [line.lineId, line]));
  const lotById = new Map(lots.map((lot) => [lot.lotId, lot]));
  return (lineId, lotId) => {
    const line = lineById.get(lineId);
    const lot = lotById.get(lotId);
    if (!line || !lot || line.commodityCode !== lot.commodityCode) return null;
    const distanceMetres = roadMetres(line, lot, rules);
    const terms = termsAt(distanceMetres, line, lot, rules);
    return distanceMetres > lot.radiusMetres || forbiddenBy(line, lot, terms, rules) !== null ? null : terms;
  };
}

function roadMetres(line: DemandLine, lot: SupplyLot, { distance = roadMetresBetween }: MarketRules): number {
  return distance(pointOf(lot), pointOf(line));
}

function pointOf({ lat, lng }: { readonly lat: number; readonly lng: number }): Point {
  return { latitude: lat, longitude: lng };
}

function countOf(amount: bigint, what: string): number {
  if (amount < 0n || amount > BigInt(Number.MAX_SAFE_INTEGER))
    throw new InstanceRefused(what, "must be from 0 to 2^53 - 1");
  return Number(amount);
}
