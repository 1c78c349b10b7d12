import { invariant } from "#app/kernel/errors.ts";
import { divideUp, edibleMg, type FoodPart, type PerClass, type portionClasses } from "./recipe.ts";

/** What a food is on the market, and the unit in which the kitchen orders it. */
export type FoodGoods = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** Milligrams in a base unit of the commodity: 1,000 for grams, less for a millilitre of oil. */
  readonly mgPerBase: bigint;
  /** Pieces in one unit, where it is bought by the piece: 30 eggs in a tray. */
  readonly piecesPerUnit: number | null;
};

/** Goods are one kind however they are packed: foods that share them are ordered in the unit of the first. */
export function goodsKey(goods: Pick<FoodGoods, "commodityCode" | "gradeCode">): string {
  return `${goods.commodityCode}/${goods.gradeCode}`;
}

const PERMILLE = 1_000n;
const BASIS_POINTS = 10_000n;

function forHeads(amounts: PerClass<bigint>, heads: PerClass<bigint>): bigint {
  return amounts.small * heads.small + amounts.large * heads.large;
}

/** The edible milligrams that so many children eat of one part of a card. */
export function edibleFor(part: FoodPart, heads: PerClass<bigint>): bigint {
  return forHeads({ small: edibleMg(part, "small"), large: edibleMg(part, "large") }, heads);
}

/** What must be bought of it by weight, in milligrams: the edible part grossed up, rounded up. */
export function grossFor(part: FoodPart, heads: PerClass<bigint>): bigint {
  const edible = part.food.ediblePermille;
  invariant(edible !== null && edible > 0, `${part.food.name} has an edible part`);
  return divideUp(edibleFor(part, heads) * PERMILLE, BigInt(edible));
}

/**
 * Base units of the commodity that so many children need of one part, allowance included, rounded up. Where the part is
 * counted and its goods are sold by the piece, pieces decide; else the weight does.
 */
export function needFor(part: FoodPart, goods: FoodGoods, heads: PerClass<bigint>): bigint {
  const more = BASIS_POINTS + BigInt(part.allowanceBasisPoints);
  if (part.pieces !== null && goods.piecesPerUnit !== null) {
    const pieces = forHeads(part.pieces, heads) * more;
    return divideUp(pieces * goods.basePerUnit, PERMILLE * BASIS_POINTS * BigInt(goods.piecesPerUnit));
  }
  return divideUp(grossFor(part, heads) * more, BASIS_POINTS * goods.mgPerBase);
}

/** Heads of one class alone, a thousand of them: for what a single portion costs. */
export function thousandOf(size: (typeof portionClasses)[number]): PerClass<bigint> {
  return { small: size === "small" ? 1_000n : 0n, large: size === "large" ? 1_000n : 0n };
}
