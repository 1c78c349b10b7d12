import { invariant } from "#app/kernel/errors.ts";

/** What a share of a call-off needs: whole packs of one commodity and grade. */
type Wanted = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly promisedBase: bigint;
  readonly basePerUnit: bigint;
};
/** A lot with what is promised to nobody, in base units. */
type Lying = {
  readonly lotId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly freeBase: bigint;
};

/** How much of a share comes out of one lot; of none, what has to be fetched from growers yet. */
export type SharePick<Lot> = { readonly lot: Lot | null; readonly base: bigint };

/**
 * From which lots each share is fetched, share by share in their order, out of `lots` in theirs (first to expire first): whole packs, of
 * the same commodity and grade. No lot gives more than it has free, over all shares together; what no lot has comes last, without
 * one. The picks of a share add up to it.
 */
export function sharePicks<Lot extends Lying>(
  shares: readonly Wanted[],
  lots: readonly Lot[],
): SharePick<Lot>[][] {
  const left = new Map(lots.map((lot) => [lot.lotId, lot.freeBase]));
  return shares.map((share) => {
    const picks: SharePick<Lot>[] = [];
    let missing = share.promisedBase;
    for (const lot of lots) {
      if (lot.commodityCode !== share.commodityCode || lot.gradeCode !== share.gradeCode) continue;
      const free = left.get(lot.lotId) ?? 0n;
      const most = free < missing ? free : missing;
      const base = most - (most % share.basePerUnit);
      if (base <= 0n) continue;
      picks.push({ lot, base });
      left.set(lot.lotId, free - base);
      missing -= base;
    }
    if (missing > 0n) picks.push({ lot: null, base: missing });
    invariant(picks.reduce((sum, { base }) => sum + base, 0n) === share.promisedBase, "picks are the share");
    return picks;
  });
}
