import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Parcel, stockForNeeds } from "../stock/stock.ts";

/** What one day's cooking needs of some goods, and the delivery that brings it. */
export type Meal = {
  readonly day: BusinessDay;
  readonly deliveryDay: BusinessDay;
  readonly goods: string;
  readonly base: bigint;
};

/** What is there for meals beside new orders. Keys: `delivery day/goods`, goods, `day/goods`. */
export type Provisions = {
  readonly coming: ReadonlyMap<string, bigint>;
  readonly parcels: ReadonlyMap<string, readonly Parcel[]>;
  readonly used: ReadonlyMap<string, bigint>;
};

/**
 * What of each delivery's need the store covers, by `delivery day/goods`. Day by day: what is ordered and still to come serves
 * the meals it was ordered for, the store serves what is left of them in the order of cooking, each parcel once and not past
 * its day. What was taken out for a meal already counts as covered.
 */
export function storeShares(
  meals: readonly Meal[],
  { coming, parcels, used }: Provisions,
): Map<string, bigint> {
  const comingLeft = new Map(coming);
  const shares = new Map<string, bigint>();
  const add = (key: string, base: bigint) => shares.set(key, (shares.get(key) ?? 0n) + base);
  for (const [goods, ofGoods] of byGoods(meals)) {
    const open = ofGoods.map((meal) => {
      const key = `${meal.deliveryDay}/${goods}`;
      const eaten = smaller(used.get(`${meal.day}/${goods}`) ?? 0n, meal.base);
      const bringing = smaller(comingLeft.get(key) ?? 0n, meal.base - eaten);
      comingLeft.set(key, (comingLeft.get(key) ?? 0n) - bringing);
      add(key, eaten);
      return { key, day: meal.day, base: meal.base - eaten - bringing };
    });
    const covered = stockForNeeds(parcels.get(goods) ?? [], open);
    for (const [at, { key }] of open.entries()) add(key, covered[at] ?? 0n);
  }
  return shares;
}

function byGoods(meals: readonly Meal[]): Map<string, Meal[]> {
  const found = new Map<string, Meal[]>();
  for (const meal of [...meals].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)))
    found.set(meal.goods, [...(found.get(meal.goods) ?? []), meal]);
  return found;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
