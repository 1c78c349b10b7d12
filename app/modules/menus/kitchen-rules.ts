import type { DeliveryClass, DeliveryRule } from "./demand.ts";
import type { DailyNeed, MealShare } from "./nutrition.ts";
import type { PerClass } from "./recipe.ts";

/** The dated rules by which a menu is judged and its goods are brought. */
export type KitchenRules = {
  /** The most that the goods of a portion may cost, in rupiah. */
  readonly caps: PerClass<bigint>;
  readonly meal: MealShare;
  /** What each group of children needs in a day, by portion; the first group speaks for the portion. */
  readonly needs: PerClass<readonly DailyNeed[]>;
  readonly deliveries: Readonly<Record<DeliveryClass, DeliveryRule>>;
  /** With a certified cook; more children than this is unusual. */
  readonly headsUsualMax: number;
};
