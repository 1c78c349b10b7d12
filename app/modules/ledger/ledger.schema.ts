import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { reportPeriod } from "./report-period.ts";

/** Seals everything that was written until the end of this day, on the clock of Jakarta. */
export const SealDay = z.object({ day: BusinessDayText });

/** Which month ("2026-07") or year ("2026") of the books; left out, the running month. */
export const ReportFilter = z.object({
  period: z
    .string()
    .refine((key) => reportPeriod(key) !== null, { error: "kernel.badValue" })
    .optional(),
});
