import type { ArrangedMarket } from "./arrange.ts";
import { Parts } from "./simplex/parts.ts";
import { arcStore, refuseUnlessExact, type Transport } from "./simplex/transport.ts";

/**
 * A part of the market that shares no offer with any other part, as a problem of its own. Positions inside it follow
 * the market's order. It can be solved anywhere and in any order: its transport is all that a solver needs.
 */
export type Component = {
  /** Positions in the arranged market. */
  readonly lines: Int32Array;
  readonly offers: Int32Array;
  readonly transport: Transport;
  /** Taken off every cost, so that numbers stay small. */
  readonly costBase: number;
  /** Value of one step of urgency inside this component: above twice any path of costs, so values can be read back. */
  readonly step: number;
  /** `classOfLevel[k]` is the class whose lines are worth `k` steps unfilled; level 0 is an offer with something left. */
  readonly classOfLevel: readonly number[];
};

/**
 * Cuts a market into its components, in order of their first line. Lines that nobody can serve belong to none, nor do
 * offers that nobody can use.
 *
 * Uses up `market.arcs`: the largest component is moved together within it and the others are set aside, so that a
 * market of tens of millions of pairs needs little more room than its pairs.
 */
export function splitMarket(market: ArrangedMarket): Component[] {
  const { parts, used } = joinParts(market);
  const lineCount = market.lineQuantity.length;
  const linesOf = gather(lineCount, (line) => (used[line] === 1 ? parts.of(line) : -1));
  const offersOf = gather(market.offerQuantity.length, (offer) =>
    used[lineCount + offer] === 1 ? parts.of(lineCount + offer) : -1,
  );
  const largest = largestOf(market, linesOf);
  const aside = arcStore(arcsOutside(market, linesOf, largest), market.costMax);
  const localOffer = new Int32Array(market.offerQuantity.length);
  const components: Component[] = [];
  let filled = 0;
  // The rows of the others are read before the largest is moved over them.
  for (const [part, lines] of linesOf) {
    if (part === largest) continue;
    const component = buildComponent(
      market,
      lines,
      offersOf.get(part) ?? NONE,
      localOffer,
      aside.subarray(filled),
    );
    filled += component.transport.columns.arcs.length;
    components.push(component);
  }
  const lines = linesOf.get(largest);
  if (lines !== undefined)
    components.push(buildComponent(market, lines, offersOf.get(largest) ?? NONE, localOffer, market.arcs));
  return components.sort((a, b) => (a.lines[0] as number) - (b.lines[0] as number));
}

const NONE = new Int32Array(0);

function joinParts({ lineQuantity, offerQuantity, start, arcs }: ArrangedMarket) {
  const lineCount = lineQuantity.length;
  const parts = new Parts(lineCount + offerQuantity.length);
  const used = new Uint8Array(lineCount + offerQuantity.length);
  for (let line = 0; line < lineCount; line++) {
    const end = start[line + 1] as number;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      const offer = lineCount + (arcs[arc] as number);
      parts.join(line, offer);
      used[line] = 1;
      used[offer] = 1;
    }
  }
  return { parts, used };
}

/** The positions below `count` by the key of each, in ascending order; positions of key -1 are left out. */
function gather(count: number, keyOf: (position: number) => number): Map<number, Int32Array> {
  const lists = new Map<number, number[]>();
  for (let position = 0; position < count; position++) {
    const key = keyOf(position);
    if (key === -1) continue;
    const there = lists.get(key);
    if (there) there.push(position);
    else lists.set(key, [position]);
  }
  return new Map(Array.from(lists, ([key, list]) => [key, Int32Array.from(list)]));
}

function rowArcs({ start }: ArrangedMarket, lines: Int32Array): number {
  return lines.reduce((sum, line) => sum + (start[line + 1] as number) - (start[line] as number), 0);
}

function largestOf(market: ArrangedMarket, linesOf: ReadonlyMap<number, Int32Array>): number {
  let largest = -1;
  let most = -1;
  for (const [part, lines] of linesOf) {
    const arcs = rowArcs(market, lines);
    if (arcs <= most) continue;
    most = arcs;
    largest = part;
  }
  return largest;
}

function arcsOutside(
  market: ArrangedMarket,
  linesOf: ReadonlyMap<number, Int32Array>,
  largest: number,
): number {
  let sum = 0;
  for (const [part, lines] of linesOf) if (part !== largest) sum += rowArcs(market, lines);
  return sum;
}

/** Writes the rows of a component into `room`, which may be where they are read from: no row moves up. */
function buildComponent(
  market: ArrangedMarket,
  lines: Int32Array,
  offers: Int32Array,
  localOffer: Int32Array,
  room: Int32Array | Float64Array,
): Component {
  for (const [local, offer] of offers.entries()) localOffer[offer] = lines.length + local;
  const { costBase, costRange } = costSpread(market, lines);
  const classOfLevel = [
    -1,
    ...new Set(Array.from(lines, (line) => market.lineClass[line] as number).sort((a, b) => b - a)),
  ];
  const levelOfClass = new Map(classOfLevel.map((urgency, level) => [urgency, level]));
  const step = 2 * Math.min(lines.length, offers.length) * costRange + 1;
  const valueMax = classOfLevel.length * step;
  refuseUnlessExact(valueMax);
  const levelOf = (line: number) => levelOfClass.get(market.lineClass[line] as number) ?? 0;
  const transport: Transport = {
    lineCount: lines.length,
    offerCount: offers.length,
    demand: Float64Array.from(lines, (line) => market.lineQuantity[line] as number),
    capacity: Float64Array.from(offers, (offer) => market.offerQuantity[offer] as number),
    columns: moveRows(market, lines, localOffer, costBase, room),
    unfilledCost: Float64Array.from(lines, (line) => levelOf(line) * step),
    valueMax,
  };
  return { lines, offers, transport, costBase, step, classOfLevel };
}

function moveRows(
  { start, arcs }: ArrangedMarket,
  lines: Int32Array,
  localOffer: Int32Array,
  costBase: number,
  room: Int32Array | Float64Array,
): Transport["columns"] {
  const localStart = new Int32Array(lines.length + 1);
  let used = 0;
  for (let local = 0; local < lines.length; local++) {
    const line = lines[local] as number;
    const end = start[line + 1] as number;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      room[used] = localOffer[arcs[arc] as number] as number;
      room[used + 1] = (arcs[arc + 1] as number) - costBase;
      used += 2;
    }
    localStart[local + 1] = used;
  }
  return { start: localStart, arcs: room.subarray(0, used) };
}

function costSpread({ start, arcs }: ArrangedMarket, lines: Int32Array) {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let local = 0; local < lines.length; local++) {
    const line = lines[local] as number;
    const end = start[line + 1] as number;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      const cost = arcs[arc + 1] as number;
      if (cost < least) least = cost;
      if (cost > most) most = cost;
    }
  }
  return { costBase: least, costRange: most - least };
}
