import { m } from "#app/i18n/paraglide/messages.js";
import type { GoodsClass } from "#app/kernel/goods-class.ts";

const classes: Readonly<Record<GoodsClass, () => string>> = {
  meat: m.regions_goods_meat,
  daily: m.regions_goods_daily,
  egg: m.regions_goods_egg,
  vegetable: m.regions_goods_vegetable,
  fruit: m.regions_goods_fruit,
  milk: m.regions_goods_milk,
  dry: m.regions_goods_dry,
};

/** What a class of goods is called on a screen. */
export function goodsClassName(goodsClass: GoodsClass): string {
  return classes[goodsClass]();
}
