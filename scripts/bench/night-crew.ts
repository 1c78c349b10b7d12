import { Worker } from "node:worker_threads";
import type { Phase } from "#app/modules/matching/laps.ts";
import { type NightPart, nightParts } from "#app/modules/matching/night-parts.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import type { CellSeal } from "#app/modules/matching/seal-cell.ts";

export type NightWish = {
  readonly why: boolean;
  readonly seal: boolean;
  /** So many nearest pairs of each line instead of all; 0 for all. */
  readonly nearest: number;
  /** A plain greedy instead of the optimum. */
  readonly greedy: boolean;
};

export type PartWish = NightWish & { readonly part: number };

export type PartDone = {
  readonly part: number;
  readonly pairs: number;
  readonly components: number;
  readonly largest: number;
  readonly pivots: number;
  readonly filledByClass: readonly bigint[];
  readonly cost: bigint;
  readonly offered: bigint;
  readonly offeredGap: bigint;
  readonly zones: number;
  readonly seal: CellSeal | null;
  readonly milliseconds: number;
  /** Milliseconds of each phase by the clock. */
  readonly phases: Partial<Record<Phase, number>>;
};

export type Night = {
  readonly done: readonly PartDone[];
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
};

/** Solves all parts of a night on so many threads. Starting the threads is not counted, dividing the night is. */
export async function runNight(rows: CellRows, workers: number, wish: NightWish): Promise<Night> {
  const crew = await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = new Worker(new URL("./thread.mjs", import.meta.url), {
        workerData: { file: "./match-night-worker.ts", rows },
      });
      await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
      return worker;
    }),
  );
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const began = performance.now();
  const cpu = process.cpuUsage();
  const waiting = new Waiting(nightParts(rows));
  const done: PartDone[] = [];
  await Promise.all(crew.map((worker) => work(worker, waiting, wish, done)));
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  await Promise.all(crew.map((worker) => worker.terminate()));
  return {
    done,
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMegabytes: Math.round(peak / 1e6),
  };
}

function work(worker: Worker, waiting: Waiting, wish: NightWish, done: PartDone[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (before: PartDone | null) => {
      const part = waiting.next(before?.part ?? null);
      if (part === null) resolve();
      else worker.postMessage({ ...wish, part });
    };
    worker.on("error", reject);
    worker.on("message", (answer: PartDone) => {
      done.push(answer);
      next(answer);
    });
    next(null);
  });
}

// Lines × lots of the parts that run at the same time, over those of the largest part: bounds the memory of the night.
const AT_ONCE_MAX = 1.35;

/** Hands out the largest part that fits beside those that are running. */
class Waiting {
  private readonly sizes: readonly number[];
  private readonly open: Set<number>;
  private running = 0;

  constructor(parts: readonly NightPart[]) {
    this.sizes = parts.map(({ lines, lots }) => lines.length * lots.length);
    this.open = new Set(parts.keys());
  }

  next(finished: number | null): number | null {
    if (finished !== null) this.running -= this.sizes[finished] as number;
    const most = (this.sizes[0] ?? 0) * AT_ONCE_MAX;
    const fitting = [...this.open].find((part) => this.running + (this.sizes[part] as number) <= most);
    const part = fitting ?? [...this.open].at(-1);
    if (part === undefined) return null;
    this.open.delete(part);
    this.running += this.sizes[part] as number;
    return part;
  }
}
