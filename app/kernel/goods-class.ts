/**
 * How goods are handled at a door, whatever they are called: which scales stray how far, and when they are to be there. Meat is
 * poultry and fish as well; daily goods are tofu, tempeh and bread, made for the same day; dry goods are all that keep.
 */
export const goodsClasses = ["meat", "daily", "egg", "vegetable", "fruit", "milk", "dry"] as const;
export type GoodsClass = (typeof goodsClasses)[number];

/** One value for each class. */
export function byGoodsClass<Value>(
  ofClass: (goodsClass: GoodsClass) => Value,
): Readonly<Record<GoodsClass, Value>> {
  return Object.fromEntries(goodsClasses.map((one) => [one, ofClass(one)])) as Record<GoodsClass, Value>;
}
