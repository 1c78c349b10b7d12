import { desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { workerPulses } from "#db/schema/platform.ts";

/** A worker that has not been heard of for so long counts as gone. They speak every second; a busy one may be late. */
const SILENCE_SECONDS_MAX = 10;
/** What was said within this time is news; what is older counts only while there is none. */
const NEWS_SECONDS_MAX = 3;

export type Pulse = {
  readonly worker: string;
  readonly backend: "postgresql" | "redis";
  readonly queue: "up" | "down";
  /** Where its figures and its queue board listen on its own machine; null when they do not. */
  readonly port: number | null;
};

/** Says that this worker lives and how its queue is, by the database's clock; drops those that are long gone. */
export async function beat(pulse: Pulse, on: Executor = db()): Promise<void> {
  await on
    .insert(workerPulses)
    .values(pulse)
    .onConflictDoUpdate({ target: workerPulses.worker, set: { ...pulse, beatAt: sql`now()` } });
  await on.delete(workerPulses).where(lt(workerPulses.beatAt, sql`now() - interval '1 hour'`));
}

/** A worker that stops in good order leaves no pulse behind. */
export async function endPulse(worker: string, on: Executor = db()): Promise<void> {
  await on.delete(workerPulses).where(eq(workerPulses.worker, worker));
}

/** The workers heard of within the last ten seconds, the freshest first. */
export async function livePulses(on: Executor = db()): Promise<Pulse[]> {
  return on
    .select({
      worker: workerPulses.worker,
      backend: workerPulses.backend,
      queue: workerPulses.queue,
      port: workerPulses.port,
    })
    .from(workerPulses)
    .where(heardWithin(SILENCE_SECONDS_MAX))
    .orderBy(desc(workerPulses.beatAt));
}

/**
 * Whether there is a worker and its queue answers it. One of several that reaches the queue is enough. A worker that
 * was killed says nothing more: its last word is believed for ten seconds, and for three beside living ones.
 */
export async function queueState(on: Executor = db()): Promise<Pulse["queue"]> {
  const words = await on
    .select({ queue: workerPulses.queue, isNews: sql<boolean>`${heardWithin(NEWS_SECONDS_MAX)}` })
    .from(workerPulses)
    .where(heardWithin(SILENCE_SECONDS_MAX))
    .orderBy(desc(workerPulses.beatAt));
  const news = words.filter((word) => word.isNews);
  const heard = news.length > 0 ? news : words.slice(0, 1);
  return heard.some((word) => word.queue === "up") ? "up" : "down";
}

function heardWithin(seconds: number): SQL {
  return sql`${workerPulses.beatAt} > now() - make_interval(secs => ${seconds})`;
}
