import {
  type ConnectionOptions,
  createPostgresBackend,
  type IQueueBackend,
  type Job,
  type JobProgress,
  type JobsOptions,
  type PgPool,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  Queue,
  type RedisQueueBackend,
  runMigrations,
  Worker,
  type WorkerOptions,
  withBackend,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import { Outage } from "#app/kernel/errors.ts";
import { log } from "#app/platform/log.server.ts";
import type { Tempo } from "./tempo.ts";

/**
 * The queues and what each may cost. A queue is a lane of its own: slow work in one never holds up another.
 * `concurrency` is per worker process.
 */
const queueRules = {
  matching: { concurrency: 2 },
  commitments: { concurrency: 4 },
  allotment: { concurrency: 2 },
  shipments: { concurrency: 4 },
  invoicing: { concurrency: 4 },
  payments: { concurrency: 4 },
  documents: { concurrency: 2 },
  bundles: { concurrency: 1 },
  imports: { concurrency: 1 },
  notifications: { concurrency: 4 },
  upkeep: { concurrency: 2 },
} as const satisfies Record<string, { readonly concurrency: number }>;

export type QueueName = keyof typeof queueRules;
export const queueNames = Object.keys(queueRules) as QueueName[];

/** What a job carries: an event for a reaction, or a schedule that is due. */
export type ReactionLoad = {
  readonly kind: "reaction";
  readonly reaction: string;
  readonly eventId: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly causation: string | null;
  /** How often it has failed in a way that is our fault. */
  readonly faults: number;
};
export type ScheduleLoad = {
  readonly kind: "schedule";
  readonly schedule: string;
  readonly faults: number;
};
type JobLoad = ReactionLoad | ScheduleLoad;
type QueueOn<B extends IQueueBackend, C> = Queue<JobLoad, unknown, string, JobLoad, unknown, string, B, C>;
type WorkerOn<B extends IQueueBackend, C> = Worker<JobLoad, unknown, string, B, JobProgress, C>;
export type JobQueue =
  | QueueOn<RedisQueueBackend, ConnectionOptions>
  | QueueOn<PostgresQueueBackend, PostgresConnectionOptions>;
export type JobWorker =
  | WorkerOn<RedisQueueBackend, ConnectionOptions>
  | WorkerOn<PostgresQueueBackend, PostgresConnectionOptions>;
/** A job as it comes from the queue: what it carries, and how often it was tried before. */
export type QueuedJob = Pick<Job<JobLoad>, "id" | "data" | "attemptsMade" | "opts" | "updateData">;

/**
 * Tries cover an outage of about five hours: pauses double from a second up to ten minutes. A job that is done leaves
 * nothing behind, because what was done stands in the database; one that gave up stays for the queue board.
 */
export const jobRules = {
  attempts: 40,
  backoff: { type: "custom" },
  removeOnComplete: true,
  removeOnFail: { age: 14 * 86_400, count: 1_000 },
  stackTraceLimit: 3,
} as const satisfies JobsOptions;

const OUTAGE_PAUSE_MS_MAX = 600_000;
const STALLS_MAX = 5;
/** An answer from the queue that takes longer counts as none. */
const ANSWER_MS_MAX = 10_000;
/** Beside one listening connection per queue; the house's own pool is another. */
const QUERY_CONNECTIONS = 8;
const PG_SCHEMA = "bullmq";

export type Queues = {
  readonly backend: "postgresql" | "redis";
  readonly byName: ReadonlyMap<QueueName, JobQueue>;
  /** Puts jobs into a queue; one whose id is there already is left alone. Throws an Outage when it cannot. */
  readonly add: (queue: QueueName, jobs: readonly NewJob[]) => Promise<void>;
  /** A worker of this queue that has not begun; it is ready to run, or this throws. */
  readonly worker: (queue: QueueName, perform: (job: QueuedJob) => Promise<void>) => Promise<JobWorker>;
  /** Throws an Outage unless the queue's store answers, within `limitMs` when that is given. */
  readonly ping: (limitMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type NewJob = { readonly id: string; readonly name: string; readonly load: JobLoad };

type Engine = {
  readonly backend: Queues["backend"];
  readonly queue: (name: QueueName) => JobQueue;
  readonly worker: (
    name: QueueName,
    perform: (job: QueuedJob) => Promise<void>,
    options: Omit<WorkerOptions, "connection">,
  ) => JobWorker;
  readonly ping: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
};

export type QueueSettings = {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly tempo: Tempo;
};

/**
 * Opens the queues: on Redis when there is a REDIS_URL, else in the house's own PostgreSQL, whose tables are made first
 * (a worker without them would spin). Nothing else in the house knows which of the two it is.
 */
export async function openQueues(settings: QueueSettings): Promise<Queues> {
  const engine = settings.redisUrl
    ? redisEngine(settings.redisUrl, settings.databaseUrl)
    : await postgresEngine(settings.databaseUrl);
  const byName = new Map(queueNames.map((name) => [name, engine.queue(name)]));
  for (const queue of byName.values()) queue.on("error", complain);
  return {
    backend: engine.backend,
    byName,
    add: async (name, jobs) => {
      const queue = byName.get(name);
      await answered(
        queue?.addBulk(
          jobs.map(({ id, name: job, load }) => ({ name: job, data: load, opts: { jobId: id } })),
        ),
      );
    },
    worker: async (name, perform) => {
      const worker = engine.worker(name, perform, workerRules(name, settings.tempo));
      worker.on("error", complain);
      await worker.waitUntilReady();
      return worker;
    },
    ping: async (limitMs) => {
      await answered(engine.ping(), limitMs);
    },
    close: async () => {
      await Promise.all([...byName.values()].map((queue) => queue.close()));
      await engine.close();
    },
  };
}

function workerRules(name: QueueName, tempo: Tempo): Omit<WorkerOptions, "connection"> {
  return {
    autorun: false,
    concurrency: queueRules[name].concurrency,
    lockDuration: tempo.lockMs,
    stalledInterval: tempo.stalledEveryMs,
    maxStalledCount: STALLS_MAX,
    runRetryDelay: 1_000,
    settings: {
      backoffStrategy: (attempts, _type, error) =>
        error?.name === "Outage"
          ? Math.min(tempo.outagePauseMs * 2 ** (attempts - 1), OUTAGE_PAUSE_MS_MAX)
          : tempo.bugPauseMs,
    },
  };
}

/** Makes the queue's own tables in this database, or brings them up to date; several processes may do so at once. */
export async function makeQueueTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, PG_SCHEMA);
  } finally {
    await client.end();
  }
}

async function postgresEngine(url: string): Promise<Engine> {
  await makeQueueTables(url);
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${PG_SCHEMA} -c statement_timeout=30000`,
    max: queueNames.length + QUERY_CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: "lumbung-queue",
  });
  pool.setMaxListeners(0); // every queue and every worker listens for its errors
  pool.on("error", complain);
  const kind = withBackend(createPostgresBackend);
  // One class, described by two packages in words that the type checker cannot match.
  const connection = pool as unknown as PgPool;
  const options = { connection, defaultJobOptions: jobRules };
  return {
    backend: "postgresql",
    queue: (name) => new kind.Queue<JobLoad, unknown>(name, options),
    worker: (name, perform, rules) =>
      new kind.Worker<JobLoad, unknown>(name, perform, { ...rules, connection }),
    ping: () => pool.query("select 1"),
    close: () => pool.end(),
  };
}

/** Keys carry the database's name: two houses may share a Redis without hearing each other's bells. */
function redisEngine(url: string, databaseUrl: string): Engine {
  const prefix = `lumbung-${new URL(databaseUrl).pathname.slice(1)}`;
  // Who adds must hear at once that Redis is away; who waits for work may wait as long as it takes.
  const adding = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: ANSWER_MS_MAX });
  const waiting = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [adding, waiting]) connection.on("error", complain);
  return {
    backend: "redis",
    queue: (name) =>
      new Queue<JobLoad, unknown>(name, { connection: adding, prefix, defaultJobOptions: jobRules }),
    worker: (name, perform, rules) =>
      new Worker<JobLoad, unknown>(name, perform, { ...rules, connection: waiting, prefix }),
    ping: () => adding.ping(),
    close: async () => {
      for (const connection of [adding, waiting]) connection.disconnect();
    },
  };
}

async function answered<T>(answer: Promise<T> | undefined, limitMs = ANSWER_MS_MAX): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw new Outage("queue", { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

const COMPLAINT_PAUSE_MS = 5_000;
const complaints = new Map<string, { at: number; silent: number }>();

/** A store that is away can fail thousands of times a second; each complaint is written at most every few seconds. */
export function complain(error: Error): void {
  const text = error.message.slice(0, 200);
  const last = complaints.get(text);
  if (last && performance.now() - last.at < COMPLAINT_PAUSE_MS) {
    last.silent += 1;
    return;
  }
  if (complaints.size > 100) complaints.clear();
  complaints.set(text, { at: performance.now(), silent: 0 });
  log.warn({ err: error, repeated: last?.silent ?? 0 }, "queue trouble");
}
