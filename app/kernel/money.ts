import { z } from "zod";
import { invariant } from "./errors.ts";

/**
 * Money is whole rupiah in a bigint, everywhere: in code, in the database, on the wire as digits.
 * There is no other currency in the house, and no fraction of a rupiah outside tax papers.
 */
export type Rupiah = bigint;

/** Ten thousand trillion rupiah: far above the national budget, far below what a Postgres bigint holds. */
const RUPIAH_MAX = 10_000_000_000_000_000n;

/** Text of whole rupiah ("1250000") on one side, a bigint on the other. Reads forms, JSON and CSV alike. */
export const RupiahText = z.codec(
  z
    .string()
    .trim()
    .regex(/^-?\d{1,17}$/, { error: "kernel.notRupiah", abort: true }),
  z.bigint().min(-RUPIAH_MAX).max(RUPIAH_MAX),
  { decode: (text) => BigInt(text), encode: (amount) => amount.toString() },
);

/** As RupiahText, and more than nothing. */
export const PositiveRupiahText = RupiahText.refine((amount) => amount > 0n, { error: "kernel.notPositive" });

export function sumOf(amounts: Iterable<Rupiah>): Rupiah {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** a ÷ b, rounded half up (away from zero for negatives, so that a reversal mirrors its original). b > 0. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  invariant(b > 0n, "a divisor is positive");
  return a >= 0n ? (2n * a + b) / (2n * b) : -((-2n * a + b) / (2n * b));
}

/** `amount` × basisPoints / 10,000, rounded half up to a whole rupiah. */
export function basisPointsOf(amount: Rupiah, basisPoints: number): Rupiah {
  invariant(Number.isSafeInteger(basisPoints), "basis points are whole");
  return divideHalfUp(amount * BigInt(basisPoints), 10_000n);
}
