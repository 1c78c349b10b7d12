import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";

/**
 * What koperasi that sell to kitchens usually add to what goods cost them, by class, in basis points of the cost: a figure to
 * compare with, which binds nobody. Dated rows of parameters, one for goods that keep, one for eggs, one for all that is fresh.
 */
export type MarginGuides = Readonly<Record<GoodsClass, number>>;

export const marginGuideKeys = [
  "market.margin_guide_dry_basis_points",
  "market.margin_guide_egg_basis_points",
  "market.margin_guide_fresh_basis_points",
] as const;

/** Which of the figures is for goods of a class. */
export function marginGuideOf(goodsClass: GoodsClass): (typeof marginGuideKeys)[number] {
  if (goodsClass === "dry") return "market.margin_guide_dry_basis_points";
  return goodsClass === "egg"
    ? "market.margin_guide_egg_basis_points"
    : "market.margin_guide_fresh_basis_points";
}

/** What the guide would add to such a cost, rounded half up. */
export function guidedMargin(costRupiah: Rupiah, guideBasisPoints: number): Rupiah {
  return divideHalfUp(costRupiah * BigInt(guideBasisPoints), 10_000n);
}
