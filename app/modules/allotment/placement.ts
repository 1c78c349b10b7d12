import { invariant } from "#app/kernel/errors.ts";
import type { TieBreak } from "#app/modules/matching/simplex/settle-ties.ts";
import { solveFewLines } from "#app/modules/matching/simplex/solve-few-lines.ts";
import { arcStore, refuseUnlessExact, type Transport } from "#app/modules/matching/simplex/transport.ts";
import type { Network } from "./network.ts";

/** The tie-breaking hash of a member in a wave, in a round (`tie-hash.ts`). */
export type PlaceTie = (member: number, wave: number, round: number) => number;

/**
 * Where the lots of given totals lie at the least cost, among equals the one choice that depends on names only. Lots per
 * place. The totals must be reachable. Throws `PrecisionRefused` when the costs are too large to be added exactly.
 */
export function placeCheaply(network: Network, totals: Float64Array, tie: PlaceTie): Float64Array {
  const lots = new Float64Array(network.placeWave.length);
  const { transport, offers, waveOfLine } = placementTransport(network, totals);
  if (transport.offerCount === 0) return lots;
  const byName: TieBreak = (line, offer, round) => {
    const wave = waveOfLine[line] as number;
    return wave === -1 ? 0 : tie(offers.member[offer] as number, wave, round);
  };
  const answer = solveFewLines(transport, byName);
  for (const [sale, quantity] of answer.quantity.entries()) {
    const wave = waveOfLine[answer.line[sale] as number] as number;
    if (wave === -1) continue;
    const offer = answer.offer[sale] as number;
    const end = offers.endPlace[offer] as number;
    let place = offers.firstPlace[offer] as number;
    while (place < end && network.placeWave[place] !== wave) place++;
    lots[place] = (lots[place] as number) + quantity;
  }
  return lots;
}

/** One or all days of each member, as the transport offers them; columns, because a year has a hundred thousand. */
type Offers = {
  count: number;
  readonly member: Int32Array;
  readonly capacity: Float64Array;
  readonly firstPlace: Int32Array;
  readonly endPlace: Int32Array;
  /** The line that takes what the member does not bring on its days; -1 when the whole capacity is brought. */
  readonly idle: Int32Array;
  /** Its cheapest place. Every offer is used up, so what all its ways cost more or less does not matter. */
  readonly cheapest: Float64Array;
};

/**
 * The placement as a transport: waves ask, days give. A member that may bring more on its days than it has in all gets
 * a line of its own, which takes the rest of its days, the dearest first, and comes before every wave. So the waves are left with exactly its
 * total, on days of the transport's choosing.
 */
export function placementTransport(network: Network, totals: Float64Array) {
  const { memberCount, waveLots, placeWave, placeCost } = network;
  const waveOfLine: number[] = [];
  const lineOfWave = Int32Array.from(waveLots, (lots, wave) => (lots > 0 ? waveOfLine.push(wave) - 1 : -1));
  const demand = waveOfLine.map((wave) => waveLots[wave] as number);
  const offers = noOffers(network.dayMost.length);
  const costMax = placeCost.reduce((most, cost) => Math.max(most, cost), 0);
  for (let member = 0; member < memberCount; member++) {
    const total = totals[member] as number;
    if (total === 0) continue;
    const first = offers.count;
    const spare = offerDays(network, offers, member, total) - total;
    invariant(spare >= 0, "a member has no more than its days can bring");
    if (spare > 0) demand.push(spare);
    offers.idle.fill(spare > 0 ? waveOfLine.push(-1) - 1 : -1, first, offers.count);
  }
  const lineCount = waveOfLine.length;
  const step = 2 * (Math.min(lineCount, offers.count) + 1) * (costMax + 1);
  const valueMax = 3 * step;
  refuseUnlessExact(valueMax);
  const transport: Transport = {
    lineCount,
    offerCount: offers.count,
    demand: Float64Array.from(demand),
    capacity: offers.capacity.slice(0, offers.count),
    columns: columnsOf(offers, { lineCount, lineOfWave, placeWave, placeCost, costMax }),
    unfilledCost: Float64Array.from(waveOfLine, (wave) => (wave === -1 ? 2 * step : step)),
    valueMax,
  };
  return { transport, offers, waveOfLine, costMax };
}

function noOffers(most: number): Offers {
  const ints = () => new Int32Array(most);
  return {
    count: 0,
    member: ints(),
    capacity: new Float64Array(most),
    firstPlace: ints(),
    endPlace: ints(),
    idle: ints(),
    cheapest: new Float64Array(most),
  };
}

/**
 * Offers the days of a member, each with what it may carry of the total, and returns what they can carry together; all as
 * one offer of the total when no day alone is too small for it.
 */
function offerDays(network: Network, offers: Offers, member: number, total: number): number {
  const { dayStart, dayMost, placeStart } = network;
  const begin = dayStart[member] as number;
  const end = dayStart[member + 1] as number;
  let isFree = true;
  for (let day = begin; day < end; day++) if ((dayMost[day] as number) < total) isFree = false;
  if (isFree) {
    addOffer(network, offers, member, total, placeStart[begin] as number, placeStart[end] as number);
    return total;
  }
  let sum = 0;
  for (let day = begin; day < end; day++) {
    const capacity = Math.min(dayMost[day] as number, total);
    if (capacity === 0) continue;
    addOffer(network, offers, member, capacity, placeStart[day] as number, placeStart[day + 1] as number);
    sum += capacity;
  }
  return sum;
}

function addOffer(
  network: Network,
  offers: Offers,
  member: number,
  capacity: number,
  firstPlace: number,
  endPlace: number,
): void {
  const at = offers.count++;
  offers.member[at] = member;
  offers.capacity[at] = capacity;
  offers.firstPlace[at] = firstPlace;
  offers.endPlace[at] = endPlace;
  offers.cheapest[at] = cheapestOf(network, firstPlace, endPlace);
}

function cheapestOf(
  { waveLots, placeWave, placeCost }: Network,
  firstPlace: number,
  endPlace: number,
): number {
  let cheapest = Number.POSITIVE_INFINITY;
  for (let place = firstPlace; place < endPlace; place++) {
    const isOpen = (waveLots[placeWave[place] as number] as number) > 0;
    if (isOpen) cheapest = Math.min(cheapest, placeCost[place] as number);
  }
  return Number.isFinite(cheapest) ? cheapest : 0;
}

function columnsOf(
  offers: Offers,
  lines: {
    readonly lineCount: number;
    readonly lineOfWave: Int32Array;
    readonly placeWave: Int32Array;
    readonly placeCost: Float64Array;
    readonly costMax: number;
  },
): Transport["columns"] {
  const { lineCount, lineOfWave, placeWave, placeCost, costMax } = lines;
  const { firstPlace, endPlace, idle, cheapest } = offers;
  // Two slots for each arc; first how many a line has, then where its next one goes.
  const start = new Int32Array(lineCount + 1);
  for (let offer = 0; offer < offers.count; offer++) {
    for (let place = firstPlace[offer] as number; place < (endPlace[offer] as number); place++) {
      const line = lineOfWave[placeWave[place] as number] as number;
      if (line !== -1) start[line + 1] = (start[line + 1] as number) + 2;
    }
    const rest = idle[offer] as number;
    if (rest !== -1) start[rest + 1] = (start[rest + 1] as number) + 2;
  }
  for (let line = 0; line < lineCount; line++)
    start[line + 1] = (start[line + 1] as number) + (start[line] as number);
  const next = start.slice();
  const arcs = arcStore(start[lineCount] as number, costMax);
  const add = (line: number, offer: number, cost: number) => {
    const at = next[line] as number;
    arcs[at] = lineCount + offer;
    arcs[at + 1] = cost;
    next[line] = at + 2;
  };
  for (let offer = 0; offer < offers.count; offer++) {
    const least = cheapest[offer] as number;
    for (let place = firstPlace[offer] as number; place < (endPlace[offer] as number); place++) {
      const line = lineOfWave[placeWave[place] as number] as number;
      if (line !== -1) add(line, offer, (placeCost[place] as number) - least);
    }
    const rest = idle[offer] as number;
    if (rest !== -1) add(rest, offer, costMax - least);
  }
  return { start, arcs };
}
