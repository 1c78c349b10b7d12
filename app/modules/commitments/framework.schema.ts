import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";

/** What one side wishes with the other: which goods of the seller, at which price, how much, and for which delivery days. */
export const ProposeFramework = z.object({
  partnerId: idOf("organisation"),
  side: z.enum(["seller", "buyer"]),
  listingId: idOf("listing"),
  priceRupiah: PositiveRupiahText,
  leastBase: QuantityText,
  mostBase: PositiveQuantityText,
  validFrom: BusinessDayText,
  validTo: BusinessDayText,
  basis: z.string().trim().min(5, { error: "kernel.tooShort" }).max(200, { error: "kernel.tooLong" }),
});

export const AgreeToFramework = z.object({ frameworkId: idOf("supplyFramework") });
export const RefuseFramework = z.object({
  frameworkId: idOf("supplyFramework"),
  reason: z.string().trim().min(5, { error: "kernel.tooShort" }).max(500, { error: "kernel.tooLong" }),
});

/** So much of an agreement for one line of an own order. */
export const DrawFramework = z.object({
  frameworkId: idOf("supplyFramework"),
  orderLineId: idOf("orderLine"),
  quantityBase: PositiveQuantityText,
});
