/**
 * How evenly packs are spread: 0 when everyone has the same, near 10,000 when one has everything. The Gini index in
 * basis points, cut; 0 when there is nothing to spread.
 */
export function giniOf(packs: readonly number[]): number {
  const total = packs.reduce((sum, one) => sum + one, 0);
  if (total === 0) return 0;
  const apart = packs.reduce(
    (sum, one) => sum + packs.reduce((inner, other) => inner + Math.abs(one - other), 0),
    0,
  );
  return Math.floor((apart * 10_000) / (2 * packs.length * total));
}
