import { invariant } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";

/**
 * What a lot that was bought to be sold cost, and what of that is still in stock. The value of a lot is always its cost × what
 * is left ÷ what was bought, rounded half up; what a part costs that leaves is the difference of two such values. So roundings
 * telescope: whatever the parts and their order, together they cost exactly what was paid, the last gram takes the last rupiah,
 * and no part costs less than nothing. A lot whose cost is changed afterwards (a credit note) changes the value of what is
 * left; the rest of the change belongs to what left before.
 */
export type LotCost = {
  readonly boughtBase: bigint;
  /** What left the books of the stock: sold and invoiced, or lost. */
  readonly outBase: bigint;
  readonly costRupiah: Rupiah;
};

/** The value of what is left of a lot, in whole rupiah. The database reckons the same in a CHECK. */
export function leftValue({ boughtBase, outBase, costRupiah }: LotCost): Rupiah {
  return divideHalfUp(costRupiah * (boughtBase - outBase), boughtBase);
}

/** Why the cost or the value of a bought lot changes; `short` is what left with a delivery and nobody accepted. */
export const costMoveKinds = ["bought", "sold", "unsold", "lost", "short", "recosted"] as const;
export type CostMoveKind = (typeof costMoveKinds)[number];

export type CostMove = {
  readonly after: LotCost;
  /** What the move adds to the value of the stock; less than nothing when goods leave. */
  readonly valueRupiah: Rupiah;
};

/**
 * Takes `outBase` out of a lot, or puts it back when it is negative. More than was bought, or than left, is a mistake of ours.
 */
export function taken(lot: LotCost, outBase: bigint): CostMove {
  const after = { ...lot, outBase: lot.outBase + outBase };
  invariant(
    after.outBase >= 0n && after.outBase <= lot.boughtBase,
    "a lot gives what was bought, and no more",
  );
  return { after, valueRupiah: leftValue(after) - leftValue(lot) };
}

/** Changes what a lot cost by `costRupiah`, less than nothing for a credit note. The rest of the change is cost of what left. */
export function recosted(
  lot: LotCost,
  costRupiah: Rupiah,
): CostMove & {
  readonly leftRupiah: Rupiah;
} {
  const after = { ...lot, costRupiah: lot.costRupiah + costRupiah };
  invariant(after.costRupiah >= 0n, "no lot costs less than nothing");
  const valueRupiah = leftValue(after) - leftValue(lot);
  return { after, valueRupiah, leftRupiah: costRupiah - valueRupiah };
}

/**
 * Divides what of a changed cost belongs to goods that left already: to those that were sold, and to those that are gone, by how
 * much left each way. The sold part is rounded half up; together they are the whole.
 */
export function partedByLeaving(
  leftRupiah: Rupiah,
  left: { readonly soldBase: bigint; readonly goneBase: bigint },
): { readonly soldRupiah: Rupiah; readonly goneRupiah: Rupiah } {
  const outBase = left.soldBase + left.goneBase;
  invariant(outBase > 0n || leftRupiah === 0n, "nothing that is all there has a cost of what left");
  const less = leftRupiah < 0n;
  const part = outBase === 0n ? 0n : divideHalfUp((less ? -leftRupiah : leftRupiah) * left.soldBase, outBase);
  const soldRupiah = less ? -part : part;
  return { soldRupiah, goneRupiah: leftRupiah - soldRupiah };
}
