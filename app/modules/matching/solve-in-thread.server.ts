import { type ThreadPool, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";
import type { CellOutcome, CellTask } from "./answer-cell.ts";

let pool: ThreadPool<CellTask, CellOutcome> | null = null;

/** Solves a cell in a thread of this process's own, so that nothing else it does has to wait. */
export function solveInThread(task: CellTask): Promise<CellOutcome> {
  pool ??= threadPool(
    threadFile(new URL("./cell-thread.server.ts", import.meta.url), "cell-thread.js", import.meta.url),
  );
  return pool.run(task);
}

/** Ends the threads; the next cell starts new ones. */
export async function closeMatchingThreads(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
