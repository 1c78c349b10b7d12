// A call-off, and a year of all call-offs of a trade center at once, split exactly: who gets how much (`who`), then where
// the lots lie at the least cost (`where`). Beside them in the same run: a plain greedy that never moves a lot, and LEMON's
// NetworkSimplex on the same cost stage. Processor time of one thread, medians. `--seed N` draws other years.

import { parseArgs } from "node:util";
import { Filling } from "#app/modules/allotment/filling.ts";
import { type Network, ownersOf } from "#app/modules/allotment/network.ts";
import { placeCheaply, placementTransport } from "#app/modules/allotment/placement.ts";
import { type Contender, giveByTurns } from "#app/modules/allotment/turns.ts";
import { tieHash } from "#app/modules/matching/tie-hash.ts";
import { callOffYear, type Year } from "./call-off-year.ts";
import { report } from "./load.ts";
import { lemon } from "./other-solvers.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "7" }, json: { type: "boolean" } },
});
const seed = Number(values.seed);

// Beyond this LEMON needs seconds, and is asked once.
const LEMON_PLACES = 200_000;

const NATION = { koperasi: 5_000, weeks: 52, contracts: 40, weeksOfEach: 7, contractsOfEach: 2 };
const DENSE = { weeksOfEach: 26, contractsOfEach: 4 };
const YEARS: Readonly<Record<string, { readonly runs: number } & Omit<Year, "seed">>> = {
  "50 × 12 × 1": {
    runs: 101,
    koperasi: 50,
    weeks: 12,
    contracts: 1,
    asked: 349,
    supply: 1,
    weeksOfEach: 4,
    contractsOfEach: 1,
  },
  "500 × 26 × 8": {
    runs: 15,
    koperasi: 500,
    weeks: 26,
    contracts: 8,
    asked: 3_876,
    supply: 1,
    weeksOfEach: 8,
    contractsOfEach: 2,
  },
  "5,000 × 52 × 40 tight": { runs: 5, ...NATION, asked: 100_000, supply: 0.8 },
  "5,000 × 52 × 40 even": { runs: 5, ...NATION, asked: 100_000, supply: 1 },
  "5,000 × 52 × 40 loose": { runs: 5, ...NATION, asked: 100_000, supply: 1.15 },
  "5,000 × 52 × 40 looser": { runs: 5, ...NATION, asked: 100_000, supply: 1.6 },
  "5,000 × 52 × 40 loosest": { runs: 5, ...NATION, asked: 100_000, supply: 3 },
  "5,000 × 52 × 40 loose, four prices": {
    runs: 5,
    ...NATION,
    asked: 100_000,
    supply: 1.15,
    costStep: 40_000,
  },
  "5,000 × 52 × 40 looser, one price": {
    runs: 5,
    ...NATION,
    asked: 100_000,
    supply: 1.6,
    costStep: 1_000_000,
  },
  // Seven times the places of the others, nearly every day good for a single lot: the hardest that was thought of.
  "5,000 × 52 × 40 dense": {
    runs: 3,
    ...NATION,
    asked: 100_000,
    supply: 1.15,
    ...DENSE,
  },
  "5,000 × 52 × 40 dense, looser": { runs: 3, ...NATION, asked: 100_000, supply: 1.6, ...DENSE },
  "5,000 × 52 × 40 dense, loosest": { runs: 3, ...NATION, asked: 100_000, supply: 3, ...DENSE },
};

const round = (value: number) => Math.round(value * 100) / 100;
const userTime = () => process.cpuUsage().user / 1000;
const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] as number;
const byName = (member: number, wave: number, turn: number) => tieHash(member * 31 + turn, wave * 17);

function timed<T>(runs: number, work: () => T): { readonly time: number; readonly answer: T } {
  const times: number[] = [];
  let answer: T | undefined;
  for (let run = 0; run < runs; run++) {
    const from = userTime();
    answer = work();
    times.push(userTime() - from);
  }
  return { time: median(times), answer: answer as T };
}

function fill(network: Network, line: readonly Contender[]): Filling {
  const filling = new Filling(network);
  giveByTurns(filling, line);
  return filling;
}

/** The floor: the same turns, but a member that finds no free lot on its days is passed over, though others could move. */
function plain(network: Network, line: readonly Contender[]): number {
  const { dayStart, dayMost, placeStart, placeWave, waveLots } = network;
  const left = waveLots.slice();
  const room = dayMost.slice();
  const totals = new Float64Array(network.memberCount);
  const give = (member: number) => {
    for (let day = dayStart[member] as number; day < (dayStart[member + 1] as number); day++) {
      if (room[day] === 0) continue;
      for (let place = placeStart[day] as number; place < (placeStart[day + 1] as number); place++) {
        const wave = placeWave[place] as number;
        if (left[wave] === 0) continue;
        left[wave] = (left[wave] as number) - 1;
        room[day] = (room[day] as number) - 1;
        totals[member] = (totals[member] as number) + 1;
        return 1;
      }
    }
    return 0;
  };
  giveByTurns({ totals, give }, line);
  return totals.reduce((sum, lots) => sum + lots, 0);
}

function costOf(network: Network, lots: Float64Array): bigint {
  return lots.reduce((sum, each, at) => sum + BigInt(each) * BigInt(network.placeCost[at] as number), 0n);
}

/** Rupiah of the placed lots when the transport's optimum is `objective`: the rest of it is what stays open or idle. */
function leastCost(network: Network, totals: Float64Array, objective: bigint): bigint {
  const { transport, offers, waveOfLine, costMax } = placementTransport(network, totals);
  const sum = (amounts: Float64Array) => amounts.reduce((all, each) => all + each, 0);
  const placed = sum(totals);
  const open = BigInt(sum(network.waveLots) - placed);
  const idle = BigInt(sum(transport.capacity) - placed);
  const wave = waveOfLine.findIndex((at) => at !== -1);
  const shifted = transport.capacity.reduce(
    (all, each, at) => all + BigInt(each) * BigInt(offers.cheapest[at] as number),
    0n,
  );
  return objective - open * BigInt(transport.unfilledCost[wave] as number) - idle * BigInt(costMax) + shifted;
}

const other = lemon();
const rows: Record<string, string> = {};
for (const [name, { runs, ...year }] of Object.entries(YEARS)) {
  const { network, line } = callOffYear({ seed, ...year });
  const who = timed(runs, () => fill(network, line));
  const floor = timed(runs, () => plain(network, line));
  const { totals, lots } = who.answer;
  const where = timed(runs, () => placeCheaply(network, totals, byName));
  const theirRuns = network.placeWave.length > LEMON_PLACES ? 1 : Math.min(runs, 5);
  const theirs = other?.(placementTransport(network, totals).transport, theirRuns) ?? null;
  const cost = costOf(network, where.answer);
  if (theirs !== null && leastCost(network, totals, theirs.objective) !== cost)
    throw new Error(
      `${name}: LEMON places for ${leastCost(network, totals, theirs.objective)}, we for ${cost}`,
    );
  const placed = totals.reduce((sum, each) => sum + each, 0);
  const asked = network.waveLots.reduce((sum, each) => sum + each, 0);
  const firstFit = costOf(network, lots);
  const saved = firstFit === 0n ? 0 : Number((1000n * (firstFit - cost)) / firstFit) / 10;
  rows[name] = [
    `${network.placeWave.length} places of ${ownersOf(network.dayStart).length} days`,
    `${asked} lots asked, ${placed} placed`,
    `who ${round(who.time)} ms`,
    `plain greedy ${round(floor.time)} ms, ratio ${round(who.time / floor.time)}, ${placed - floor.answer} lots fewer`,
    `where ${round(where.time)} ms, ${saved} % below first fit`,
    theirs === null
      ? "LEMON not at hand"
      : `LEMON ${round(theirs.milliseconds)} ms, ratio ${round(where.time / theirs.milliseconds)}, equal cost`,
  ].join(" · ");
}
report("allot", { seed, ...rows });
