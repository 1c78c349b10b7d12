import { RuleBroken } from "#app/kernel/errors.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { SHEET_BYTES_MAX } from "./files.server.ts";
import type { OpenedSheets } from "./open-sheets.server.ts";
import { type ThreadPool, TooLate, threadFile, threadPool } from "./thread-pool.server.ts";

/**
 * Reading of spreadsheets, for whatever room takes rows from a file. A file goes in as bytes and comes out as tables of cells
 * (`SheetGrid`): text, numbers, days and nothing, each where it stood. What the cells mean is for the room: it finds its
 * headings, reads each row with `kernel/sheet-cell.ts`, and lists what is wrong with its place (`cellPlace`) and a reason.
 */
const OPEN_MS_MAX = 15_000;

let pool: ThreadPool<Uint8Array, OpenedSheets> | null = null;

/**
 * The sheets of a CSV or XLSX, opened in a thread of this process's own: a stranger's file never holds up anybody else. Refuses
 * what is empty, too large, packed or not, what is no table, and what takes too long.
 */
export async function readSheets(bytes: Uint8Array): Promise<readonly SheetGrid[]> {
  if (bytes.length === 0) throw new RuleBroken("kernel.fileEmpty", { field: "file" });
  if (bytes.length > SHEET_BYTES_MAX)
    throw new RuleBroken("kernel.fileTooLarge", {
      field: "file",
      maxMegabytes: SHEET_BYTES_MAX / 1024 / 1024,
    });
  pool ??= threadPool(
    threadFile(new URL("./sheet-thread.server.ts", import.meta.url), "sheet-thread.js", import.meta.url),
    1,
  );
  try {
    const opened = await pool.run(bytes, OPEN_MS_MAX);
    if ("grids" in opened) return opened.grids;
    throw new RuleBroken(refusals[opened.refused], { field: "file" });
  } catch (error) {
    if (error instanceof TooLate) throw new RuleBroken("kernel.sheetTooLarge", { field: "file" });
    throw error;
  }
}

const refusals = {
  oldExcel: "kernel.sheetOldExcel",
  notTable: "kernel.sheetNotTable",
  tooLarge: "kernel.sheetTooLarge",
  webPage: "kernel.sheetWebPage",
} as const;

/** Ends the thread; the next file starts a new one. */
export async function closeSheetThread(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
