import type { CellReasons, ShortageZone } from "./cell-answer.ts";
import { ExactSum } from "./exact-sum.ts";
import type { RowOrder } from "./order-cell.ts";
import { Parts } from "./simplex/parts.ts";
import type { SolvedComponent } from "./solve-component.ts";

/**
 * Finds the shortages of a component and appends them to `zones`: sets of lines that ask for more than all lots hold
 * that may serve any of them (Hall's condition, violated).
 *
 * From a line that stays unfilled every lot that may serve it is sold out, or the line would have bought it; the lines
 * that bought those lots belong to the same shortage, for what they give up could serve it; and so on. What is reached
 * is closed: all lots of its lines are in it, and sold to its lines alone. Falls apart into one zone for each part that
 * shares no lot with another.
 */
export function markShortages(
  { lineRow, lotRow }: RowOrder,
  solved: SolvedComponent,
  reasons: Pick<CellReasons, "zoneOfLine" | "zoneOfLot">,
  zones: ShortageZone[],
): void {
  const { component } = solved;
  const { parts, lines, offers } = reach(solved);
  const zoneOf = new Map<number, Zone>();
  for (const line of lines) {
    const zone = zoneOf.get(parts.of(line)) ?? new Zone(zones.length + zoneOf.size);
    zoneOf.set(parts.of(line), zone);
    zone.lines++;
    zone.asked.add(component.transport.demand[line] as number, 1);
    reasons.zoneOfLine[lineRow[component.lines[line] as number] as number] = zone.at;
  }
  for (const offer of offers) {
    const zone = zoneOf.get(parts.of(component.lines.length + offer));
    if (zone === undefined) continue;
    zone.lots++;
    zone.held.add(component.transport.capacity[offer] as number, 1);
    reasons.zoneOfLot[lotRow[component.offers[offer] as number] as number] = zone.at;
  }
  for (const zone of zoneOf.values())
    zones.push({ lines: zone.lines, lots: zone.lots, asked: zone.asked.total(), held: zone.held.total() });
}

class Zone {
  lines = 0;
  lots = 0;
  readonly asked = new ExactSum();
  readonly held = new ExactSum();

  constructor(readonly at: number) {}
}

/** Everything that lines without enough lead to; lines and offers in ascending order. */
function reach({ component, answer, sales }: SolvedComponent) {
  const { start, arcs } = component.transport.columns;
  const lineCount = component.lines.length;
  const parts = new Parts(lineCount + component.offers.length);
  const inLines = new Uint8Array(lineCount);
  const inOffers = new Uint8Array(component.offers.length);
  const buyers = buyersByOffer({ component, sales });
  const open: number[] = [];
  for (const [line, missing] of answer.unfilled.entries()) {
    if (missing === 0) continue;
    inLines[line] = 1;
    open.push(line);
  }
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
      const node = arcs[arc] as number;
      parts.join(line, node);
      const offer = node - lineCount;
      if (inOffers[offer] === 1) continue;
      inOffers[offer] = 1;
      for (let at = buyers.start[offer] as number; at < (buyers.start[offer + 1] as number); at++) {
        const buyer = buyers.line[at] as number;
        if (inLines[buyer] === 1) continue;
        inLines[buyer] = 1;
        open.push(buyer);
      }
    }
  }
  return { parts, lines: positions(inLines), offers: positions(inOffers) };
}

function positions(marked: Uint8Array): Int32Array {
  return Int32Array.from(marked.keys()).filter((at) => marked[at] === 1);
}

function buyersByOffer({ component, sales }: Pick<SolvedComponent, "component" | "sales">) {
  const offers = component.offers.length;
  const start = new Int32Array(offers + 1);
  for (const offer of sales.offer) start[offer + 1] = (start[offer + 1] as number) + 1;
  for (let offer = 0; offer < offers; offer++)
    start[offer + 1] = (start[offer + 1] as number) + (start[offer] as number);
  const filled = start.slice();
  const line = new Int32Array(sales.offer.length);
  for (let at = 0; at < component.lines.length; at++) {
    for (let sale = sales.start[at] as number; sale < (sales.start[at + 1] as number); sale++) {
      const offer = sales.offer[sale] as number;
      line[filled[offer] as number] = at;
      filled[offer] = (filled[offer] as number) + 1;
    }
  }
  return { start, line };
}
