import type { CellReasons } from "./cell-answer.ts";
import type { Dual } from "./certificate.ts";
import type { RowOrder } from "./order-cell.ts";
import type { SolvedComponent } from "./solve-component.ts";

// Pairs of lots with something left are gathered by lot, so many at a time.
const GATHERED_MAX = 1_000_000;

/** Writes, for each lot of a component, what it sold, the line it missed most narrowly, and what selling out would take. */
export function tellLots(
  { lineRow, lotRow }: RowOrder,
  dual: Dual,
  solved: SolvedComponent,
  reasons: Pick<CellReasons, "sold" | "missedLine" | "missedCost" | "missedOver" | "sellOutCut">,
): void {
  const { component } = solved;
  const sold = soldByOffer(solved);
  const missed = nearestMissed(solved);
  for (const [offer, position] of component.offers.entries()) {
    const row = lotRow[position] as number;
    reasons.sold[row] = sold[offer] as number;
    if (sold[offer] === component.transport.capacity[offer]) reasons.sellOutCut[row] = 0;
    const line = missed.line[offer] as number;
    if (line === -1) continue;
    const at = component.lines[line] as number;
    const cost = (missed.cost[offer] as number) + component.costBase;
    reasons.missedLine[row] = lineRow[at] as number;
    reasons.missedCost[row] = cost;
    reasons.missedOver.steps[row] =
      (dual.offerRent.steps[position] as number) - (dual.lineValue.steps[at] as number);
    reasons.missedOver.milli[row] =
      (dual.offerRent.milli[position] as number) + cost - (dual.lineValue.milli[at] as number);
  }
  for (const offers of batches(solved, sold)) {
    for (const [offer, cut] of sellOutCuts(solved, sold, offers))
      reasons.sellOutCut[lotRow[component.offers[offer] as number] as number] = cut;
  }
}

function soldByOffer({ component, sales }: SolvedComponent): Float64Array {
  const sold = new Float64Array(component.offers.length);
  for (const [sale, offer] of sales.offer.entries())
    sold[offer] = (sold[offer] as number) + (sales.quantity[sale] as number);
  return sold;
}

/** For each offer the line whose value comes closest to what the offer would cost it, the first of several. */
function nearestMissed({ component, answer: { value }, sales }: SolvedComponent) {
  const { start, arcs } = component.transport.columns;
  const lineCount = component.lines.length;
  const line = new Int32Array(component.offers.length).fill(-1);
  const cost = new Float64Array(line.length);
  const over = new Float64Array(line.length).fill(Number.POSITIVE_INFINITY);
  const buyer = new Int32Array(line.length).fill(-1);
  for (let at = 0; at < lineCount; at++) {
    for (let sale = sales.start[at] as number; sale < (sales.start[at + 1] as number); sale++)
      buyer[sales.offer[sale] as number] = at;
    const worth = value[at] as number;
    const end = start[at + 1] as number;
    for (let arc = start[at] as number; arc < end; arc += 2) {
      const node = arcs[arc] as number;
      const offer = node - lineCount;
      const dearer = (arcs[arc + 1] as number) + (value[node] as number) - worth;
      if (dearer >= (over[offer] as number) || buyer[offer] === at) continue;
      over[offer] = dearer;
      line[offer] = at;
      cost[offer] = arcs[arc + 1] as number;
    }
  }
  return { line, cost };
}

/** Offers with something left, in batches whose pairs fit the room for gathering. */
function* batches({ component }: SolvedComponent, sold: Float64Array): Generator<Int32Array> {
  const { columns, capacity, lineCount } = component.transport;
  const pairs = new Int32Array(sold.length);
  for (let arc = 0; arc < columns.arcs.length; arc += 2) {
    const offer = (columns.arcs[arc] as number) - lineCount;
    pairs[offer] = (pairs[offer] as number) + 1;
  }
  let batch: number[] = [];
  let gathered = 0;
  for (const [offer, count] of pairs.entries()) {
    if (sold[offer] === capacity[offer]) continue;
    if (gathered + count > GATHERED_MAX && batch.length > 0) {
      yield Int32Array.from(batch);
      batch = [];
      gathered = 0;
    }
    batch.push(offer);
    gathered += count;
  }
  if (batch.length > 0) yield Int32Array.from(batch);
}

/**
 * For each of the given offers how much cheaper it would have to be for the lines that then prefer it to what they
 * have, everyone else's price unchanged, to ask for all that is left of it. An offer for which they never ask for that
 * much is left out.
 */
function sellOutCuts(solved: SolvedComponent, sold: Float64Array, offers: Int32Array): [number, number][] {
  const { capacity } = solved.component.transport;
  const slot = new Int32Array(capacity.length).fill(-1);
  for (const [at, offer] of offers.entries()) slot[offer] = at;
  const { start, over, more } = gather(solved, slot, offers.length);
  return Array.from(offers).flatMap((offer, at): [number, number][] => {
    const rest = (capacity[offer] as number) - (sold[offer] as number);
    const from = start[at] as number;
    const to = start[at + 1] as number;
    const cut = leastCut(over.subarray(from, to), more.subarray(from, to), rest);
    return cut === null ? [] : [[offer, cut]];
  });
}

/** By offer: how much dearer than its value each line would buy, and how much more of the offer it could take. */
function gather({ component, answer: { value }, sales }: SolvedComponent, slot: Int32Array, slots: number) {
  const { columns, demand } = component.transport;
  const { start: rows, arcs } = columns;
  const lineCount = component.lines.length;
  const start = new Int32Array(slots + 1);
  for (let arc = 0; arc < arcs.length; arc += 2) {
    const at = slot[(arcs[arc] as number) - lineCount] as number;
    if (at !== -1) start[at + 1] = (start[at + 1] as number) + 1;
  }
  for (let at = 0; at < slots; at++) start[at + 1] = (start[at + 1] as number) + (start[at] as number);
  const filled = start.slice();
  const over = new Float64Array(start[slots] as number);
  const more = new Float64Array(start[slots] as number);
  for (let line = 0; line < lineCount; line++) {
    let sale = sales.start[line] as number;
    const lastSale = sales.start[line + 1] as number;
    for (let arc = rows[line] as number; arc < (rows[line + 1] as number); arc += 2) {
      const node = arcs[arc] as number;
      while (sale < lastSale && (sales.offer[sale] as number) < node - lineCount) sale++;
      const at = slot[node - lineCount] as number;
      if (at === -1) continue;
      const bought =
        sale < lastSale && sales.offer[sale] === node - lineCount ? (sales.quantity[sale] as number) : 0;
      const entry = filled[at] as number;
      filled[at] = entry + 1;
      over[entry] = (arcs[arc + 1] as number) + (value[node] as number) - (value[line] as number);
      more[entry] = (demand[line] as number) - bought;
    }
  }
  return { start, over, more };
}

/** The smallest cut at which lines that are no further away ask for `rest`; null when all together do not. */
function leastCut(over: Float64Array, more: Float64Array, rest: number): number | null {
  const askedWithin = (cut: number) =>
    over.reduce((sum, far, at) => (far <= cut ? sum + (more[at] as number) : sum), 0);
  const cuts = over.slice().sort();
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (askedWithin(cuts[middle] as number) < rest) low = middle + 1;
    else high = middle;
  }
  return low === cuts.length ? null : (cuts[low] as number);
}
