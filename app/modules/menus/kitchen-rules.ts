import type { DailyNeed, MealShare } from "./nutrition.ts";
import type { PerClass } from "./recipe.ts";

/** The dated rules by which a menu is judged. */
export type KitchenRules = {
  /** The most that the goods of a portion may cost, in rupiah. */
  readonly caps: PerClass<bigint>;
  readonly meal: MealShare;
  /** What each group of children needs in a day, by portion; the first group speaks for the portion. */
  readonly needs: PerClass<readonly DailyNeed[]>;
  /** With a certified cook; more children than this is unusual. */
  readonly headsUsualMax: number;
};
