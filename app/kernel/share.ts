import { invariant } from "./errors.ts";
import type { Rupiah } from "./money.ts";

/**
 * Splits `total` in proportion to `weights` without losing or inventing a rupiah.
 *
 * Each part is floored first; the rupiah left over go one by one to the largest remainders, the earlier part
 * first on a tie. Callers must therefore pass parts in a stable order, or the same invoice split twice will
 * disagree with itself. Refuses a negative weight, and a positive total with no weight to carry it.
 */
export function share(total: Rupiah, weights: readonly bigint[]): Rupiah[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  invariant(
    weights.every((weight) => weight >= 0n),
    "weights are not negative",
  );
  invariant(weightSum > 0n || total === 0n, "something must carry the total");
  if (total === 0n) return weights.map(() => 0n);
  if (total < 0n) return share(-total, weights).map((part) => -part);

  const parts = weights.map((weight) => (total * weight) / weightSum);
  const remainders = weights.map((weight, at) => ({ at, left: (total * weight) % weightSum }));
  remainders.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1));
  let rest = total - parts.reduce((sum, part) => sum + part, 0n);
  for (const { at } of remainders) {
    if (rest === 0n) break;
    parts[at] = (parts[at] ?? 0n) + 1n;
    rest -= 1n;
  }
  invariant(rest === 0n, "a share gives out exactly its total");
  return parts;
}
