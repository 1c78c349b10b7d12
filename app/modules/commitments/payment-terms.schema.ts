import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { collections } from "./collection.ts";

/** A percentage as people write it ("0,1"), in hundredths of a percent; nothing where the field is left empty. */
const PercentText = z
  .string()
  .trim()
  .regex(/^\d{1,3}([.,]\d{1,2})?$/, { error: "commitments.termsPercent" })
  .transform((text) => Math.round(Number(text.replace(",", ".")) * 100))
  .refine((points) => points > 0, { error: "kernel.notPositive" });
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** What one side wishes with the other: when to pay, from which delivery day on, and what being late costs, if anything. */
export const ProposePaymentTerms = z
  .object({
    partnerId: idOf("organisation"),
    side: z.enum(["seller", "buyer"]),
    termDays: wholeNumber(0, 90),
    collection: z.enum(collections).default("each"),
    validFrom: BusinessDayText,
    lateFeePercent: optional(PercentText),
    lateFeeCapPercent: optional(PercentText),
    basis: z.string().trim().min(5, { error: "kernel.tooShort" }).max(200, { error: "kernel.tooLong" }),
  })
  .refine((wish) => (wish.lateFeePercent === undefined) === (wish.lateFeeCapPercent === undefined), {
    error: "commitments.termsFeeBoth",
    path: ["lateFeeCapPercent"],
  });

export const AgreeToPaymentTerms = z.object({ paymentTermsId: idOf("paymentTerms") });
export const RefusePaymentTerms = z.object({
  paymentTermsId: idOf("paymentTerms"),
  reason: z.string().trim().min(5, { error: "kernel.tooShort" }).max(500, { error: "kernel.tooLong" }),
});
