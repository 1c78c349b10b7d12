import { baseFromDecimal } from "#app/kernel/quantity.ts";

/**
 * Reading what people write. Kept apart from `format.ts` because the kernel's quantities bring Zod along, and
 * a screen that only shows numbers should not make a phone download it.
 */

/** Reads "1.234.567", "Rp 1.234.567" or "1234567" as whole rupiah. Null for anything else, "1,5" included. */
export function parseRupiah(text: string): bigint | null {
  const bare = text.trim().replace(/^rp\.?\s*/i, "");
  const match = /^(-?)(\d{1,17}|\d{1,3}(?:\.\d{3}){1,5})$/.exec(bare);
  if (!match) return null;
  return BigInt(`${match[1]}${(match[2] ?? "").replaceAll(".", "")}`);
}

/**
 * Reads a quantity in trading units as base units, exactly: "1,5" of 1,000 g → 1500n, "1.500" → 1500000n.
 *
 * A dot followed by exactly three digits groups thousands, because that is how people here write them, unless nothing but a nought
 * stands before it: nobody writes thousands so. Any other dot is a decimal comma from an English keypad. Null when it is no number, or when it does not come out
 * in whole base units.
 */
export function parseQuantity(text: string, basePerUnit: bigint): bigint | null {
  const bare = text.trim();
  const grouped = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(bare);
  return baseFromDecimal(grouped ? bare.replaceAll(".", "") : bare, basePerUnit);
}

/** A percentage as people write it, as digits of its hundredths: "2,5" → "250". What cannot be read stays as it was typed, to be refused. */
export function basisPointsText(percent: string): string {
  return parseQuantity(percent, 100n)?.toString() ?? percent;
}
