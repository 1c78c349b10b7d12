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
 * Cuts a market into its components. Lines and offers of quantity zero belong to none, nor do lines that nobody can
 * serve and offers that nobody can use.
 */
export function splitMarket(market: ArrangedMarket): Component[] {
  const lineCount = market.lineQuantity.length;
  const offerCount = market.offerQuantity.length;
  const parts = new Parts(lineCount + offerCount);
  const used = new Uint8Array(lineCount + offerCount);
  for (let line = 0; line < lineCount; line++) {
    if (market.lineQuantity[line] === 0) continue;
    for (let arc = market.start[line] as number; arc < (market.start[line + 1] as number); arc += 2) {
      const offer = market.arcs[arc] as number;
      if (market.offerQuantity[offer] === 0) continue;
      parts.join(line, lineCount + offer);
      used[line] = 1;
      used[lineCount + offer] = 1;
    }
  }
  const members = new Map<number, { lines: number[]; offers: number[] }>();
  for (let node = 0; node < used.length; node++) {
    if (used[node] === 0) continue;
    const part = parts.of(node);
    const found = members.get(part) ?? { lines: [], offers: [] };
    if (node < lineCount) found.lines.push(node);
    else found.offers.push(node - lineCount);
    members.set(part, found);
  }
  const localOffer = new Int32Array(offerCount);
  return Array.from(members.values(), ({ lines, offers }) => {
    for (const [local, offer] of offers.entries()) localOffer[offer] = local;
    return buildComponent(market, Int32Array.from(lines), Int32Array.from(offers), localOffer);
  });
}

function buildComponent(
  market: ArrangedMarket,
  lines: Int32Array,
  offers: Int32Array,
  localOffer: Int32Array,
): Component {
  const { costBase, costRange, arcCount } = costSpread(market, lines);
  const classOfLevel = [
    -1,
    ...new Set(Array.from(lines, (line) => market.lineClass[line] as number).sort((a, b) => b - a)),
  ];
  const levelOfClass = new Map(classOfLevel.map((urgency, level) => [urgency, level]));
  const step = 2 * Math.min(lines.length, offers.length) * costRange + 1;
  const valueMax = classOfLevel.length * step;
  refuseUnlessExact(valueMax);
  const start = new Int32Array(lines.length + 1);
  const arcs = arcStore(arcCount * 2, costRange);
  let used = 0;
  for (const [local, line] of lines.entries()) {
    for (let arc = market.start[line] as number; arc < (market.start[line + 1] as number); arc += 2) {
      const offer = market.arcs[arc] as number;
      if (market.offerQuantity[offer] === 0) continue;
      arcs[used++] = lines.length + (localOffer[offer] as number);
      arcs[used++] = (market.arcs[arc + 1] as number) - costBase;
    }
    start[local + 1] = used;
  }
  const levelOf = (line: number) => levelOfClass.get(market.lineClass[line] as number) ?? 0;
  const transport: Transport = {
    lineCount: lines.length,
    offerCount: offers.length,
    demand: Float64Array.from(lines, (line) => market.lineQuantity[line] as number),
    capacity: Float64Array.from(offers, (offer) => market.offerQuantity[offer] as number),
    columns: { start, arcs },
    unfilledCost: Float64Array.from(lines, (line) => levelOf(line) * step),
    valueMax,
  };
  return { lines, offers, transport, costBase, step, classOfLevel };
}

function costSpread({ start, arcs, offerQuantity }: ArrangedMarket, lines: Int32Array) {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let arcCount = 0;
  for (const line of lines) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      if (offerQuantity[arcs[arc] as number] === 0) continue;
      const cost = arcs[arc + 1] as number;
      if (cost < least) least = cost;
      if (cost > most) most = cost;
      arcCount++;
    }
  }
  return { costBase: least, costRange: most - least, arcCount };
}
