import { invariant } from "#app/kernel/errors.ts";
import type { TieBreak } from "#app/modules/matching/simplex/settle-ties.ts";
import { solveTransport } from "#app/modules/matching/simplex/solve-transport.ts";
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
    return wave === -1 ? 0 : tie(offers[offer]?.member ?? -1, wave, round);
  };
  const answer = solveTransport(transport, byName);
  for (const [sale, quantity] of answer.quantity.entries()) {
    const wave = waveOfLine[answer.line[sale] as number] as number;
    if (wave === -1) continue;
    const { firstPlace, endPlace } = offers[answer.offer[sale] as number] as Offer;
    let place = firstPlace;
    while (place < endPlace && network.placeWave[place] !== wave) place++;
    lots[place] = (lots[place] as number) + quantity;
  }
  return lots;
}

/** One or all days of a member, as the transport offers them. */
type Offer = {
  readonly member: number;
  readonly capacity: number;
  readonly firstPlace: number;
  readonly endPlace: number;
  /** The line that takes what the member does not bring on its days; -1 when the whole capacity is brought. */
  readonly idle: number;
  /** Its cheapest place. Every offer is used up, so what all its ways cost more or less does not matter. */
  readonly cheapest: number;
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
  const offers: Offer[] = [];
  const costMax = placeCost.reduce((most, cost) => Math.max(most, cost), 0);
  for (let member = 0; member < memberCount; member++) {
    const total = totals[member] as number;
    if (total === 0) continue;
    const days = daysToUse(network, member, total);
    const spare = days.reduce((sum, day) => sum + day.capacity, 0) - total;
    invariant(spare >= 0, "a member has no more than its days can bring");
    if (spare > 0) demand.push(spare);
    const idle = spare > 0 ? waveOfLine.push(-1) - 1 : -1;
    for (const day of days) offers.push({ ...day, member, idle, cheapest: cheapestOf(network, day) });
  }
  const lineCount = waveOfLine.length;
  const step = 2 * (Math.min(lineCount, offers.length) + 1) * (costMax + 1);
  const valueMax = 3 * step;
  refuseUnlessExact(valueMax);
  const transport: Transport = {
    lineCount,
    offerCount: offers.length,
    demand: Float64Array.from(demand),
    capacity: Float64Array.from(offers, (offer) => offer.capacity),
    columns: columnsOf(offers, { lineCount, lineOfWave, placeWave, placeCost, costMax }),
    unfilledCost: Float64Array.from(waveOfLine, (wave) => (wave === -1 ? 2 * step : step)),
    valueMax,
  };
  return { transport, offers, waveOfLine, costMax };
}

/** The days of a member, each with what it may carry of the total; as one when no day alone is too small for it. */
function daysToUse({ dayStart, dayMost, placeStart }: Network, member: number, total: number) {
  const days: { capacity: number; firstPlace: number; endPlace: number }[] = [];
  let isFree = true;
  for (let day = dayStart[member] as number; day < (dayStart[member + 1] as number); day++) {
    const most = dayMost[day] as number;
    if (most < total) isFree = false;
    const capacity = Math.min(most, total);
    if (capacity === 0) continue;
    days.push({ capacity, firstPlace: placeStart[day] as number, endPlace: placeStart[day + 1] as number });
  }
  if (!isFree) return days;
  const firstPlace = placeStart[dayStart[member] as number] as number;
  return [{ capacity: total, firstPlace, endPlace: placeStart[dayStart[member + 1] as number] as number }];
}

function cheapestOf(
  { waveLots, placeWave, placeCost }: Network,
  { firstPlace, endPlace }: { readonly firstPlace: number; readonly endPlace: number },
): number {
  let cheapest = Number.POSITIVE_INFINITY;
  for (let place = firstPlace; place < endPlace; place++) {
    const isOpen = (waveLots[placeWave[place] as number] as number) > 0;
    if (isOpen) cheapest = Math.min(cheapest, placeCost[place] as number);
  }
  return Number.isFinite(cheapest) ? cheapest : 0;
}

function columnsOf(
  offers: readonly Offer[],
  lines: {
    readonly lineCount: number;
    readonly lineOfWave: Int32Array;
    readonly placeWave: Int32Array;
    readonly placeCost: Float64Array;
    readonly costMax: number;
  },
): Transport["columns"] {
  const { lineCount, lineOfWave, placeWave, placeCost } = lines;
  const start = new Int32Array(lineCount + 1);
  const each = (visit: (line: number, offer: number, cost: number) => void) => {
    for (const [offer, { firstPlace, endPlace, idle, cheapest }] of offers.entries()) {
      for (let place = firstPlace; place < endPlace; place++) {
        const line = lineOfWave[placeWave[place] as number] as number;
        if (line !== -1) visit(line, offer, (placeCost[place] as number) - cheapest);
      }
      if (idle !== -1) visit(idle, offer, lines.costMax - cheapest);
    }
  };
  each((line) => {
    start[line + 1] = (start[line + 1] as number) + 2;
  });
  for (let line = 0; line < lineCount; line++)
    start[line + 1] = (start[line + 1] as number) + (start[line] as number);
  const next = start.slice();
  const arcs = arcStore(start[lineCount] as number, lines.costMax);
  each((line, offer, cost) => {
    const at = next[line] as number;
    arcs[at] = lineCount + offer;
    arcs[at + 1] = cost;
    next[line] = at + 2;
  });
  return { start, arcs };
}
