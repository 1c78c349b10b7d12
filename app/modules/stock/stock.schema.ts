import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { countReasons, spoilReasons } from "./stock.ts";

const Goods = {
  commodityCode: z.string().trim().min(1).max(12),
  gradeCode: z.string().trim().min(1).max(12),
};
const Note = z.string().trim().max(200).optional();
const GOODS_MAX = 200;

/** What a day's meal took altogether, by goods: said again with other figures, the difference is written. */
export const CookMeal = z.object({
  cookedOn: BusinessDayText,
  goods: z
    .array(z.object({ ...Goods, usedBase: QuantityText }))
    .min(1, { error: "stock.nothingUsed" })
    .max(GOODS_MAX)
    .refine(
      (goods) => new Set(goods.map((one) => `${one.commodityCode}/${one.gradeCode}`)).size === goods.length,
      {
        error: "stock.goodsTwice",
      },
    ),
  note: Note,
});

/** What lies there by somebody's own count; `seenBase` is what the book said when they looked. */
export const CountStock = z.object({
  ...Goods,
  seenBase: QuantityText,
  countedBase: QuantityText,
  reason: z.enum(countReasons),
  /** Of what was found above the book, where it is known. */
  expiresOn: BusinessDayText.optional(),
  note: Note,
});

export const RecordSpoilage = z.object({
  parcelId: idOf("stockParcel"),
  spoiledBase: PositiveQuantityText,
  reason: z.enum(spoilReasons),
  note: Note,
});

export const CorrectEntry = z.object({
  entryId: idOf("stockEntry"),
  note: z.string().trim().min(3, { error: "stock.noteNeeded" }).max(200),
});
