import type { BusinessDay } from "#app/kernel/calendar.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { type FoodGoods, needFor, thousandOf } from "./goods.ts";
import type { FoodPart, PortionClass } from "./recipe.ts";

/** What goods cost where the kitchen is: the cheapest live offer that reaches it, else what a survey last found. */
export type GoodsPrice = {
  /** Before tax. */
  readonly priceRupiah: Rupiah;
  /** As it is paid, with the seller's VAT. */
  readonly paidRupiah: Rupiah;
  readonly basePerUnit: bigint;
  readonly from: "offer" | "survey";
  /** Of an offer: whose it is, and the newest harvest behind it. */
  readonly offer: { readonly sellerName: string; readonly harvestedOn: BusinessDay } | null;
};

export type PricedGoods = { readonly goods: FoodGoods | null; readonly price: GoodsPrice | null };

/** What a portion costs, and what that leaves out. */
export type PortionCost = {
  readonly rupiah: Rupiah;
  /** Foods with no price, or that nobody sells under a known name: the sum is too small by them. */
  readonly unpriced: readonly string[];
  /** Foods priced by a survey, because nobody offers them now. */
  readonly surveyed: readonly string[];
};

const PORTIONS = 1_000n;

/** Rupiah of one portion as it is paid at these prices, rounded half up once for each food. */
export function portionCost(
  parts: readonly FoodPart[],
  size: PortionClass,
  priceOf: (foodId: string) => PricedGoods,
): PortionCost {
  let rupiah = 0n;
  const unpriced = new Set<string>();
  const surveyed = new Set<string>();
  for (const part of parts) {
    const { goods, price } = priceOf(part.food.id);
    if (goods === null || price === null) {
      unpriced.add(part.food.name);
      continue;
    }
    if (price.from === "survey") surveyed.add(part.food.name);
    const need = needFor(part, goods, thousandOf(size));
    rupiah += divideHalfUp(need * price.paidRupiah, price.basePerUnit * PORTIONS);
  }
  return { rupiah, unpriced: [...unpriced], surveyed: [...surveyed] };
}
