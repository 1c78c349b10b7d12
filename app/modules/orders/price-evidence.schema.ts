import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { priceReasons, priceVerdictWords } from "./price-evidence.ts";

const Note = z.string().trim().min(5, { error: "orders.priceNoteShort" }).max(500).optional();

/** Why goods of an order may cost more than the market pays, with a file that was brought before. */
export const BringPriceEvidence = z
  .object({
    orderId: idOf("order"),
    commodityCode: z.string().trim().min(1).max(12),
    gradeCode: z.string().trim().min(1).max(12),
    reasonCode: z.enum(priceReasons),
    note: Note,
    fileId: idOf("file"),
  })
  .refine((evidence) => evidence.reasonCode !== "other" || evidence.note !== undefined, {
    path: ["note"],
    error: "orders.priceNoteNeeded",
  });

/** The head's word; a refusal says why. */
export const DecidePriceEvidence = z
  .object({ evidenceId: idOf("priceEvidence"), verdict: z.enum(priceVerdictWords), note: Note })
  .refine((decision) => decision.verdict !== "refused" || decision.note !== undefined, {
    path: ["note"],
    error: "orders.priceRefusalNote",
  });
