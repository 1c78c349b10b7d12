import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";

/** Invoices of both directions between oneself and a partner, and how much of each side meets: left out, as much as can. */
export const ProposeNetting = z.object({
  partnerId: idOf("organisation"),
  invoiceIds: z
    .array(idOf("invoice"))
    .min(2, { error: "payments.nettingOneSided" })
    .max(100, { error: "payments.nettingTooMany" }),
  amountRupiah: PositiveRupiahText.optional(),
});
export type ProposeNetting = z.output<typeof ProposeNetting>;

export const AgreeNetting = z.object({ nettingId: idOf("netting") });
export const EndNetting = z.object({
  nettingId: idOf("netting"),
  reason: z.string().trim().min(5, { error: "kernel.tooShort" }).max(500, { error: "kernel.tooLong" }),
});
