import { and, asc, count, desc, eq, gt, inArray, type SQL } from "drizzle-orm";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { listingImportRows, listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { persons } from "#db/schema/identity.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { IMPORT_ROWS_MAX, type ImportOutcome } from "./listing-import.ts";

function imports(on: Executor) {
  return on
    .select({
      id: listingImports.id,
      organisationId: listingImports.organisationId,
      fileId: listingImports.fileId,
      fileName: storedFiles.fileName,
      sha256: listingImports.sha256,
      broughtByName: persons.fullName,
      broughtAt: listingImports.broughtAt,
      state: listingImports.state,
      refusal: listingImports.refusal,
      workTotal: listingImports.workTotal,
      workDone: listingImports.workDone,
      opened: listingImports.opened,
      updated: listingImports.updated,
      lotsBrought: listingImports.lotsBrought,
      askedAt: listingImports.askedAt,
      finishedAt: listingImports.finishedAt,
    })
    .from(listingImports)
    .innerJoin(storedFiles, eq(storedFiles.id, listingImports.fileId))
    .innerJoin(persons, eq(persons.id, listingImports.broughtBy))
    .$dynamic();
}

export type ListingImport = Awaited<ReturnType<typeof imports>>[number];

/** A file of goods that was brought, without its bytes; null when there is none. Who may see it is asked by the caller. */
export async function listingImportById(
  importId: string,
  on: Executor = db(),
): Promise<ListingImport | null> {
  const [row] = await imports(on).where(eq(listingImports.id, importId));
  return row ?? null;
}

/** The files of goods that a seller brought last. */
export async function listingImportsOf(sellerId: string, on: Executor = db()): Promise<ListingImport[]> {
  return imports(on)
    .where(eq(listingImports.organisationId, sellerId))
    .orderBy(desc(listingImports.broughtAt), desc(listingImports.id))
    .limit(30);
}

export type OutcomeCounts = Readonly<Record<ImportOutcome, number>>;

/** How many rows of a file came to what. */
export async function outcomesOf(importId: string, on: Executor = db()): Promise<OutcomeCounts> {
  const rows = await on
    .select({ outcome: listingImportRows.outcome, rows: count() })
    .from(listingImportRows)
    .where(eq(listingImportRows.importId, importId))
    .groupBy(listingImportRows.outcome);
  const none: OutcomeCounts = { new: 0, changed: 0, known: 0, bad: 0, opened: 0, updated: 0 };
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.outcome, row.rows])) };
}

export type ImportRow = typeof listingImportRows.$inferSelect;

/** Rows of a file in its own order, of some outcomes or of all. */
export async function rowsOfImport(
  importId: string,
  outcomes: readonly ImportOutcome[] | null,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<ImportRow>> {
  const rows = await rowsAfter(importId, outcomes, Number(page.after ?? 0) || 0, page.limit + 1, on);
  return pageOf(rows, page.limit, (row) => String(row.rowNumber));
}

const ROWS_AT_ONCE = 1_000;

/** Every row of a file, some hundred in memory at a time. */
export async function* allRowsOf(importId: string, on: Executor = db()): AsyncGenerator<ImportRow[]> {
  for (let after = 0; ; ) {
    const rows = await rowsAfter(importId, null, after, ROWS_AT_ONCE, on);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)?.rowNumber ?? after;
  }
}

function rowsAfter(
  importId: string,
  outcomes: readonly ImportOutcome[] | null,
  after: number,
  limit: number,
  on: Executor,
): Promise<ImportRow[]> {
  const wanted: SQL | undefined =
    outcomes === null ? undefined : inArray(listingImportRows.outcome, [...outcomes]);
  return on
    .select()
    .from(listingImportRows)
    .where(and(eq(listingImportRows.importId, importId), gt(listingImportRows.rowNumber, after), wanted))
    .orderBy(asc(listingImportRows.rowNumber))
    .limit(limit);
}

/** The file of an import with its seller, for the worker that looks at it; null for an import that is not there. */
export async function fileOfImport(importId: string, on: Executor = db()) {
  const [file] = await on
    .select({
      sellerId: listingImports.organisationId,
      fileName: storedFiles.fileName,
      bytes: storedFiles.bytes,
    })
    .from(listingImports)
    .innerJoin(storedFiles, eq(storedFiles.id, listingImports.fileId))
    .where(eq(listingImports.id, importId));
  return file ?? null;
}

/** What a seller has on the market, by title, as a file of goods names it. */
export async function goodsForFile(sellerId: string, on: Executor = db()) {
  return on
    .select({
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      title: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      priceRupiah: listings.priceRupiah,
      kindPrices: listings.kindPrices,
      costRupiah: listings.costRupiah,
    })
    .from(listings)
    .where(and(eq(listings.sellerId, sellerId), eq(listings.state, "open")))
    .orderBy(asc(listings.title), asc(listings.id))
    .limit(IMPORT_ROWS_MAX);
}

/** What an import's file is called, without its bytes. */
export async function fileNameOf(importId: string, on: Executor = db()): Promise<string> {
  const [file] = await on
    .select({ fileName: storedFiles.fileName })
    .from(listingImports)
    .innerJoin(storedFiles, eq(storedFiles.id, listingImports.fileId))
    .where(eq(listingImports.id, importId));
  return file?.fileName ?? "";
}
