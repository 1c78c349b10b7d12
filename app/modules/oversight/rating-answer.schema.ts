import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";

/** What a seller answers to how one buyer counts it: to one delivery, or to a period. */
export const AnswerRating = z
  .object({
    buyerId: idOf("organisation"),
    shipmentId: idOf("shipment").optional(),
    fromOn: BusinessDayText.optional(),
    toOn: BusinessDayText.optional(),
    words: z.string().trim().min(5, { error: "kernel.tooShort" }).max(1000, { error: "kernel.tooLong" }),
  })
  .refine(
    ({ shipmentId, fromOn, toOn }) =>
      (shipmentId === undefined) === (fromOn !== undefined) &&
      (fromOn === undefined ? toOn === undefined : toOn !== undefined && fromOn <= toOn),
    { error: "oversight.ratingAboutOne", path: ["shipmentId"] },
  );
