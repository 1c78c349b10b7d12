import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, onTestFinished } from "vitest";
import { now } from "#app/platform/clock.server.ts";
import { unsettledNews } from "#app/platform/deliveries.server.ts";
import { openJobFailures } from "#app/platform/job-failures.server.ts";
import type { Catalogue } from "#jobs/catalogue.ts";
import { type RunningWorker, startWorker } from "#jobs/start-worker.ts";
import type { Tempo } from "#jobs/tempo.ts";
import { briskTempo } from "./brisk-tempo.ts";
import { bundleOf, type TestProgram } from "./programs.ts";

export type TestWorkerOptions = {
  readonly url: string;
  /** On Redis when given, else on PostgreSQL. */
  readonly redisUrl?: string | undefined;
  readonly catalogue?: Catalogue;
  /** Off unless asked for: a test runs the schedule that it is about with `runSchedule`. */
  readonly schedules?: boolean;
  readonly probes?: boolean;
  readonly tempo?: Partial<Tempo>;
};

export type TestWorker = RunningWorker & {
  /** Waits until every announced event has been reacted to, and what the reactions announced as well. */
  readonly settle: (options?: SettleOptions) => Promise<void>;
  /** Runs a schedule here and now, as the system would. */
  readonly runSchedule: (name: string) => Promise<void>;
};

export type SettleOptions = {
  readonly patienceMs?: number;
  /** True when the test expects jobs to give up; otherwise that fails it with what they said. */
  readonly failuresExpected?: boolean;
};

/** Inside a test it is over with the test, elsewhere with the file. */
function whenOver(work: () => Promise<void>): void {
  try {
    onTestFinished(work);
  } catch {
    afterAll(work);
  }
}

/**
 * A real worker in this process, on the database that `testDatabase()` opened, which the application's pool points at.
 * Stopped when the test, or the file that asked for it, is over.
 */
export async function startTestWorker(options: TestWorkerOptions): Promise<TestWorker> {
  // Everything the house can do is loaded only by tests that want it.
  const catalogue = options.catalogue ?? (await import("#jobs/catalogue.ts")).catalogue;
  const worker = await startWorker({
    catalogue,
    databaseUrl: options.url,
    redisUrl: options.redisUrl ?? null,
    schedules: options.schedules ?? false,
    probesPort: options.probes ? 0 : null,
    tempo: { ...briskTempo, ...options.tempo },
  });
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= worker.stop();
    return stopped;
  };
  whenOver(stop);
  return {
    ...worker,
    stop,
    settle,
    runSchedule: async (name) => {
      const schedule = catalogue.schedules.find((one) => one.name === name);
      if (!schedule) throw new Error(`no schedule ${name} in the catalogue`);
      const at = now();
      await schedule.run({
        actor: { kind: "system", name },
        at,
        key: `${name}.${at.getTime()}.${Math.random()}`,
        causation: name,
      });
    },
  };
}

/** As TestWorker.settle, for a worker that runs in a process of its own. */
export async function settle({
  patienceMs = 15_000,
  failuresExpected = false,
}: SettleOptions = {}): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const waiting = await unsettledNews();
    if (waiting === 0) break;
    if (performance.now() > deadline)
      throw new Error(`${waiting} events or deliveries are still waiting after ${patienceMs} ms`);
    await sleep(10);
  }
  if (failuresExpected) return;
  const failures = await openJobFailures(5);
  if (failures.length > 0)
    throw new Error(`jobs gave up: ${failures.map(({ job, message }) => `${job}: ${message}`).join("; ")}`);
}

export type WorkerProcess = {
  readonly pid: number;
  /** Resolves with the exit code when it has ended, however it came to it. */
  readonly ended: Promise<number | null>;
  /** As a power cut would: nothing is finished, nothing is said. */
  readonly kill: () => Promise<void>;
  /** Asks it to stop and resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
};

/**
 * A real worker in a process of its own, for tests that kill it. Resolves when it is up. `program` calls
 * `runWorkerProcess` with a catalogue and tempo of the test's choice; by default everything, at a brisk tempo.
 */
export async function spawnWorker(options: {
  readonly url: string;
  readonly redisUrl?: string | undefined;
  readonly program?: TestProgram;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [bundleOf(options.program ?? "brisk-worker")], {
    env: {
      ...process.env,
      DATABASE_URL: options.url,
      REDIS_URL: options.redisUrl ?? "",
      LOG_LEVEL: "info",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said = (said + String(chunk)).slice(-20_000);
    });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  whenOver(kill);
  const deadline = performance.now() + 20_000;
  while (!said.includes("worker is up")) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await kill();
      throw new Error(`the worker did not come up: ${said.slice(-3_000)}`);
    }
    await sleep(5);
  }
  return {
    pid: child.pid ?? 0,
    ended,
    kill,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
