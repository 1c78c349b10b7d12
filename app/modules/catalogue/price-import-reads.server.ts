import { and, eq, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { readSheets } from "#app/platform/read-sheets.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { fullCommodities } from "./commodity-reads.server.ts";
import { goodsFinder } from "./goods-names.ts";
import { againstRecord, type JudgedPrice } from "./price-import.ts";
import { type PriceRow, readPriceSheet } from "./price-sheet.ts";
import { recentPrices } from "./survey-reads.server.ts";

/** Whose prices a file holds, and for which day where it says none itself. */
export type PriceFileAbout = {
  readonly regionCode: string;
  readonly source: string;
  readonly givenDay: BusinessDay | null;
  readonly today: BusinessDay;
};

/** The sheets of a survey's file; refuses what is no table, or too large. */
export async function priceFileGrids(bytes: Uint8Array): Promise<readonly SheetGrid[]> {
  return readSheets(bytes);
}

const correcting = alias(referencePrices, "correcting_imported");

/**
 * Every price of a file, held against the record: nothing is stored. Refuses a file in no sheet of which goods and prices
 * stand under headings.
 */
export async function judgedPrices(
  grids: readonly SheetGrid[],
  about: PriceFileAbout,
  on: Executor = db(),
): Promise<JudgedPrice[]> {
  const findGoods = goodsFinder(await fullCommodities(on));
  const read = grids.map((grid) => readPriceSheet(grid, { findGoods, ...about }));
  if (read.some((sheet) => sheet.kind === "unreadable" && sheet.because === "tooLong"))
    throw new RuleBroken("kernel.sheetTooLarge", { field: "file" });
  const found = read.find((sheet) => sheet.kind === "read");
  if (found?.kind !== "read") throw new RuleBroken("catalogue.priceFile_noHeader", { field: "file" });
  const [recorded, last] = await Promise.all([
    recordedOn(found.rows, about, on),
    recentPrices(about.regionCode, about.source, on),
  ]);
  return againstRecord(
    found.rows,
    recorded,
    (price) =>
      last.find((row) => row.commodityCode === price.commodityCode && row.gradeCode === price.gradeCode) ??
      null,
  );
}

async function recordedOn(rows: readonly PriceRow[], about: PriceFileAbout, on: Executor) {
  const days = [...new Set(rows.flatMap(({ outcome }) => (outcome.kind === "good" ? [outcome.onDay] : [])))];
  if (days.length === 0) return [];
  const found = await on
    .select({ price: referencePrices })
    .from(referencePrices)
    .leftJoin(correcting, eq(correcting.correctsId, referencePrices.id))
    .where(
      and(
        eq(referencePrices.regionCode, about.regionCode),
        eq(referencePrices.source, about.source),
        inArray(referencePrices.onDay, days),
        isNull(correcting.id),
      ),
    );
  return found.map(({ price }) => price);
}
