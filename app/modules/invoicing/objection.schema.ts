import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import { PositiveQuantityText } from "#app/kernel/quantity-text.ts";

const sentence = z.string().trim().min(5, { error: "kernel.tooShort" }).max(500, { error: "kernel.tooLong" });

/** What of a line was short, broken or bad, in base units; or the price per trading unit that was agreed. */
export const OpenObjection = z.intersection(
  z.object({ invoiceLineId: idOf("invoiceLine"), note: sentence }),
  z.discriminatedUnion("cause", [
    z.object({ cause: z.enum(["short", "broken", "quality"]), quantityBase: PositiveQuantityText }),
    z.object({ cause: z.literal("price"), rightPriceRupiah: PositiveRupiahText }),
  ]),
);
export type OpenObjection = z.output<typeof OpenObjection>;

/** What the seller grants of it before tax: nothing refuses it. */
export const AnswerObjection = z.object({
  objectionId: idOf("objection"),
  grantedRupiah: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
  answer: sentence,
});

export const WithdrawObjection = z.object({ objectionId: idOf("objection") });
