import type { BaseUnit } from "#app/kernel/quantity.ts";

/**
 * What goods weigh on a vehicle and at the gate of a warehouse. Weighed goods weigh what they weigh; what is counted or poured weighs what its packs weigh with
 * what they are packed in. Grams throughout, rounded up: a vehicle is never fuller than it was reckoned. Pure.
 */
export type LoadedGoods = {
  readonly baseUnit: BaseUnit;
  readonly base: bigint;
  /** The unit they are traded in, and how many base units one holds. */
  readonly unit: string;
  readonly basePerUnit: bigint;
};

/** A pack of some goods whose weight is known. */
export type WeighedPack = {
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly weightGrams: bigint;
};

/**
 * Grams of so much of some goods; null where no weight is known of any of their packs. The pack they are traded in comes first;
 * where only others were weighed, the heaviest of them for its size. In which order the packs come makes no difference.
 */
export function gramsOf(goods: LoadedGoods, packs: readonly WeighedPack[]): bigint | null {
  if (goods.baseUnit === "g") return goods.base;
  const own = packs.filter((pack) => pack.unit === goods.unit && pack.basePerUnit === goods.basePerUnit);
  const weights = (own.length > 0 ? own : packs).map(
    ({ basePerUnit, weightGrams }) => (goods.base * weightGrams + basePerUnit - 1n) / basePerUnit,
  );
  return weights.reduce<bigint | null>((most, one) => (most === null || one > most ? one : most), null);
}

/**
 * Milligrams of one base unit of goods that are traded in this pack, rounded up, so that parts of a promise add up exactly; null where no
 * weight is known of any pack.
 */
export function mgPerBaseOf(goods: Omit<LoadedGoods, "base">, packs: readonly WeighedPack[]): bigint | null {
  // A thousand base units weigh as many grams as one weighs milligrams.
  return gramsOf({ ...goods, base: 1000n }, packs);
}
