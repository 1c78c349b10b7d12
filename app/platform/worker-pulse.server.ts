import { desc, eq, lt, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { workerPulses } from "#db/schema/platform.ts";

/** A worker that has not been heard of for so long counts as gone. */
const SILENCE_SECONDS_MAX = 30;

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

/** The workers heard of within the last half minute, those with a working queue first, then the freshest. */
export async function livePulses(on: Executor = db()): Promise<Pulse[]> {
  return on
    .select({
      worker: workerPulses.worker,
      backend: workerPulses.backend,
      queue: workerPulses.queue,
      port: workerPulses.port,
    })
    .from(workerPulses)
    .where(sql`${workerPulses.beatAt} > now() - make_interval(secs => ${SILENCE_SECONDS_MAX})`)
    .orderBy(desc(workerPulses.queue), desc(workerPulses.beatAt));
}
