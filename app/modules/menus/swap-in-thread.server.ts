import { RuleBroken } from "#app/kernel/errors.ts";
import { type ThreadPool, TooLate, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";
import type { Swap, SwapQuestion } from "./swap.ts";

/** Nobody waits longer than this for a cheaper dish. */
const SWAP_MS_MAX = 5_000;

let pool: ThreadPool<SwapQuestion, Swap | null> | null = null;

/** `cheapestSwap` in a thread of this process's own. Refuses what takes too long (`menus.swapTooLarge`). */
export async function swapInThread(question: SwapQuestion): Promise<Swap | null> {
  pool ??= threadPool(
    threadFile(new URL("./swap-thread.server.ts", import.meta.url), "swap-thread.js", import.meta.url),
    1,
  );
  try {
    return await pool.run(question, SWAP_MS_MAX);
  } catch (error) {
    if (error instanceof TooLate) throw new RuleBroken("menus.swapTooLarge");
    throw error;
  }
}

/** Ends the thread; the next question starts a new one. */
export async function closeSwapThread(): Promise<void> {
  const closing = pool;
  pool = null;
  await closing?.close();
}
