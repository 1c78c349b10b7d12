import type { Basis } from "./basis.ts";
import { sameStore, type Transport } from "./transport.ts";

/** Some lines and some offers of a transport, with the pairs between them, as a transport of their own. */
export type Sample = {
  readonly transport: Transport;
  /** Which line and offer of the whole each of its own is. */
  readonly lines: Int32Array;
  readonly offers: Int32Array;
};

// Measured on markets of 7 to 17 M pairs: fewer nodes guess worse, more take longer than they spare.
const STRIDE = 4;

/** Every few lines and every few offers of a transport, whose pairs are then as scarce as theirs. */
export function sampleOf(whole: Transport): Sample {
  const lines = everyFew(whole.lineCount);
  const offers = everyFew(whole.offerCount);
  const { start, arcs } = whole.columns;
  const own = new Int32Array(lines.length + 1);
  for (const [at, line] of lines.entries()) {
    let pairs = 0;
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2)
      if (((arcs[arc] as number) - whole.lineCount) % STRIDE === 0) pairs++;
    own[at + 1] = (own[at] as number) + 2 * pairs;
  }
  const sampled = sameStore(arcs, own[lines.length] as number);
  let used = 0;
  for (const line of lines) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const offer = (arcs[arc] as number) - whole.lineCount;
      if (offer % STRIDE !== 0) continue;
      sampled[used++] = lines.length + offer / STRIDE;
      sampled[used++] = arcs[arc + 1] as number;
    }
  }
  return {
    transport: {
      lineCount: lines.length,
      offerCount: offers.length,
      demand: Float64Array.from(lines, (line) => whole.demand[line] as number),
      capacity: Float64Array.from(offers, (offer) => whole.capacity[offer] as number),
      columns: { start: own, arcs: sampled },
      unfilledCost: Float64Array.from(lines, (line) => whole.unfilledCost[line] as number),
      valueMax: whole.valueMax,
    },
    lines,
    offers,
  };
}

function everyFew(count: number): Int32Array {
  return Int32Array.from({ length: Math.ceil(count / STRIDE) }, (_, at) => at * STRIDE);
}

/**
 * What every offer of the whole would be worth, by node, were its market like the sample: an offer of the sample what it
 * is worth there, any other what the keenest line of the sample would pay for it.
 */
export function extendRents(whole: Transport, { lines, offers }: Sample, { value }: Basis): Float64Array {
  const { start, arcs } = whole.columns;
  const rents = new Float64Array(whole.lineCount + whole.offerCount);
  for (const [at, line] of lines.entries()) {
    const worth = value[at] as number;
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const node = arcs[arc] as number;
      const rent = worth - (arcs[arc + 1] as number);
      if (rent > (rents[node] as number)) rents[node] = rent;
    }
  }
  for (const [at, offer] of offers.entries())
    rents[whole.lineCount + offer] = value[lines.length + at] as number;
  return rents;
}
