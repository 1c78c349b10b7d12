import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { ceilingPerUnit, type PriceCeiling } from "./price-ceiling.ts";

/** Where in the trade a surveyed price was paid: at a market, or where the goods are grown. */
export const tradeLevels = ["market", "farm"] as const;
export type TradeLevel = (typeof tradeLevels)[number];

/** What a market of the region paid, lately enough to be held against: per `basePerUnit` base units. */
export type MarketReference = {
  readonly id: string;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  readonly onDay: BusinessDay;
  readonly source: string;
};

/**
 * What a price of some goods is held against in a region on a day: the legal ceiling, what the market pays, and how far above
 * that a price may lie before somebody asks why, in basis points.
 */
export type PriceYardstick = {
  readonly legal: PriceCeiling | null;
  readonly reference: MarketReference | null;
  readonly bandBasisPoints: number;
};

const WHOLE = 10_000n;

/** The market's price for a trading unit of `basePerUnit` base units, in rupiah; null where no market was surveyed lately. */
export function referencePerUnit(yardstick: PriceYardstick, basePerUnit: bigint): Rupiah | null {
  return yardstick.reference && ceilingPerUnit(yardstick.reference, basePerUnit);
}

/**
 * The most that a trading unit may cost without anybody having to explain it: the legal ceiling, or the market's price and
 * the band above it, whichever is lower. Null where neither is known.
 */
export function unquestionedPrice(yardstick: PriceYardstick, basePerUnit: bigint): Rupiah | null {
  const legal = yardstick.legal && ceilingPerUnit(yardstick.legal, basePerUnit);
  const paid = referencePerUnit(yardstick, basePerUnit);
  const market = paid && priceOf(WHOLE + BigInt(yardstick.bandBasisPoints), paid, WHOLE);
  if (legal === null || market === null) return legal ?? market;
  return legal < market ? legal : market;
}
