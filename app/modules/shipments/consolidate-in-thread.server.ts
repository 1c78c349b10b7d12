import { RuleBroken } from "#app/kernel/errors.ts";
import { type ThreadPool, TooLate, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";
import type { Proposal } from "./consolidate.ts";
import type { Consolidation } from "./fleet.ts";

/** Nobody waits longer than this; the plan is then made by hand. */
const PLAN_MS_MAX = 10_000;

let pool: ThreadPool<Consolidation, Proposal[]> | null = null;

/** `consolidate` in a thread of this process's own. Refuses what takes too long (`shipments.planTooLarge`). */
export async function consolidateInThread(asked: Consolidation): Promise<Proposal[]> {
  pool ??= threadPool(
    threadFile(
      new URL("./consolidate-thread.server.ts", import.meta.url),
      "consolidate-thread.js",
      import.meta.url,
    ),
    1,
  );
  try {
    return await pool.run(asked, PLAN_MS_MAX);
  } catch (error) {
    if (error instanceof TooLate) throw new RuleBroken("shipments.planTooLarge");
    throw error;
  }
}

/** Ends the thread; the next plan starts a new one. */
export async function closeConsolidationThread(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
