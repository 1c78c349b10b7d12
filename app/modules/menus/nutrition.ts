import { divideHalfUp } from "#app/kernel/money.ts";
import { type Nutrient, nutrients } from "./food.ts";
import { edibleMg, type FoodPart, type PortionClass } from "./recipe.ts";

/** What one portion gives, in tenths of a kilocalorie or gram. */
export type Nutrition = Readonly<Record<Nutrient, bigint>>;

const MG_PER_100_G = 100_000n;

/** The same as it is summed, before it is rounded: hundred-thousandths of a tenth. */
export type ExactNutrition = Readonly<Record<Nutrient, bigint>>;

/** What a portion gives, summed exactly. A figure that a table lacks counts as nothing, and is odd. */
export function exactNutritionOf(parts: readonly FoodPart[], size: PortionClass): ExactNutrition {
  const sums = { energy: 0n, protein: 0n, fat: 0n, carbohydrate: 0n };
  for (const part of parts)
    for (const nutrient of nutrients)
      sums[nutrient] += BigInt(part.food.per100[nutrient] ?? 0) * edibleMg(part, size);
  return sums;
}

/** What a portion gives, summed exactly and rounded once. */
export function nutritionOf(parts: readonly FoodPart[], size: PortionClass): Nutrition {
  const { energy, protein, fat, carbohydrate } = exactNutritionOf(parts, size);
  const rounded = (sum: bigint) => divideHalfUp(sum, MG_PER_100_G);
  return {
    energy: rounded(energy),
    protein: rounded(protein),
    fat: rounded(fat),
    carbohydrate: rounded(carbohydrate),
  };
}

/** What a group of children needs in a day: kilocalories, and grams of protein, fat and carbohydrate (AKG). */
export type DailyNeed = {
  readonly group: NeedGroup;
  readonly needs: Readonly<Record<Nutrient, number>>;
};

/** The groups that are reckoned with, of each portion; the first speaks for it, the others stand beside. */
export const needGroups = {
  small: ["age_7_9"],
  large: ["boys_10_12", "girls_10_12", "boys_13_15", "girls_13_15", "boys_16_18", "girls_16_18"],
} as const satisfies Record<PortionClass, readonly string[]>;
export type NeedGroup = (typeof needGroups)[PortionClass][number];

/** What of a day's need one meal should give, in percent. */
export type MealShare = { readonly from: number; readonly to: number };

export type ShareVerdict = "low" | "fits" | "high";

/** Tenths of `need` as a share of a day, in basis points, cut: 29.99 % is not yet 30 %. */
export function shareOf(tenths: bigint, need: number): number {
  return Number((tenths * 1_000n) / BigInt(Math.round(need)));
}

export function verdictOf(basisPoints: number, meal: MealShare): ShareVerdict {
  if (basisPoints < meal.from * 100) return "low";
  return basisPoints > meal.to * 100 ? "high" : "fits";
}
