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
  /** Whether to plan within the least orders of sellers as well. */
  readonly plan: boolean;
};

export type PartWish = NightWish & {
  readonly part: number;
  /** The rows of the part, in shared memory. */
  readonly taken: NightPart;
};

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
        // A night is columns outside the heap and few short-lived objects: room for more would only stay resident.
        resourceLimits: { maxYoungGenerationSizeMb: 12 },
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
  const parts = nightParts(rows);
  const waiting = new Waiting(weightsOf(rows, parts));
  const done: PartDone[] = [];
  await Promise.all(crew.map((worker) => work(worker, parts, waiting, wish, done)));
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

function work(
  worker: Worker,
  parts: readonly NightPart[],
  waiting: Waiting,
  wish: NightWish,
  done: PartDone[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (before: PartDone | null) => {
      const part = waiting.next(before?.part ?? null);
      if (part === null) resolve();
      else worker.postMessage({ ...wish, part, taken: parts[part] as NightPart } satisfies PartWish);
    };
    worker.on("error", reject);
    worker.on("message", (answer: PartDone) => {
      done.push(answer);
      next(answer);
    });
    next(null);
  });
}

/** What each part will take, roughly: pairs grow with the lines and with how far around each lot they may be. */
function weightsOf({ lots: { radius } }: CellRows, parts: readonly NightPart[]): number[] {
  return parts.map(
    ({ lines, lots }) => lines.length * lots.reduce((sum, lot) => sum + (radius[lot] as number) ** 2, 0),
  );
}

// Weight of the parts that run at the same time, over that of the heaviest: bounds the memory of the night.
const AT_ONCE_MAX = 1;

/** Hands out the heaviest part that fits beside those that are running. */
class Waiting {
  private readonly heaviestFirst: number[];
  private readonly most: number;
  private running = 0;

  constructor(private readonly weights: readonly number[]) {
    const weight = (part: number) => weights[part] as number;
    this.heaviestFirst = [...weights.keys()].sort((a, b) => weight(b) - weight(a));
    this.most = AT_ONCE_MAX * Math.max(0, ...weights);
  }

  next(finished: number | null): number | null {
    if (finished !== null) this.running -= this.weights[finished] as number;
    const waiting = this.heaviestFirst;
    const fitting = waiting.findIndex((part) => this.running + (this.weights[part] as number) <= this.most);
    const [part] = waiting.splice(fitting, 1);
    if (part === undefined) return null;
    this.running += this.weights[part] as number;
    return part;
  }
}
