// A whole night: every line and every lot of a synthetic market, all compatible pairs, from rows in memory to the proven
// answer and what sellers are asked for. Measured once, with its time split by phase.
//   --scale nation|province|city   --radius 0.4   --seed TEXT   --workers 2
//   --why      tells the reasons of every line and lot too        --seal     hashes and seals the answer too
//   --proof    the proven optimum alone once more, without the plan within the least orders of sellers
//   --permute  shuffled rows: objective and seal must be those of the rows as they were made
//   --greedy   the fill of a plain greedy over the same pairs     --nearest 30   time and fill with so many pairs a line
//   --check    the seal once more with 1 and 4 threads and with shuffled rows

import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { type Phase, phases } from "#app/modules/matching/laps.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { nightRoot } from "#app/modules/matching/seal-cell.ts";
import { type Scale, scales } from "#scripts/synthetic/market.ts";
import { besideLemon } from "./lemon-sample.ts";
import { report } from "./load.ts";
import { makeMarket } from "./make-market.ts";
import { type Night, type NightWish, type PartDone, runNight } from "./night-crew.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20260603" },
    scale: { type: "string", default: "nation" },
    radius: { type: "string", default: "0.4" },
    workers: { type: "string", default: "2" },
    why: { type: "boolean", default: false },
    seal: { type: "boolean", default: false },
    proof: { type: "boolean", default: false },
    permute: { type: "boolean", default: false },
    greedy: { type: "boolean", default: false },
    nearest: { type: "string", default: "0" },
    check: { type: "boolean", default: false },
    json: { type: "boolean" },
  },
});
if (!Object.hasOwn(scales, values.scale))
  throw new Error(`--scale is one of ${Object.keys(scales).join(", ")}`);
const workers = Number(values.workers);
const PROOF: NightWish = { why: false, seal: false, nearest: 0, greedy: false, plan: false };

const round = (value: number) => Math.round(value * 100) / 100;
const sum = ({ done }: Night, read: (part: PartDone) => number) =>
  done.reduce((total, part) => total + read(part), 0);
const most = ({ done }: Night, read: (part: PartDone) => number) => Math.max(...done.map(read));
const filledOf = ({ done }: Night) =>
  done.reduce((total, { filledByClass }) => total + filledByClass.reduce((all, each) => all + each, 0n), 0n);

function percentOf(rows: CellRows, filled: bigint): number {
  const asked = rows.lines.quantity.reduce((total, quantity) => total + BigInt(quantity), 0n);
  return Number((10_000n * filled) / asked) / 100;
}

/** The processor time of a night by phase: threads are timed by the clock, and what they waited for is shared out. */
function splitOf(night: Night): Record<string, string> {
  const spent = (phase: Phase) => sum(night, ({ phases: times }) => times[phase] ?? 0);
  const all = phases.reduce((total, phase) => total + spent(phase), 0);
  return Object.fromEntries(
    phases
      .filter((phase) => spent(phase) > 0)
      .map((phase) => {
        const share = spent(phase) / all;
        return [`  ${phase}`, `${round(share * night.cpuSeconds)} s · ${round(100 * share)} %`];
      }),
  );
}

async function sealsAgain(rows: CellRows, seal: string): Promise<Record<string, string>> {
  const again = async (given: CellRows, count: number) => {
    const root = rootOf(await runNight(given, count, { ...PROOF, seal: true }));
    return root === seal ? "equal" : `DIFFERENT: ${root}`;
  };
  return {
    "seal with 1 worker": await again(rows, 1),
    "seal with 4 workers": await again(rows, 4),
    "seal with shuffled rows": await again(made.shuffled ?? rows, workers),
  };
}

function rootOf({ done }: Night): string {
  return nightRoot(done.flatMap(({ seal }) => (seal ? [seal] : [])));
}

/** What the night would come to with a few near pairs a line: a yardstick only, no night is matched like that. */
async function withNearest(rows: CellRows, nearest: number): Promise<Record<string, string | number>> {
  const capped = await runNight(rows, workers, { ...PROOF, nearest });
  const name = `with ${nearest} nearest pairs a line`;
  return {
    [`pairs ${name}`]: sum(capped, ({ pairs }) => pairs),
    [`wall seconds ${name}`]: round(capped.seconds),
    [`processor seconds ${name}`]: round(capped.cpuSeconds),
    [`fill % ${name}`]: percentOf(rows, filledOf(capped)),
  };
}

async function proofAlone(rows: CellRows): Promise<Record<string, number>> {
  const { seconds, cpuSeconds, peakMegabytes } = await runNight(rows, workers, PROOF);
  return {
    "wall seconds, proven optimum alone": round(seconds),
    "processor seconds, proven optimum alone": round(cpuSeconds),
    "peak memory MB, proven optimum alone": peakMegabytes,
  };
}

const made = await makeMarket({
  seed: values.seed,
  scale: values.scale as Scale,
  radius: Number(values.radius),
  shuffle: values.permute || values.check,
});
const rows = (values.permute ? made.shuffled : null) ?? made.rows;
const seal = values.seal || values.check;
const night = await runNight(rows, workers, { ...PROOF, why: values.why, seal, plan: true });
const filled = filledOf(night);
const cost = night.done.reduce((total, part) => total + part.cost, 0n);

report("match-night", {
  seed: values.seed,
  scale: values.scale,
  radius: values.radius,
  workers: values.workers,
  ...(values.permute ? { rows: "shuffled" } : {}),
  lines: rows.lines.quantity.length,
  lots: rows.lots.available.length,
  pairs: sum(night, ({ pairs }) => pairs),
  parts: night.done.length,
  components: sum(night, ({ components }) => components),
  "largest component": most(night, ({ largest }) => largest),
  pivots: sum(night, ({ pivots }) => pivots),
  "generation, processor seconds": round(made.cpuSeconds),
  "wall seconds": round(night.seconds),
  "processor seconds": round(night.cpuSeconds),
  ...splitOf(night),
  "longest part seconds": round(most(night, ({ milliseconds }) => milliseconds) / 1000),
  "peak memory MB": night.peakMegabytes,
  "fill %": percentOf(rows, filled),
  "offered within limits, fill %": percentOf(
    rows,
    night.done.reduce((total, part) => total + part.offered, 0n),
  ),
  "offered, most below any plan, % of demand": percentOf(
    rows,
    night.done.reduce((total, part) => total + part.offeredGap, 0n),
  ),
  cost: String(cost),
  objective: createHash("sha256").update(`${filled} ${cost}`).digest("hex").slice(0, 16),
  ...(values.why ? { "shortage zones": sum(night, ({ zones }) => zones) } : {}),
  ...(values.proof ? await proofAlone(rows) : {}),
  ...(values.greedy
    ? {
        "fill % of a plain greedy": percentOf(
          rows,
          filledOf(await runNight(rows, workers, { ...PROOF, greedy: true })),
        ),
      }
    : {}),
  ...(seal ? { seal: rootOf(night) } : {}),
  ...besideLemon(rows),
  ...(Number(values.nearest) > 0 ? await withNearest(rows, Number(values.nearest)) : {}),
  ...(values.check ? await sealsAgain(rows, rootOf(night)) : {}),
});
