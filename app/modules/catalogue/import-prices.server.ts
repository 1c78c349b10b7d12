import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { writtenBy } from "#db/written-once.ts";
import { RegionCodeText } from "../regions/region.ts";
import { timeZoneOf } from "../regions/region-reads.server.ts";
import { mayRecordPrices } from "./catalogue.policy.ts";
import { isOwnArea } from "./own-area-reads.server.ts";
import { judgedPrices } from "./price-import-reads.server.ts";
import { tradeLevels } from "./price-yardstick.ts";

/** A price file that was opened before, whose it is, and the day of those prices that name none. */
const ImportPrices = z.object({
  regionCode: RegionCodeText,
  source: z.string().trim().min(3).max(120),
  level: z.enum(tradeLevels).default("market"),
  givenDay: BusinessDayText.optional(),
  fileName: z.string().trim().min(1).max(120),
  grids: z.custom<readonly SheetGrid[]>((value) => Array.isArray(value)),
});

const ROWS_AT_ONCE = 1_000;

/**
 * Writes down the good prices of a survey's file: those that read as a price of known goods on a day, that the survey did not
 * report before, and that lie near the last. Everything else is left out, and listed by `judgedPrices`. The same file
 * again writes nothing. An agency imports for its own city, an operator for anywhere.
 */
export const importPrices = command({
  name: "catalogue.importPrices",
  input: ImportPrices,
  secret: ["grids"],
  permit: async (tx, call, input) => {
    if (!mayRecordPrices(call.actor) || !(await isOwnArea(tx, call, input.regionCode)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { grids, regionCode, source, level, givenDay }) => {
    const today = dayOf(call.at, await timeZoneOf(regionCode, tx));
    const rows = await judgedPrices(grids, { regionCode, source, givenDay: givenDay ?? null, today }, tx);
    const added = rows.flatMap(({ outcome }) => {
      if (outcome.kind !== "good") return [];
      const { commodityCode, gradeCode, onDay, priceRupiah, basePerUnit } = outcome;
      return [{ commodityCode, gradeCode, onDay, priceRupiah, basePerUnit }];
    });
    for (let from = 0; from < added.length; from += ROWS_AT_ONCE)
      await tx.insert(referencePrices).values(
        added.slice(from, from + ROWS_AT_ONCE).map((price) => ({
          id: newId("referencePrice"),
          ...price,
          regionCode,
          source,
          level,
          ...writtenBy(call),
        })),
      );
    return { recorded: added.length, left: rows.length - added.length };
  },
});
