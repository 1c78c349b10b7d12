import type { BusinessDay } from "#app/kernel/calendar.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { type PriceStep, stepAt } from "../catalogue/price-tiers.ts";
import { type FoodGoods, goodsKey, needFor, thousandOf } from "./goods.ts";
import type { FoodPart, PerClass, PortionClass } from "./recipe.ts";

/** What goods cost where the kitchen is, from some quantity on: at the cheapest live offer that reaches it, else by a survey. */
export type GoodsPrice = PriceStep & {
  /** Before tax. */
  readonly priceRupiah: Rupiah;
  readonly from: "offer" | "survey";
  /** Of an offer: whose it is, and the newest harvest behind it. */
  readonly offer: { readonly sellerName: string; readonly harvestedOn: BusinessDay } | null;
};

/** Goods with their prices, the more is bought the cheaper; no steps where nobody knows one. */
export type PricedGoods = { readonly goods: FoodGoods | null; readonly steps: readonly GoodsPrice[] };

/** What a portion costs, and what that leaves out. */
export type PortionCost = {
  readonly rupiah: Rupiah;
  /** Foods with no price, or that nobody sells under a known name: the sum is too small by them. */
  readonly unpriced: readonly string[];
  /** Foods priced by a survey, because nobody offers them now. */
  readonly surveyed: readonly string[];
};

const PORTIONS = 1_000n;

/** Base units of each kind of goods that so many children need of everything on a tray, by `goodsKey`. */
export function needsTogether(
  parts: readonly FoodPart[],
  heads: PerClass<bigint>,
  priceOf: (foodId: string) => PricedGoods,
): Map<string, bigint> {
  const together = new Map<string, bigint>();
  for (const part of parts) {
    const { goods } = priceOf(part.food.id);
    if (goods === null) continue;
    const key = goodsKey(goods);
    together.set(key, (together.get(key) ?? 0n) + needFor(part, goods, heads));
  }
  return together;
}

/**
 * Rupiah of one portion as it is paid, each kind of goods at the price that one day's need of all these children reaches; rounded
 * half up once for each food. Goods that keep come for a week at a time and may be cheaper still.
 */
export function portionCost(
  parts: readonly FoodPart[],
  size: PortionClass,
  heads: PerClass<bigint>,
  priceOf: (foodId: string) => PricedGoods,
): PortionCost {
  const together = needsTogether(parts, heads, priceOf);
  let rupiah = 0n;
  const unpriced = new Set<string>();
  const surveyed = new Set<string>();
  for (const part of parts) {
    const { goods, steps } = priceOf(part.food.id);
    const price = goods && stepAt(steps, together.get(goodsKey(goods)) ?? 0n);
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
