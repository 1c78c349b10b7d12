import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { stepAt } from "../catalogue/price-tiers.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { type Nutrient, nutrients } from "./food.ts";
import { goodsKey } from "./goods.ts";
import { trayReckoner } from "./menu-board-reads.server.ts";
import { exactNutritionOf } from "./nutrition.ts";
import { type GoodsPrice, needsTogether, portionCost } from "./portion-cost.ts";
import { type FoodPart, ingredientsOf, type PerClass, type PortionClass, portionClasses } from "./recipe.ts";
import type { SwapBounds, SwapCard, SwapQuestion } from "./swap.ts";
import { swapInThread } from "./swap-in-thread.server.ts";

type Kitchen = { readonly id: string; readonly regionCode: string; readonly timeZone: TimeZone };
const KEYS = ["nutrition.swap_keeps_percent", "nutrition.swap_dishes_max"] as const;

export type SwapReason = {
  readonly food: string;
  readonly paidRupiah: bigint;
  readonly unit: string;
  readonly sellerName: string;
  readonly harvestedOn: string;
};

export type ProposedSwap = {
  readonly recipeIds: readonly string[];
  readonly savedRupiah: bigint;
  readonly heads: PerClass<number>;
  readonly changes: readonly {
    readonly from: string;
    readonly to: string;
    readonly reasons: readonly SwapReason[];
  }[];
  /** Of a portion, before and after. */
  readonly rupiah: PerClass<{ readonly before: bigint; readonly after: bigint }>;
  /** What is left of each nutrient, in percent of what it was, cut; the smaller of the two portions. */
  readonly kept: Readonly<Record<Nutrient, number>>;
};

/**
 * The cheapest swap of some dishes among the kitchen's own cards, at today's offers and for the children it counts today; null where
 * nothing saves, and where it counts nobody: nothing is bought then. A card with a food that nobody offers now is no candidate: its price would be a guess.
 */
export async function proposedSwap(
  kitchen: Kitchen,
  recipeIds: readonly string[],
  at: Date,
  on: Executor = db(),
): Promise<ProposedSwap | null> {
  const place = { regionCode: kitchen.regionCode, day: dayOf(at, kitchen.timeZone) };
  const [{ book, priceOf, heads, isCounted }, values] = await Promise.all([
    trayReckoner(kitchen, at, on),
    parametersOn(on, KEYS, place),
  ]);
  if (!isCounted) return null;
  const steps = new Map<string, readonly GoodsPrice[]>();
  const isTiered = ({ food }: FoodPart) => priceOf(food.id).steps.length > 1;
  const cardOf = (recipeId: string): SwapCard => {
    const parts = ingredientsOf(book, recipeId);
    const dishGroup = book.get(recipeId)?.dishGroup;
    invariant(dishGroup, "a dish stands in the book");
    const tiered = parts.filter(isTiered);
    for (const { food } of tiered) {
      const { goods, steps: falling } = priceOf(food.id);
      if (goods) steps.set(goodsKey(goods), falling);
    }
    const plain = parts.filter((part) => !isTiered(part));
    const rupiahOf = (size: PortionClass) => portionCost(plain, size, heads, priceOf).rupiah;
    return {
      recipeId,
      dishGroup,
      rupiah: { small: rupiahOf("small"), large: rupiahOf("large") },
      tiered: [...needsTogether(tiered, heads, priceOf)].map(([goods, needBase]) => ({ goods, needBase })),
      gives: { small: exactNutritionOf(parts, "small"), large: exactNutritionOf(parts, "large") },
    };
  };
  const isOffered = (recipeId: string) =>
    ingredientsOf(book, recipeId).every(({ food }) => priceOf(food.id).steps[0]?.from === "offer");
  const tray = recipeIds.filter((id) => book.has(id)).map(cardOf);
  const question: SwapQuestion = {
    tray,
    others: [...book.keys()].filter((id) => !recipeIds.includes(id) && isOffered(id)).map(cardOf),
    heads,
    steps,
    bounds: boundsOf(values[KEYS[0]]),
    changesMax: asNumber(KEYS[1], values[KEYS[1]]),
  };
  const swap = question.others.length === 0 ? null : await swapInThread(question);
  if (swap === null) return null;
  const to = new Map(swap.changes.map((change) => [change.from, change.to]));
  const after = tray.map(({ recipeId }) => to.get(recipeId) ?? recipeId);
  const afterCards = after.map(cardOf);
  const partsOf = (ids: readonly string[]) => ids.flatMap((id) => ingredientsOf(book, id));
  const together = needsTogether(partsOf(after), heads, priceOf);
  const costs = (size: PortionClass) => ({
    before: portionCost(partsOf(tray.map(({ recipeId }) => recipeId)), size, heads, priceOf).rupiah,
    after: portionCost(partsOf(after), size, heads, priceOf).rupiah,
  });
  const nameOf = (id: string) => book.get(id)?.name ?? id;
  return {
    recipeIds: after,
    savedRupiah: swap.savedRupiah,
    heads: { small: Number(heads.small), large: Number(heads.large) },
    rupiah: { small: costs("small"), large: costs("large") },
    kept: keptOf(tray, afterCards),
    changes: swap.changes.map((change) => ({
      from: nameOf(change.from),
      to: nameOf(change.to),
      reasons: ingredientsOf(book, change.to).flatMap(({ food }) => {
        const { goods, steps: falling } = priceOf(food.id);
        const price = goods && stepAt(falling, together.get(goodsKey(goods)) ?? 0n);
        if (!goods || !price?.offer) return [];
        const paidRupiah = (price.paidRupiah * goods.basePerUnit) / price.basePerUnit;
        return [{ food: food.name, paidRupiah, unit: goods.unit, ...price.offer }];
      }),
    })),
  };
}

function keptOf(before: readonly SwapCard[], after: readonly SwapCard[]): Record<Nutrient, number> {
  const kept = (nutrient: Nutrient) =>
    Math.min(
      ...portionClasses.map((size) => {
        const [was, is] = [before, after].map((cards) =>
          cards.reduce((sum, card) => sum + card.gives[size][nutrient], 0n),
        ) as [bigint, bigint];
        return was === 0n ? 100 : Number((is * 100n) / was);
      }),
    );
  const [energy, protein, fat, carbohydrate] = nutrients.map(kept) as [number, number, number, number];
  return { energy, protein, fat, carbohydrate };
}

/** Pairs of from and to, in the order of the nutrients. */
function boundsOf(value: unknown): SwapBounds {
  const numbers = Array.isArray(value) ? value.map(Number) : [];
  const pair = (at: number) => ({ from: numbers[at * 2] ?? 100, to: numbers[at * 2 + 1] ?? 100 });
  return { energy: pair(0), protein: pair(1), fat: pair(2), carbohydrate: pair(3) };
}
