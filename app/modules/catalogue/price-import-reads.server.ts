import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Missing, RuleBroken } from "#app/kernel/errors.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { readSheets } from "#app/platform/read-sheets.server.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { priceImports } from "#db/schema/catalogue-imports.ts";
import { persons } from "#db/schema/identity.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { fullCommodities } from "./commodity-reads.server.ts";
import { goodsFinder } from "./goods-names.ts";
import { againstRecord, type JudgedPrice } from "./price-import.ts";
import { type PriceRow, readPriceSheet } from "./price-sheet.ts";
import type { TradeLevel } from "./price-yardstick.ts";
import { recentPrices } from "./survey-reads.server.ts";

/** Whose prices a file holds, and for which day where it says none itself. */
export type PriceFileAbout = {
  readonly regionCode: string;
  readonly source: string;
  readonly givenDay: BusinessDay | null;
  readonly today: BusinessDay;
  /** True until the file was kept: only then does it correct what its survey said before. */
  readonly mayCorrect: boolean;
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
    about.mayCorrect,
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

function broughtFiles(on: Executor) {
  return on
    .select({
      id: priceImports.id,
      organisationId: priceImports.organisationId,
      regionCode: priceImports.regionCode,
      source: priceImports.source,
      level: priceImports.level,
      givenDay: priceImports.givenDay,
      fileId: priceImports.fileId,
      fileName: storedFiles.fileName,
      sha256: storedFiles.sha256,
      broughtByName: persons.fullName,
      broughtAt: priceImports.broughtAt,
      keptAt: priceImports.keptAt,
      recorded: priceImports.recorded,
      corrected: priceImports.corrected,
    })
    .from(priceImports)
    .innerJoin(storedFiles, eq(storedFiles.id, priceImports.fileId))
    .innerJoin(persons, eq(persons.id, priceImports.broughtBy))
    .$dynamic();
}

export type BroughtFile = Awaited<ReturnType<typeof broughtFiles>>[number];

/** A survey's file that was brought, without its bytes; null when there is none. Who may see it is asked by the caller. */
export async function broughtFile(importId: string, on: Executor = db()): Promise<BroughtFile | null> {
  const [row] = await broughtFiles(on).where(eq(priceImports.id, importId));
  return row ?? null;
}

/** The files that one organisation brought last. */
export async function broughtBy(organisationId: string, on: Executor = db()): Promise<BroughtFile[]> {
  return broughtFiles(on)
    .where(eq(priceImports.organisationId, organisationId))
    .orderBy(desc(priceImports.broughtAt), desc(priceImports.id))
    .limit(30);
}

/** The sheets of a file that was brought, read anew from its bytes; refuses what is no table, or too large. */
export async function sheetsOfImport(importId: string): Promise<readonly SheetGrid[]> {
  const [row] = await db()
    .select({ bytes: storedFiles.bytes })
    .from(priceImports)
    .innerJoin(storedFiles, eq(storedFiles.id, priceImports.fileId))
    .where(eq(priceImports.id, importId));
  if (!row) throw new Missing("catalogue.priceFileMissing");
  return readSheets(Uint8Array.from(row.bytes));
}

/** Of which import the very same file was, for the same survey, place, level and day; null for a new one. */
export async function samePriceFile(
  file: {
    readonly organisationId: string;
    readonly sha256: string;
    readonly regionCode: string;
    readonly source: string;
    readonly level: TradeLevel;
    readonly givenDay: BusinessDay | null;
  },
  on: Executor,
): Promise<string | null> {
  const [row] = await on
    .select({ id: priceImports.id })
    .from(priceImports)
    .innerJoin(storedFiles, eq(storedFiles.id, priceImports.fileId))
    .where(
      and(
        eq(storedFiles.ownerId, file.organisationId),
        eq(storedFiles.sha256, file.sha256),
        eq(priceImports.regionCode, file.regionCode),
        eq(priceImports.source, file.source),
        eq(priceImports.level, file.level),
        sql`${priceImports.givenDay} is not distinct from ${file.givenDay}`,
      ),
    );
  return row?.id ?? null;
}
