import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { KindPrices } from "./catalogue.schema.ts";

/**
 * One row of a seller's file as it was read, in the words of `OpenListing`. Null is what the row leaves open: for goods that are
 * listed already it stays as it is, for new ones it is what listing by hand begins with.
 */
export const RowGoods = z.object({
  commodityCode: z.string(),
  gradeCode: z.string(),
  title: z.string(),
  unit: z.string(),
  basePerUnit: PositiveQuantityText,
  priceRupiah: PositiveRupiahText,
  /** Only the kinds of buyers that the row names; for the others what stands, stands. Rows of before such columns name none. */
  kindPrices: KindPrices,
  costRupiah: PositiveRupiahText.nullable(),
  minOrderBase: QuantityText.nullable(),
  capacityBasePerDay: PositiveQuantityText.nullable(),
  leadTimeHours: z.number().nullable(),
  radiusMetres: z.number().nullable(),
  priceValidUntil: BusinessDayText.nullable(),
  note: z.string().nullable(),
  /** What is there of a harvest; 0 is nothing to bring. */
  stockBase: QuantityText.nullable(),
  /** The day of that harvest; today where the row names none. */
  harvestedOn: BusinessDayText.nullable(),
});
export type RowGoods = z.output<typeof RowGoods>;
export type StoredGoods = z.input<typeof RowGoods>;

/** By what a row finds the goods that it means among those of its seller: the same goods in the same pack under the same name. */
export function goodsKey(
  goods: Pick<RowGoods, "commodityCode" | "gradeCode" | "title" | "unit" | "basePerUnit">,
): string {
  const { commodityCode, gradeCode, basePerUnit } = goods;
  return [commodityCode, gradeCode, basePerUnit, goods.unit.toLowerCase(), goods.title.toLowerCase()].join(
    "/",
  );
}
