// The solver alone, on single markets from 20 thousand to 13 million pairs and on markets that are hard on purpose,
// beside LEMON's NetworkSimplex and HiGHS on the same arrays in the same run. All times are processor time of one thread,
// so that whatever else the machine does weighs on all of them alike. `--seed N` draws other markets.

import { parseArgs } from "node:util";
import type { Basis } from "#app/modules/matching/simplex/basis.ts";
import { optimalBasis } from "#app/modules/matching/simplex/optimal-basis.ts";
import { settleTies } from "#app/modules/matching/simplex/settle-ties.ts";
import { solveTransport, type TransportAnswer } from "#app/modules/matching/simplex/solve-transport.ts";
import type { Transport } from "#app/modules/matching/simplex/transport.ts";
import { idHash, tieHash } from "#app/modules/matching/tie-hash.ts";
import { everydayMarkets, hardMarkets } from "./dense-markets.ts";
import { report } from "./load.ts";
import { highs, lemon } from "./other-solvers.ts";

const RUNS = { small: 25, middle: 7, large: 2 };
const MIDDLE = 50_000;
const LARGE = 1_000_000;
// HiGHS needs minutes beyond this.
const HIGHS_ARCS = { from: 100_000, to: 200_000 };

const { values } = parseArgs({
  options: { seed: { type: "string", default: "7" }, json: { type: "boolean" } },
});
const seed = Number(values.seed);

function tieOf({ lineCount, offerCount }: Transport) {
  const hashes = (kind: string, count: number) =>
    Int32Array.from({ length: count }, (_, at) => idHash(`${kind}-${at}`, 0));
  const lines = hashes("line", lineCount);
  const offers = hashes("offer", offerCount);
  return (line: number, offer: number) => tieHash(lines[line] as number, offers[offer] as number);
}

function objectiveOf(
  { columns: { start, arcs }, lineCount, unfilledCost }: Transport,
  answer: TransportAnswer,
): bigint {
  let sum = 0n;
  for (const [line, quantity] of answer.unfilled.entries())
    if (quantity > 0) sum += BigInt(quantity) * BigInt(unfilledCost[line] as number);
  for (const [at, quantity] of answer.quantity.entries()) {
    const line = answer.line[at] as number;
    let arc = start[line] as number;
    while (arcs[arc] !== lineCount + (answer.offer[at] as number)) arc += 2;
    sum += BigInt(quantity) * BigInt(arcs[arc + 1] as number);
  }
  return sum;
}

/** The optimum and its proof, before the choice among equals: what the other solvers do. */
function proven(transport: Transport): Basis {
  return optimalBasis(transport).basis;
}

function userTime(): number {
  return process.cpuUsage().user / 1000;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}

const round = (value: number) => Math.round(value * 100) / 100;
const other = lemon();
const general = await highs();
const rows: Record<string, string> = {};
for (const { name, transport } of [...everydayMarkets(seed), ...hardMarkets(seed)]) {
  const arcs = transport.columns.arcs.length / 2;
  const runs = arcs > LARGE ? RUNS.large : arcs > MIDDLE ? RUNS.middle : RUNS.small;
  const tie = tieOf(transport);
  const provingTimes: number[] = [];
  const tyingTimes: number[] = [];
  for (let run = 0; run < runs; run++) {
    const from = userTime();
    const basis = proven(transport);
    const at = userTime();
    settleTies(transport, basis, tie);
    provingTimes.push(at - from);
    tyingTimes.push(userTime() - at);
  }
  const answer = solveTransport(transport, tie);
  const ours = median(provingTimes);
  const theirs = other?.(transport, runs) ?? null;
  if (theirs !== null && theirs.objective !== objectiveOf(transport, answer))
    throw new Error(`${name}: LEMON finds ${theirs.objective}, we ${objectiveOf(transport, answer)}`);
  const inRange = arcs >= HIGHS_ARCS.from && arcs <= HIGHS_ARCS.to;
  const highsTime = inRange ? general(transport) : null;
  rows[name] = [
    `${arcs} pairs`,
    `proven in ${round(ours)} ms`,
    `ties ${round(median(tyingTimes))} ms`,
    `${answer.effort.pivots} pivots`,
    theirs === null
      ? "LEMON not at hand"
      : `LEMON ${round(theirs.milliseconds)} ms, ratio ${round(ours / theirs.milliseconds)}, equal objective`,
    ...(highsTime === null
      ? []
      : [`HiGHS ${Math.round(highsTime)} ms, ${Math.round(highsTime / ours)} times ours`]),
  ].join(" · ");
}
report("match-dense", { seed, ...rows });
