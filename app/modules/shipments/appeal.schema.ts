import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveQuantityText, QuantityText } from "#app/kernel/quantity-text.ts";
import { appealCauses } from "./appeal-lifecycle.ts";

const sentence = (max: number) =>
  z.string().trim().min(5, { error: "kernel.tooShort" }).max(max, { error: "kernel.tooLong" });

/** What the seller says was taken off wrongly, part by part: how much, why, and a picture that shows it. */
export const OpenAppeal = z.object({
  shipmentId: idOf("shipment"),
  lines: z
    .array(
      z.object({
        shipmentLineId: idOf("shipmentLine"),
        cause: z.enum(appealCauses),
        askedBase: PositiveQuantityText,
        reason: sentence(500),
        photoId: z
          .string({ error: "shipments.appealPhotoNeeded" })
          .min(1, { error: "shipments.appealPhotoNeeded" })
          .pipe(idOf("file")),
      }),
    )
    .min(1, { error: "shipments.appealNothingAsked" })
    .max(40)
    .refine(
      (lines) => new Set(lines.map((line) => `${line.shipmentLineId}.${line.cause}`)).size === lines.length,
      { error: "shipments.linesDiffer" },
    ),
});

/** How much of each part is granted, and why. Nothing granted anywhere refuses the appeal. */
export const DecideAppeal = z.object({
  appealId: idOf("appeal"),
  words: sentence(1000),
  lines: z
    .array(z.object({ appealLineId: idOf("appealLine"), grantedBase: QuantityText }))
    .min(1)
    .max(40),
});

/** Why the seller takes it back. */
export const WithdrawAppeal = z.object({ appealId: idOf("appeal"), words: sentence(1000) });

export const LapseAppeals = z.object({});
