import { invariant } from "./errors.ts";

/**
 * Money is whole rupiah in a bigint, everywhere: in code, in the database, on the wire as digits.
 * There is no other currency in the house, and no fraction of a rupiah outside tax papers.
 */
export type Rupiah = bigint;

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
