import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";

/** Seals everything that was written until the end of this day, on the clock of Jakarta. */
export const SealDay = z.object({ day: BusinessDayText });
