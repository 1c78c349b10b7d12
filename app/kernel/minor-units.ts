import { RuleBroken } from "./errors.ts";
import type { Rupiah } from "./money.ts";

const SEN_PER_RUPIAH = 100n;
// A provider takes twelve digits at most: Rp 9,999,999,999 and 99 sen.
const SEN_MAX = 999_999_999_999n;

/**
 * Rupiah as card providers count it: in sen, a hundred to the rupiah, because to them the rupiah is a currency of two
 * decimals. Refuses what has more than twelve digits there.
 */
export function toSen(amount: Rupiah): number {
  const sen = amount * SEN_PER_RUPIAH;
  if (sen > SEN_MAX)
    throw new RuleBroken("payments.checkoutTooLarge", { max: (SEN_MAX / SEN_PER_RUPIAH).toString() });
  return Number(sen);
}

/** Sen as whole rupiah; null where there is no whole number of them. */
export function fromSen(sen: number): Rupiah | null {
  if (!Number.isSafeInteger(sen) || sen < 0) return null;
  const whole = BigInt(sen);
  return whole % SEN_PER_RUPIAH === 0n ? whole / SEN_PER_RUPIAH : null;
}

/** Sen as the nearest whole rupiah, half a rupiah away from nothing. */
export function nearestRupiah(sen: bigint): Rupiah {
  const size = sen < 0n ? -sen : sen;
  const whole = (size + SEN_PER_RUPIAH / 2n) / SEN_PER_RUPIAH;
  return sen < 0n ? -whole : whole;
}
