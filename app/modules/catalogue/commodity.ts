/**
 * A commodity is what is traded, whoever sells it: rice, eggs, water spinach. It has grades (rank 0 is the best) and
 * usual trading units; a seller's own pack may hold another amount, and that conversion belongs to the listing.
 */
export const commodityCategories = [
  "staple",
  "protein",
  "vegetable",
  "spice",
  "fruit",
  "oil",
  "dairy",
  "seasoning",
] as const;
export type CommodityCategory = (typeof commodityCategories)[number];

/** Units that are weighed or poured out and so may be split; every other unit is a pack and goes whole. */
const DIVISIBLE_UNITS = new Set(["kg", "liter", "g", "ml"]);

export function isDivisibleUnit(unit: string): boolean {
  return DIVISIBLE_UNITS.has(unit);
}

/** True when `quantityBase` can be handed over in this unit: any weight of loose goods, but only whole packs. */
export function isWholeIn(unit: string, basePerUnit: bigint, quantityBase: bigint): boolean {
  return isDivisibleUnit(unit) || quantityBase % basePerUnit === 0n;
}

/** Whether goods of rank `offered` may be given where rank `asked` was ordered: as good or better. */
export function isGradeEnough(offeredRank: number, askedRank: number): boolean {
  return offeredRank <= askedRank;
}
