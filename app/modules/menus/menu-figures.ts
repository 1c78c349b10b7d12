import { type Nutrient, nutrients } from "./food.ts";
import type { KitchenRules } from "./kitchen-rules.ts";
import { type Nutrition, nutritionOf, type ShareVerdict, shareOf, verdictOf } from "./nutrition.ts";
import { type PortionCost, type PricedGoods, portionCost } from "./portion-cost.ts";
import { type FoodPart, type PerClass, type PortionClass, portionClasses } from "./recipe.ts";

export type NutrientFigure = {
  readonly nutrient: Nutrient;
  /** Tenths of a kilocalorie or gram, in one portion. */
  readonly tenths: bigint;
  /** Of the day's need of the group that speaks for the portion, in basis points. */
  readonly shareBasisPoints: number;
  readonly verdict: ShareVerdict;
};

/** What one portion gives and costs, beside what it should. */
export type PortionFigures = {
  readonly nutrition: readonly NutrientFigure[];
  readonly cost: PortionCost;
  readonly capRupiah: bigint;
  readonly isAboveCap: boolean;
};

/** What a tray of these ingredients gives and costs, small and large, where so many children eat of it. */
export function figuresOf(
  parts: readonly FoodPart[],
  rules: KitchenRules,
  heads: PerClass<bigint>,
  priceOf: (foodId: string) => PricedGoods,
): PerClass<PortionFigures> {
  const [small, large] = portionClasses.map((size) =>
    portionFigures(parts, size, rules, portionCost(parts, size, heads, priceOf)),
  );
  return { small, large } as PerClass<PortionFigures>;
}

function portionFigures(
  parts: readonly FoodPart[],
  size: PortionClass,
  rules: KitchenRules,
  cost: PortionCost,
): PortionFigures {
  const nutrition = nutritionOf(parts, size);
  const capRupiah = rules.caps[size];
  return {
    nutrition: nutrientFigures(nutrition, size, rules),
    cost,
    capRupiah,
    isAboveCap: cost.rupiah > capRupiah,
  };
}

function nutrientFigures(nutrition: Nutrition, size: PortionClass, rules: KitchenRules): NutrientFigure[] {
  const [speaker] = rules.needs[size];
  return nutrients.map((nutrient) => {
    const tenths = nutrition[nutrient];
    const shareBasisPoints = speaker ? shareOf(tenths, speaker.needs[nutrient]) : 0;
    return { nutrient, tenths, shareBasisPoints, verdict: verdictOf(shareBasisPoints, rules.meal) };
  });
}

/** The energy of a portion as a share of each group's day, in basis points: one tray feeds children of many ages. */
export function energyByGroup(
  figures: PortionFigures,
  size: PortionClass,
  rules: Pick<KitchenRules, "needs" | "meal">,
) {
  const energy = figures.nutrition.find(({ nutrient }) => nutrient === "energy")?.tenths ?? 0n;
  return rules.needs[size].map(({ group, needs }) => {
    const shareBasisPoints = shareOf(energy, needs.energy);
    return { group, shareBasisPoints, verdict: verdictOf(shareBasisPoints, rules.meal) };
  });
}
