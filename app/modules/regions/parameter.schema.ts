import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { RegionCodeText } from "./region.ts";

/** A new value for a rule from a day on, as an operator writes it: digits, ya/tidak as true/false, a list with commas. */
export const SetParameter = z.object({
  key: z.string().trim().min(1).max(80),
  regionCode: RegionCodeText.optional(),
  value: z.string().trim().min(1).max(200),
  validFrom: BusinessDayText,
  source: z.string().trim().min(3).max(300),
  needsChecking: z.enum(["true", "false"]).default("false"),
});
export type SetParameter = z.output<typeof SetParameter>;

/** What stands in the place of a wrong value; without a value, nothing does. */
export const CorrectParameter = z.object({
  parameterId: idOf("parameter"),
  value: z.string().trim().min(1).max(200).optional(),
  source: z.string().trim().min(3).max(300),
  needsChecking: z.enum(["true", "false"]).default("false"),
  reason: z.string().trim().min(3).max(300),
});
