import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { env } from "#app/platform/env.server.ts";
import { log } from "#app/platform/log.server.ts";
import { closeDatabase } from "#db/client.server.ts";
import { isDriversOwnQuestion } from "#db/sql-state.ts";
import type { Catalogue } from "./catalogue.ts";
import { type RunningWorker, startWorker } from "./start-worker.ts";
import type { Tempo } from "./tempo.ts";

/** A stop that hangs is ended; whatever was running is taken up by the next worker. */
const STOP_MS_MAX = 10_000;

/**
 * Runs a worker until it is told to stop (SIGTERM, SIGINT) and then ends the process. What nobody caught is written
 * down and ends it too, with 1: another takes its place, and no work is lost by it. A test that needs a process of its
 * own to kill calls this with its own catalogue.
 */
export async function runWorkerProcess(catalogue: Catalogue, tempo: Partial<Tempo> = {}): Promise<void> {
  let worker: RunningWorker | null = null;
  let ending = false;

  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    try {
      await worker?.stop();
      await closeMatchingThreads();
      await closeDatabase();
    } catch (error) {
      log.error({ err: error }, "worker did not stop cleanly");
      process.exit(1);
    }
    process.exit(0);
  }

  // What state the process is in after such an error nobody knows: it says so and is gone, as if it had been killed.
  function die(error: unknown): void {
    log.fatal({ err: error }, "worker dies of an error that nobody caught");
    process.exit(1);
  }

  process.on("uncaughtException", die);
  process.on("unhandledRejection", (error) => {
    if (isDriversOwnQuestion(error)) log.warn({ err: error }, "a connection died while it was opened");
    else die(error);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
  try {
    const { DATABASE_URL, REDIS_URL, WORKER_PORT } = env();
    worker = await startWorker({
      catalogue,
      tempo,
      databaseUrl: DATABASE_URL,
      redisUrl: REDIS_URL || null,
      probesPort: WORKER_PORT,
      onFatal: die,
    });
  } catch (error) {
    die(error);
  }
}
