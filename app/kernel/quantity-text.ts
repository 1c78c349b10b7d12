import { z } from "zod";

// Apart from the arithmetic of quantities, as the text of money is.

/** Text of whole base units ("1500") on one side, a bigint on the other. */
export const QuantityText = z.codec(
  z
    .string()
    .trim()
    // `abort`: what holds for several fields together is not asked of one that is still text.
    .regex(/^\d{1,15}$/, { error: "kernel.notQuantity", abort: true }),
  z.bigint().min(0n),
  { decode: (text) => BigInt(text), encode: (quantity) => quantity.toString() },
);

/** As QuantityText, and more than nothing. */
export const PositiveQuantityText = QuantityText.refine((quantity) => quantity > 0n, {
  error: "kernel.notPositive",
  abort: true,
});
