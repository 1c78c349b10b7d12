import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { type FoodGoods, goodsKey, needFor } from "./goods.ts";
import { type KitchenDay, mondayOf } from "./kitchen-calendar.ts";
import { bigHeads, divideUp, type FoodPart } from "./recipe.ts";

/** This week and three more: as far as what menus need is told to whoever could supply it. */
export const DEMAND_WEEKS = 4;

/** Goods that keep come once a week, the others for each day of cooking. */
export type DeliveryClass = "dry" | "fresh";

export function deliveryClassOf(goodsClass: GoodsClass): DeliveryClass {
  return goodsClass === "dry" ? "dry" : "fresh";
}

/** When goods of a class are to be at the door: so many days before they are cooked, between two hours. */
export type DeliveryRule = {
  readonly daysBefore: number;
  readonly windowStart: string;
  readonly windowEnd: string;
};

export type PlannedDish = { readonly name: string; readonly parts: readonly FoodPart[] };
/** A day on which the kitchen cooks, and what. */
export type PlannedDay = KitchenDay & { readonly dishes: readonly PlannedDish[] };

export type LinkedGoods = FoodGoods & { readonly goodsClass: GoodsClass };

/** One kind of goods in one delivery. */
export type Need = {
  readonly deliveryDay: BusinessDay;
  readonly deliveryClass: DeliveryClass;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly goods: LinkedGoods;
  /** In base units, for everybody who eats of it. */
  readonly needBase: bigint;
  /** The dishes it goes into, the first cooked first. */
  readonly dishes: readonly string[];
  readonly cookedOn: readonly BusinessDay[];
  readonly cutSpecs: readonly string[];
};

export type Needs = {
  readonly needs: readonly Need[];
  /** Foods that no goods are known for: they cannot be ordered, and say so. */
  readonly unlinked: readonly string[];
};

/** The day on which goods for a day of cooking are to come. */
export function deliveryDayOf(day: BusinessDay, goodsClass: GoodsClass, rule: DeliveryRule): BusinessDay {
  return addDays(deliveryClassOf(goodsClass) === "dry" ? mondayOf(day) : day, -rule.daysBefore);
}

type Gathering = {
  readonly deliveryDay: BusinessDay;
  readonly goods: LinkedGoods;
  needBase: bigint;
  readonly dishes: Set<string>;
  readonly days: Set<BusinessDay>;
  readonly cuts: Set<string>;
};

/**
 * What days of cooking need: every dish × the children of the day ÷ the edible part, gathered by delivery and goods. Days
 * on which nothing is cooked need nothing. In order of delivery, then as the dishes name them.
 */
export function needsOf(
  days: readonly PlannedDay[],
  goodsOf: (foodId: string) => LinkedGoods | null,
  rules: Readonly<Record<GoodsClass, DeliveryRule>>,
): Needs {
  const gathered = new Map<string, Gathering>();
  const unlinked = new Set<string>();
  for (const { day, heads, dishes } of days.filter(({ operates }) => operates))
    for (const dish of dishes)
      for (const part of dish.parts) {
        const goods = goodsOf(part.food.id);
        if (goods === null) {
          unlinked.add(part.food.name);
          continue;
        }
        const deliveryDay = deliveryDayOf(day, goods.goodsClass, rules[goods.goodsClass]);
        const key = `${deliveryDay}/${goodsKey(goods)}`;
        const at: Gathering = gathered.get(key) ?? {
          deliveryDay,
          goods,
          needBase: 0n,
          dishes: new Set(),
          days: new Set(),
          cuts: new Set(),
        };
        at.needBase += needFor(part, goods, bigHeads(heads));
        at.dishes.add(dish.name);
        at.days.add(day);
        if (part.cutSpec !== null) at.cuts.add(part.cutSpec);
        gathered.set(key, at);
      }
  const needs = [...gathered.values()]
    .filter(({ needBase }) => needBase > 0n)
    .map(({ dishes, days: cookedOn, cuts, ...rest }) => ({
      ...rest,
      deliveryClass: deliveryClassOf(rest.goods.goodsClass),
      windowStart: rules[rest.goods.goodsClass].windowStart,
      windowEnd: rules[rest.goods.goodsClass].windowEnd,
      dishes: [...dishes],
      cookedOn: [...cookedOn],
      cutSpecs: [...cuts],
    }))
    .sort((a, b) => (a.deliveryDay < b.deliveryDay ? -1 : a.deliveryDay > b.deliveryDay ? 1 : 0));
  return { needs, unlinked: [...unlinked] };
}

/** What of a need is still to be ordered, in whole units. */
export type ToOrder = {
  readonly units: bigint;
  /** Whole units ordered beyond what is needed: what could be given back, in base units. */
  readonly surplusBase: bigint;
  /** What the last unit holds beyond the need: a pack may be larger than all that is needed. */
  readonly leftoverBase: bigint;
};

/** need − ordered already − what is still in stock, in whole units, never less than needed; nothing below nothing. */
export function toOrder(
  need: { readonly needBase: bigint; readonly basePerUnit: bigint },
  orderedBase: bigint,
  stockBase: bigint,
): ToOrder {
  const missing = need.needBase - orderedBase - stockBase;
  if (missing <= 0n) {
    const beyond = orderedBase > need.needBase ? orderedBase - need.needBase : 0n;
    return { units: 0n, surplusBase: beyond - (beyond % need.basePerUnit), leftoverBase: 0n };
  }
  const units = divideUp(missing, need.basePerUnit);
  return { units, surplusBase: 0n, leftoverBase: units * need.basePerUnit - missing };
}
