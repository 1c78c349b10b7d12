import { invariant } from "./errors.ts";
import type { Rupiah } from "./money.ts";

/**
 * Divides `total` in proportion to `weights` by Webster's method (odd divisors): each rupiah in turn goes to the part with the
 * smallest (2·part + 1) / weight, the earlier one on a tie.
 *
 * Unlike the largest remainder (`share`), a larger total never gives any part less. A stream that pays out the difference
 * between what is due by now and what was paid before therefore never asks for a rupiah back. Weights are not negative; when
 * all are zero, nothing can be divided.
 */
export function websterSplit(total: Rupiah, weights: readonly bigint[]): Rupiah[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  invariant(total >= 0n && weights.every((weight) => weight >= 0n), "amounts and weights are not negative");
  invariant(total === 0n || sum > 0n, "somebody has a weight");
  const parts = weights.map((weight) => startOf(total, weight, sum, BigInt(weights.length)));
  let left = total - parts.reduce((all, part) => all + part, 0n);
  invariant(left >= 0n, "the start lies below every part");
  for (; left > 0n; left -= 1n) {
    const next = nextOf(parts, weights);
    parts[next] = (parts[next] ?? 0n) + 1n;
  }
  return parts;
}

/**
 * What Webster gives a part at least: the rounding of its share in `total − n/2`. These roundings come to no more than the
 * total, and each of them is reached before any part goes beyond it, so that only some n rupiah are left to be given singly.
 */
function startOf(total: bigint, weight: bigint, sum: bigint, count: bigint): bigint {
  const doubled = 2n * total - count;
  return sum === 0n || doubled <= 0n ? 0n : (weight * doubled + sum) / (2n * sum);
}

/** The part with the smallest (2·part + 1) / weight. */
function nextOf(parts: readonly bigint[], weights: readonly bigint[]): number {
  let best = -1;
  for (const [at, weight] of weights.entries()) {
    if (weight === 0n) continue;
    const bestWeight = weights[best];
    const bestPart = parts[best];
    if (
      bestWeight === undefined ||
      bestPart === undefined ||
      (2n * (parts[at] ?? 0n) + 1n) * bestWeight < (2n * bestPart + 1n) * weight
    )
      best = at;
  }
  return best;
}
