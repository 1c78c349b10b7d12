import { arcStore, type Transport } from "../simplex/transport.ts";
import type { Plan } from "./limits.ts";

/** Calls `use` for each pair of a line that may still trade. */
export type EachPair = (line: number, use: (offer: number, cost: number) => void) => void;

/** A smaller transport, and which line and offer of the larger one each of its own is. */
export type RestTransport = {
  readonly transport: Transport;
  readonly lines: Int32Array;
  readonly offers: Int32Array;
};

/**
 * What a plan leaves over as a transport of its own: lines that still lack something, offers that still have something,
 * and the pairs that `eachPair` names between them. Null when no pair is left.
 */
export function restTransport({ transport, missing, left }: Plan, eachPair: EachPair): RestTransport | null {
  const pairsOf = new Int32Array(transport.lineCount);
  const placeOf = new Int32Array(transport.offerCount).fill(-1);
  let costMax = 0;
  for (let line = 0; line < transport.lineCount; line++) {
    if (missing[line] === 0) continue;
    eachPair(line, (offer, cost) => {
      if (left[offer] === 0) return;
      pairsOf[line] = (pairsOf[line] as number) + 1;
      placeOf[offer] = 0;
      costMax = Math.max(costMax, cost);
    });
  }
  const lines = Int32Array.from(pairsOf.keys()).filter((line) => (pairsOf[line] as number) > 0);
  const offers = Int32Array.from(placeOf.keys()).filter((offer) => placeOf[offer] === 0);
  if (lines.length === 0) return null;
  for (const [at, offer] of offers.entries()) placeOf[offer] = at;
  const start = new Int32Array(lines.length + 1);
  for (const [at, line] of lines.entries())
    start[at + 1] = (start[at] as number) + 2 * (pairsOf[line] as number);
  const arcs = arcStore(start[lines.length] as number, costMax);
  let used = 0;
  for (const line of lines) {
    eachPair(line, (offer, cost) => {
      if (left[offer] === 0) return;
      arcs[used++] = lines.length + (placeOf[offer] as number);
      arcs[used++] = cost;
    });
  }
  return {
    transport: {
      lineCount: lines.length,
      offerCount: offers.length,
      demand: Float64Array.from(lines, (line) => missing[line] as number),
      capacity: Float64Array.from(offers, (offer) => left[offer] as number),
      columns: { start, arcs },
      unfilledCost: Float64Array.from(lines, (line) => transport.unfilledCost[line] as number),
      valueMax: transport.valueMax,
    },
    lines,
    offers,
  };
}

/** Every pair of a transport. */
export function everyPair({ columns: { start, arcs }, lineCount }: Transport): EachPair {
  return (line, use) => {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2)
      use((arcs[arc] as number) - lineCount, arcs[arc + 1] as number);
  };
}

/** What a pair costs. */
export function costOfPair(
  { columns: { start, arcs }, lineCount }: Transport,
  line: number,
  offer: number,
): number {
  let arc = start[line] as number;
  while (arcs[arc] !== lineCount + offer) arc += 2;
  return arcs[arc + 1] as number;
}
