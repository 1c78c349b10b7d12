import { z } from "zod";
import { type BusinessDay, isRealDay } from "./calendar.ts";

// Apart from the arithmetic of days, as the text of money is.

/** Text of a day ("2026-03-27"). */
export const BusinessDayText = z
  .string()
  .trim()
  .refine(isRealDay, { error: "kernel.notDay" })
  .transform((text) => text as BusinessDay);

/** Text of an hour of the day ("14:30"); a dot between hours and minutes is how people here write it. */
export const ClockText = z
  .string()
  .trim()
  .transform((text) => text.replace(".", ":"))
  .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "kernel.notClock" }));
