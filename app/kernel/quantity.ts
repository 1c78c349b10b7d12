import { divideHalfUp, type Rupiah } from "./money.ts";

/**
 * A quantity is a whole number of base units in a bigint: grams for weight, millilitres for volume, pieces for
 * what is counted. The unit people trade in (kg, papan, peti) is a pack of so many base units.
 */
export const baseUnits = ["g", "ml", "piece"] as const;
export type BaseUnit = (typeof baseUnits)[number];

/** A trading unit: its name on the screen and how many base units one of it holds. */
export type Pack = { readonly unit: string; readonly basePerUnit: bigint };

/**
 * quantity × price, rounded half up to a whole rupiah, once per line.
 * `quantityBase` in base units, `price` in rupiah per trading unit of `basePerUnit` base units.
 */
export function priceOf(quantityBase: bigint, price: Rupiah, basePerUnit: bigint): Rupiah {
  return divideHalfUp(quantityBase * price, basePerUnit);
}

/** Milli-rupiah per base unit (for grams: rupiah per kg), rounded half up: the unit of matching costs. */
export function milliRupiahPerBase(price: Rupiah, basePerUnit: bigint): bigint {
  return divideHalfUp(price * 1000n, basePerUnit);
}

const DECIMAL = /^(\d{1,12})(?:[.,](\d{1,6}))?$/;

/**
 * Reads "1,5" (or "1.5") trading units as base units, exactly. Returns null when the text is no number or does
 * not come out in whole base units: a gram is never split to please a form.
 */
export function baseFromDecimal(text: string, basePerUnit: bigint): bigint | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const fraction = match[2] ?? "";
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(`${match[1]}${fraction}`) * basePerUnit;
  return scaled % scale === 0n ? scaled / scale : null;
}
