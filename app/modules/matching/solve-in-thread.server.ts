import { availableParallelism } from "node:os";
import { log } from "#app/platform/log.server.ts";
import { matchKept } from "#app/platform/metrics.server.ts";
import { type ThreadPool, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";
import type { CellOutcome, CellTask } from "./answer-cell.ts";
import { type Cell, lockNameOf } from "./cell.ts";
import type { KeptEffort } from "./live/kept-cells.ts";
import { idHash } from "./tie-hash.ts";

type ThreadTask = { readonly task: CellTask; readonly isKept: boolean };
/** What a matching thread answers; `effort` is null for a cell that was not kept. */
export type CellReply = { readonly outcome: CellOutcome; readonly effort: KeptEffort | null };
type CellPool = ThreadPool<ThreadTask, CellReply>;

// A kept cell lives in the memory of one thread. More threads than this would each keep less.
const LANES = Math.min(2, availableParallelism());

let pool: CellPool | null = null;
let lanes = new Map<number, CellPool>();

/**
 * Solves a cell in a thread of this process's own, so that nothing else it does has to wait. A cell that `isKept` always
 * comes to the same thread, which keeps it solved for the next time (`live/kept-cells.ts`); the answer is the same.
 */
export async function solveInThread(
  task: CellTask,
  { isKept = false }: { readonly isKept?: boolean } = {},
): Promise<CellOutcome> {
  const { outcome, effort } = await (isKept ? laneOf(task.cell) : anyThread()).run({ task, isKept });
  if (effort !== null) tell(task.cell, effort);
  return outcome;
}

/** Ends the threads; the next cell starts new ones. */
export async function closeMatchingThreads(): Promise<void> {
  const closing = [...(pool === null ? [] : [pool]), ...lanes.values()];
  pool = null;
  lanes = new Map();
  await Promise.all(closing.map((each) => each.close()));
}

function anyThread(): CellPool {
  pool ??= cellThreads();
  return pool;
}

function laneOf(cell: Cell): CellPool {
  const lane = Math.abs(idHash(lockNameOf(cell), 0)) % LANES;
  const threads = lanes.get(lane) ?? cellThreads(1);
  lanes.set(lane, threads);
  return threads;
}

function cellThreads(size?: number): CellPool {
  const entry = new URL("./cell-thread.server.ts", import.meta.url);
  return threadPool(threadFile(entry, "cell-thread.js", import.meta.url), size);
}

function tell(cell: Cell, { by, events, check, fault }: KeptEffort): void {
  matchKept.inc({ by });
  const facts = { ...cell, by, events };
  if (check === "different")
    log.error(facts, "a kept cell and a cold solve of it differ; the cold one counts");
  else if (fault !== null) log.error({ ...facts, fault }, "a kept cell failed and was solved anew");
  else log.info(facts, "a kept cell was solved");
}
