// A whole night: every line and every lot of a synthetic market, all compatible pairs, from rows in memory to the proven
// answer. `--scale nation|province|city`, `--radius 0.4`, `--seed`, `--workers 2`; `--why` tells reasons too, `--greedy`
// compares with a plain greedy, `--check` repeats it with 1 and 4 workers and with shuffled rows and compares the seals.

import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { type NightPart, nightParts } from "#app/modules/matching/night-parts.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { type CellSeal, nightRoot } from "#app/modules/matching/seal-cell.ts";
import { type Scale, scales, syntheticMarket } from "#scripts/synthetic/market.ts";
import { shuffleRows } from "#scripts/synthetic/shuffle.ts";
import { report } from "./load.ts";

export type PartWish = {
  readonly part: number;
  readonly why: boolean;
  readonly seal: boolean;
  readonly greedy: boolean;
};

export type PartDone = {
  readonly part: number;
  readonly pairs: number;
  readonly components: number;
  readonly largest: number;
  readonly pivots: number;
  readonly filledByClass: readonly bigint[];
  readonly cost: bigint;
  readonly unique: boolean;
  readonly zones: number;
  readonly seal: CellSeal | null;
  readonly greedyFilled: bigint;
  readonly milliseconds: number;
};

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20260603" },
    scale: { type: "string", default: "nation" },
    radius: { type: "string", default: "0.4" },
    workers: { type: "string", default: "2" },
    why: { type: "boolean", default: false },
    greedy: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    json: { type: "boolean" },
  },
});
if (!Object.hasOwn(scales, values.scale))
  throw new Error(`--scale is one of ${Object.keys(scales).join(", ")}`);

type Night = { readonly done: readonly PartDone[]; readonly seconds: number; readonly cpuSeconds: number };

/** Solves all parts of a night on so many threads. Starting the threads is not counted, dividing the night is. */
async function night(rows: CellRows, workers: number, wish: Omit<PartWish, "part">): Promise<Night> {
  const crew = await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = new Worker(new URL("./thread.mjs", import.meta.url), {
        workerData: { file: "./match-night-worker.ts", rows },
      });
      await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
      return worker;
    }),
  );
  const began = performance.now();
  const cpu = process.cpuUsage();
  const waiting = new Waiting(nightParts(rows));
  const done: PartDone[] = [];
  await Promise.all(crew.map((worker) => work(worker, waiting, wish, done)));
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(crew.map((worker) => worker.terminate()));
  return { done, seconds, cpuSeconds: (used.user + used.system) / 1e6 };
}

function work(
  worker: Worker,
  waiting: Waiting,
  wish: Omit<PartWish, "part">,
  done: PartDone[],
): Promise<void> {
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

function rootOf({ done }: Night): string {
  return nightRoot(done.flatMap(({ seal }) => (seal ? [seal] : [])));
}

const seed = values.seed;
const scale = values.scale as Scale;
const rows = syntheticMarket({ seed, scale, radius: Number(values.radius) });
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const wish = { why: values.why, seal: false, greedy: false };
const measured = await night(rows, Number(values.workers), wish);
clearInterval(watch);
const sealed = await night(rows, Number(values.workers), { ...wish, seal: true, greedy: values.greedy });

const sum = (read: (part: PartDone) => number) => sealed.done.reduce((total, part) => total + read(part), 0);
const sumBig = (read: (part: PartDone) => bigint) =>
  sealed.done.reduce((total, part) => total + read(part), 0n);
const asked = BigInt(rows.lines.quantity.reduce((total, quantity) => total + quantity, 0));
const percent = (filled: bigint) => Number((10_000n * filled) / asked) / 100;
const filled = sumBig(({ filledByClass }) => filledByClass.reduce((total, each) => total + each, 0n));
const cost = sumBig((part) => part.cost);

const checks: Record<string, string> = {};
if (values.check) {
  const root = rootOf(sealed);
  const again = async (name: string, given: CellRows, workers: number) => {
    const same = rootOf(await night(given, workers, { ...wish, seal: true }));
    checks[`seal with ${name}`] = same === root ? "equal" : `DIFFERENT: ${same}`;
  };
  await again("1 worker", rows, 1);
  await again("4 workers", rows, 4);
  await again("shuffled rows", shuffleRows(rows, seed), Number(values.workers));
}

report("match-night", {
  seed,
  scale,
  radius: values.radius,
  workers: values.workers,
  lines: rows.lines.quantity.length,
  lots: rows.lots.available.length,
  pairs: sum((part) => part.pairs),
  parts: sealed.done.length,
  components: sum((part) => part.components),
  "largest component": Math.max(...sealed.done.map((part) => part.largest)),
  pivots: sum((part) => part.pivots),
  "wall seconds": round(measured.seconds),
  "processor seconds": round(measured.cpuSeconds),
  "wall seconds with the seal": round(sealed.seconds),
  "longest part seconds": round(Math.max(...measured.done.map((part) => part.milliseconds)) / 1000),
  "peak memory MB": Math.round(peak / 1e6),
  "fill %": percent(filled),
  ...(values.greedy ? { "fill % of a plain greedy": percent(sumBig((part) => part.greedyFilled)) } : {}),
  ...(values.why ? { "shortage zones": sum((part) => part.zones) } : {}),
  cost: String(cost),
  objective: createHash("sha256").update(`${filled} ${cost}`).digest("hex").slice(0, 16),
  seal: rootOf(sealed),
  ...checks,
});

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
