import { z } from "zod";
import { type BusinessDay, isRealDay } from "./calendar.ts";

// Apart from the arithmetic of days, as the text of money is.

/** Text of a day ("2026-03-27"). */
export const BusinessDayText = z
  .string()
  .trim()
  .refine(isRealDay, { error: "kernel.notDay" })
  .transform((text) => text as BusinessDay);
