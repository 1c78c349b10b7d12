/**
 * A food as a table knows it: what 100 g of its edible part hold, and how much of what is bought is edible. Figures are
 * tenths (of a kilocalorie, of a gram, of a percent), because that is how finely the tables are printed.
 */
export const nutrients = ["energy", "protein", "fat", "carbohydrate"] as const;
export type Nutrient = (typeof nutrients)[number];

/** Null where the table says nothing. */
export type FoodFigures = Readonly<Record<Nutrient, number | null>>;

export type Food = {
  readonly id: string;
  readonly name: string;
  /** Per 100 g edible, in tenths. */
  readonly per100: FoodFigures;
  /** Of what is bought, in tenths of a percent; null where nobody has said. */
  readonly ediblePermille: number | null;
};

/** Why a row of a table is not to be believed as it stands. */
export const oddities = ["missing", "overfull", "energy"] as const;
export type Oddity = (typeof oddities)[number];

/** What a gram gives (Atwater), in kilocalories; a table's own energy may differ by its method, but not by more than this. */
const KCAL_PER_GRAM = { protein: 4, fat: 9, carbohydrate: 4 } as const;
const ENERGY_APART_TENTHS = 400;
const ENERGY_APART_SHARE = 0.35;
const HUNDRED_GRAMS_TENTHS = 1_005;

/**
 * What is odd about a food: a figure is missing, 100 g hold more than 100 g, or the energy is far from what protein, fat
 * and carbohydrate give together. An odd food is used only with a reason beside it.
 */
export function odditiesOf({ per100 }: Pick<Food, "per100">): Oddity[] {
  const { energy, protein, fat, carbohydrate } = per100;
  if (energy === null || protein === null || fat === null || carbohydrate === null) return ["missing"];
  const found: Oddity[] = [];
  if (protein + fat + carbohydrate > HUNDRED_GRAMS_TENTHS) found.push("overfull");
  const given =
    KCAL_PER_GRAM.protein * protein + KCAL_PER_GRAM.fat * fat + KCAL_PER_GRAM.carbohydrate * carbohydrate;
  const allowed = Math.max(ENERGY_APART_TENTHS, ENERGY_APART_SHARE * Math.max(given, energy));
  if (Math.abs(given - energy) > allowed) found.push("energy");
  return found;
}

/** Whether a kitchen can reckon with the food at all: without an edible part nobody knows how much to buy. */
export function hasEdiblePart(food: Pick<Food, "ediblePermille">): boolean {
  return food.ediblePermille !== null && food.ediblePermille > 0;
}
