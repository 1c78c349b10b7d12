import { divideHalfUp } from "#app/kernel/money.ts";

/**
 * Who asks and who offers, row by row as the database tells it, and the rules of the trade. `rows.ts` packs them into
 * the columns that matching works on.
 */

/** What one order line still lacks. Quantities are base units (grams, millilitres, pieces). */
export type DemandLine = {
  readonly lineId: string;
  readonly orderId: string;
  readonly buyerId: string;
  /** What kind of buyer it is, where sellers ask another price of some; absent when that makes no difference. */
  readonly buyerKind?: string;
  readonly commodityCode: string;
  /** 0 is the best; the line takes this grade or better. */
  readonly gradeRank: number;
  readonly quantityBase: bigint;
  /** YYYY-MM-DD on the clock of the region that is served. */
  readonly deliveryDay: string;
  /** Most it may cost at the door, milli-rupiah per base unit; null when nothing limits it. */
  readonly ceilingMilli: bigint | null;
  /** The legal price, which caps both ceilings whatever the buyer would pay; absent where none does. */
  readonly legalMilli?: bigint | null;
  /** The same from a seller whose prices include VAT that it adds; as `ceilingMilli` when absent. */
  readonly ceilingTaxedMilli?: bigint | null;
  readonly lat: number;
  readonly lng: number;
  /** 0 is served first. */
  readonly urgencyClass: number;
  readonly blockedSellerIds: readonly string[];
  /** Bits of the licences that a seller must hold; none when absent. */
  readonly licences?: number;
};

type MilliPrices = {
  readonly priceMilli: bigint;
  readonly tiers?: readonly { readonly fromBase: bigint; readonly priceMilli: bigint }[];
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
  /** Milli-rupiah per base unit: for grams, rupiah per kilogram. What is paid, VAT of the seller included. */
  readonly priceMilli: bigint;
  /** What part of a price before tax the seller adds as VAT; absent when it adds none. */
  readonly vat?: VatShare;
  readonly minOrderBase: bigint;
  readonly lat: number;
  readonly lng: number;
  /** The seller's own last moment for this delivery day. */
  readonly orderBefore: Date;
  /** True for koperasi and village enterprises, whom the rules prefer when prices are equal. */
  readonly isPreferred?: boolean;
  /** Cheaper prices for a line that asks for at least so much, from the smallest quantity up. */
  readonly tiers?: readonly { readonly fromBase: bigint; readonly priceMilli: bigint }[];
  /** Its whole price list for buyers of a kind, in place of `priceMilli` and `tiers`; by kind. */
  readonly kindLists?: Readonly<Record<string, MilliPrices>>;
  /** What a base unit costs to be carried 1,000 km, in milli-rupiah; absent when the price is delivered. */
  readonly freightMilliPer1000Km?: number;
  /** What the listing can still send that day over all its lots; absent when `availableBase` reckons with it already. */
  readonly dayRoomBase?: bigint;
  /** False keeps a seller who is not verified off the market. */
  readonly isVerified?: boolean;
  /** Bits of the licences that the seller holds; none when absent. */
  readonly licences?: number;
};

/** VAT as a fraction of the price before tax. */
export type VatShare = { readonly numerator: bigint; readonly denominator: bigint };

/** A price with its VAT, rounded half up once, as on an invoice. */
export function withShare(price: bigint, { numerator, denominator }: VatShare): bigint {
  return price + divideHalfUp(price * numerator, denominator);
}

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
