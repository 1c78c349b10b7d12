import { RuleBroken } from "#app/kernel/errors.ts";
import { type ThreadPool, TooLate, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";
import type { OpenedFile } from "./open-price-file.server.ts";
import type { SheetGrid } from "./price-sheet.ts";

/** A survey of a province for a year is far smaller. */
const BYTES_MAX = 2 * 1024 * 1024;
const OPEN_MS_MAX = 15_000;

let pool: ThreadPool<Uint8Array, OpenedFile> | null = null;

/**
 * The sheets of a price file, opened in a thread of this process's own: a stranger's file never holds up anybody else. Refuses what
 * is too large, packed or not, what is no table, and what takes too long.
 */
export async function readPriceFile(bytes: Uint8Array): Promise<readonly SheetGrid[]> {
  if (bytes.length === 0) throw new RuleBroken("kernel.fileEmpty", { field: "file" });
  if (bytes.length > BYTES_MAX)
    throw new RuleBroken("kernel.fileTooLarge", { field: "file", maxMegabytes: BYTES_MAX / 1024 / 1024 });
  pool ??= threadPool(
    threadFile(
      new URL("./price-file-thread.server.ts", import.meta.url),
      "price-file-thread.js",
      import.meta.url,
    ),
    1,
  );
  try {
    const opened = await pool.run(bytes, OPEN_MS_MAX);
    if ("grids" in opened) return opened.grids;
    throw new RuleBroken(`catalogue.priceFile_${opened.refused}`, { field: "file" });
  } catch (error) {
    if (error instanceof TooLate) throw new RuleBroken("catalogue.priceFile_tooLarge", { field: "file" });
    throw error;
  }
}

/** Ends the thread; the next file starts a new one. */
export async function closePriceFileThread(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
