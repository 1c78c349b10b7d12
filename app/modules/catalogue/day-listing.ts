import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";
import { share } from "#app/kernel/share.ts";

/** One of the goods of a day: how much, at what price, and after which earlier day it is brought by the same growers. */
export const ListDay = z.object({
  listingId: idOf("listing"),
  quantityBase: PositiveQuantityText,
  priceRupiah: PositiveRupiahText,
  /** Whose harvest it is, is taken from what was brought that day; left out, it is nobody's in particular. */
  likeDay: BusinessDayText.optional(),
  /** When it was filled in, by the clock of a phone that could not tell it at once. */
  happenedAt: z.iso
    .datetime({ offset: true, error: "kernel.badValue" })
    .transform((text) => new Date(text))
    .optional(),
});

/**
 * Today's quantity in the parts of an earlier day's: nothing is lost or invented by rounding, and who would get nothing is left
 * out. Parts stand in the order of their producers' ids, so that the same goods are divided alike on every phone.
 */
export function sharedAlike<Part extends { readonly producerId: string; readonly quantityBase: bigint }>(
  quantityBase: bigint,
  before: readonly Part[],
): Part[] {
  if (before.length === 0) return [];
  const ordered = [...before].sort((a, b) => (a.producerId < b.producerId ? -1 : 1));
  const parts = share(
    quantityBase,
    ordered.map((part) => part.quantityBase),
  );
  return ordered.flatMap((part, at) => {
    const mine = parts[at] ?? 0n;
    return mine === 0n ? [] : [{ ...part, quantityBase: mine }];
  });
}
