import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { idOf } from "#app/kernel/ids.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { RegionCodeText } from "./region.ts";

const figures = {
  distanceMetres: wholeNumber(1, 10_000_000, "regions.notDistance"),
  transitDays: wholeNumber(0, 60),
  freightRupiahPerTonne: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
  source: z.string().trim().min(3).max(300),
};

/** A road or sea lane from one city to another, from a day on: how far, how long, and what a tonne costs. */
export const RecordLane = z
  .object({
    fromRegionCode: RegionCodeText,
    toRegionCode: RegionCodeText,
    validFrom: BusinessDayText,
    ...figures,
  })
  .refine((lane) => lane.fromRegionCode !== lane.toRegionCode, {
    path: ["toRegionCode"],
    error: "regions.laneToItself",
  });

/** What stands in the place of a wrong lane; `annuls` "true" when nothing does. */
export const CorrectLane = z.object({
  laneId: idOf("lane"),
  ...figures,
  annuls: z.enum(["true", "false"]).default("false"),
  reason: z.string().trim().min(3).max(300),
});
