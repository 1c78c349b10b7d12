import { randomBytes } from "node:crypto";
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "#app/platform/clock.server.ts";
import { log } from "#app/platform/log.server.ts";
import { beat, endPulse } from "#app/platform/worker-pulse.server.ts";
import { pendingMigrations } from "#db/pending-migrations.server.ts";
import type { Catalogue } from "./catalogue.ts";
import { giveUp, performer } from "./perform.ts";
import { openProbes, type Probes } from "./probes.ts";
import { complain, type JobWorker, openQueues, type Queues, queueNames } from "./queues.ts";
import { startRelay } from "./relay.ts";
import { restoreLostJobs } from "./sweep.ts";
import { steadyTempo, type Tempo } from "./tempo.ts";
import { forgetOldSchedules, keepTimetable } from "./timetable.ts";

export type WorkerOptions = {
  /** What this worker does. The process passes the whole catalogue; a test passes what it is about. */
  readonly catalogue: Catalogue;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** Whether schedules run; reactions always do. */
  readonly schedules?: boolean;
  /** Where the probes listen, 0 for any free port; null for none. */
  readonly probesPort?: number | null;
  readonly tempo?: Partial<Tempo>;
  /** Called when a part of the worker stops for a reason it cannot mend. */
  readonly onFatal?: (error: unknown) => void;
};

export type RunningWorker = {
  readonly queues: Queues;
  readonly probesPort: number | null;
  /** Looks for lost jobs and schedules at once instead of at the next round. */
  readonly sweep: (olderThanMs?: number) => Promise<number>;
  /** Takes nothing new, waits a few seconds for what is running, and lets go of everything. */
  readonly stop: () => Promise<void>;
};

/** A queue that has not answered by then is told to be down; with the pulse's own pause, health knows within two seconds. */
const PULSE_ANSWER_MS_MAX = 1_000;
const STALLED = "job stalled more than allowable limit";

/**
 * Starts everything a worker process does: the relay, a worker per queue, the schedules, the sweep, the pulse and the
 * probes. The house's own pool (`db()`) must point at the same database. Refuses to start on a database whose tables
 * are behind this program.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const pending = await pendingMigrations();
  if (pending > 0)
    throw new Error(`the database is ${pending} migration(s) behind: run npm run migrate first`);
  const tempo = { ...steadyTempo, ...options.tempo };
  const catalogue = checked(options);
  const queues = await openQueues({
    databaseUrl: options.databaseUrl,
    redisUrl: options.redisUrl,
    tempo,
  });
  const fatal = options.onFatal ?? ((error) => log.fatal({ err: error }, "a part of the worker stopped"));
  const workers = await readyWorkers(catalogue, queues);
  // Before anything runs: an overdue run that is already waiting is then replaced by the one that is caught up.
  await forgetOldSchedules(catalogue, queues);
  await keepTimetable(catalogue, queues);
  for (const worker of workers) worker.run().catch(fatal);
  const port = options.probesPort ?? null;
  const probes = port === null ? null : await openProbes(queues, port);
  const pulse = await startPulse(queues, probes, tempo);
  const relay = startRelay(catalogue, queues, tempo);
  const sweep = async (olderThanMs = tempo.sweepAgeMs): Promise<number> => {
    await keepTimetable(catalogue, queues);
    return restoreLostJobs(catalogue, queues, olderThanMs);
  };
  const sweeping = repeat(tempo.sweepEveryMs, "sweep", sweep);
  return {
    queues,
    probesPort: probes?.port ?? null,
    sweep,
    stop: async () => {
      await Promise.all([relay.stop(), sweeping.stop(), pulse.stop()]);
      await Promise.race([
        Promise.all(workers.map((worker) => worker.close())),
        sleep(tempo.stopMs, undefined, { ref: false }),
      ]);
      await probes?.close();
      await queues.close();
    },
  };
}

/** Names are keys: of receipts, of job ids, of schedules. Two of the same would be taken for one. */
function checked({ catalogue, schedules = true }: WorkerOptions): Catalogue {
  const names = [...catalogue.reactions, ...catalogue.schedules].map((one) => one.name);
  for (const [at, name] of names.entries()) {
    if (!/^[a-z][a-z0-9-]+$/.test(name)) throw new Error(`"${name}" is no name for a job: kebab-case`);
    if (names.indexOf(name) !== at) throw new Error(`two jobs are named ${name}`);
  }
  return schedules ? catalogue : { ...catalogue, schedules: [] };
}

/** One worker per queue. Every one is ready before any begins: one whose store is not what it expects would spin. */
function readyWorkers(catalogue: Catalogue, queues: Queues): Promise<JobWorker[]> {
  return Promise.all(
    queueNames.map(async (name) => {
      const worker = await queues.worker(name, performer(catalogue, name));
      worker.on("failed", (job, error) => {
        if (job && error.message === STALLED) giveUp(name, job, error).catch(complain);
      });
      return worker;
    }),
  );
}

/** Tells the house every second that this worker lives and whether its queue answers. */
async function startPulse(
  queues: Queues,
  probes: Probes | null,
  tempo: Tempo,
): Promise<{ readonly stop: () => Promise<void> }> {
  const worker = `${os.hostname()}:${process.pid}:${randomBytes(2).toString("hex")}`;
  const once = async (): Promise<void> => {
    const queue = await queues.ping(PULSE_ANSWER_MS_MAX).then(
      () => "up" as const,
      () => "down" as const,
    );
    await beat({ worker, backend: queues.backend, queue, port: probes?.port ?? null });
  };
  await once();
  const beating = repeat(tempo.pulseEveryMs, "pulse", once);
  log.info({ worker, backend: queues.backend, port: probes?.port ?? null, at: now() }, "worker is up");
  return {
    stop: async () => {
      await beating.stop();
      await endPulse(worker).catch(complain);
    },
  };
}

/** Does `work` every so often, one round after the other; a failed round is logged and the next one comes. */
function repeat(
  everyMs: number,
  name: string,
  work: () => Promise<unknown>,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const pause = (): Promise<unknown> =>
    sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  const running = (async () => {
    for (await pause(); !stopping.signal.aborted; await pause())
      await work().catch((error: unknown) => log.warn({ err: error, round: name }, "a round failed"));
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
