import type { Columns, Transport } from "./transport.ts";

/**
 * What an auction came to. A line has as many seats as it asks units: those of line `l` are
 * `seatStart[l] … seatStart[l + 1]`.
 */
export type Seats = {
  readonly seatStart: Int32Array;
  /** The offer that has the seat with one unit; -1 for an empty one. */
  readonly holder: Int32Array;
  /** What a seat of each line costs; only differences between lines mean anything. */
  readonly price: Float64Array;
};

// Bids go up by this part of the dearest pair at least: coarsely first, so that prices come near what they will be in
// few bids, then ever more finely. Measured on years of 28 k to 118 k days: a fourth pass takes longer than what it saves.
const FINENESS = [4, 40, 400];

// Nobody bids more often than this in a pass, on average. Two to four are usual; a market in which units chase each other
// for longer is better left to the simplex.
const BIDS_MOST = 10;

/**
 * Lets every unit of every offer bid for a seat in one of its lines: each in turn takes the line that leaves it best off
 * and offers what it would bear before the second best is as good, and a little more; whoever held the cheapest
 * seat there for less has to look again. Ends close to the optimum, or at least (when bids run out) somewhere.
 *
 * `rows` are the arcs by offer. There must be a seat for every unit.
 */
export function auctionSeats({ lineCount, offerCount, demand, capacity }: Transport, rows: Columns): Seats {
  const seatStart = new Int32Array(lineCount + 1);
  for (let line = 0; line < lineCount; line++)
    seatStart[line + 1] = (seatStart[line] as number) + (demand[line] as number);
  const seatCount = seatStart[lineCount] as number;
  const units = capacity.reduce((sum, each) => sum + each, 0);
  const hall: Hall = {
    rows,
    seatStart,
    holder: new Int32Array(seatCount).fill(-1),
    bid: new Float64Array(seatCount),
    price: new Float64Array(lineCount),
    waiting: new Int32Array(units),
    waitingCount: 0,
  };
  for (let offer = offerCount - 1; offer >= 0; offer--) {
    if (rows.start[offer] === rows.start[offer + 1]) continue;
    for (let unit = capacity[offer] as number; unit > 0; unit--) wait(hall, offer);
  }
  const dearest = dearestOf(rows);
  for (const [pass, fineness] of FINENESS.entries()) {
    const step = Math.max(1, Math.floor(dearest / fineness));
    if (pass > 0) reopen(hall, step);
    takeBids(hall, { step, alone: dearest + step, most: BIDS_MOST * units });
  }
  return hall;
}

type Hall = Seats & {
  readonly rows: Columns;
  /** What was bid for each seat. The seats of a line are a heap, the cheapest first: its bid is the price of the line. */
  readonly bid: Float64Array;
  /** Offers with a unit that has no seat, once for each; the last is the next to bid. */
  readonly waiting: Int32Array;
  waitingCount: number;
};

function wait(hall: Hall, offer: number): void {
  hall.waiting[hall.waitingCount++] = offer;
}

function dearestOf({ arcs }: Columns): number {
  let dearest = 0;
  for (let arc = 1; arc < arcs.length; arc += 2) dearest = Math.max(dearest, arcs[arc] as number);
  return dearest;
}

function takeBids(
  hall: Hall,
  /** `alone`: how far an offer goes that has a single line to go to. */
  { step, alone, most }: { readonly step: number; readonly alone: number; readonly most: number },
): void {
  const { seatStart, holder, price, waiting } = hall;
  const { start, arcs } = hall.rows;
  for (let bids = most; bids > 0 && hall.waitingCount > 0; bids--) {
    const offer = waiting[--hall.waitingCount] as number;
    const end = start[offer + 1] as number;
    let best = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let line = -1;
    for (let arc = start[offer] as number; arc < end; arc += 2) {
      const pays = (arcs[arc + 1] as number) + (price[arcs[arc] as number] as number);
      if (pays < best) {
        second = best;
        best = pays;
        line = arcs[arc] as number;
      } else if (pays < second) second = pays;
    }
    const above = second === Number.POSITIVE_INFINITY ? alone : second - best;
    const first = seatStart[line] as number;
    const before = holder[first] as number;
    if (before !== -1) wait(hall, before);
    seat(hall, line, offer, (price[line] as number) + above + step);
    price[line] = hall.bid[first] as number;
  }
}

/** Puts an offer in the place of whoever has the cheapest seat of a line, and the seats in order again. */
function seat({ seatStart, holder, bid }: Hall, line: number, offer: number, amount: number): void {
  const first = seatStart[line] as number;
  const count = (seatStart[line + 1] as number) - first;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= count) break;
    if (below + 1 < count && (bid[first + below + 1] as number) < (bid[first + below] as number)) below++;
    if ((bid[first + below] as number) >= amount) break;
    bid[first + at] = bid[first + below] as number;
    holder[first + at] = holder[first + below] as number;
    at = below;
  }
  bid[first + at] = amount;
  holder[first + at] = offer;
}

/** Begins a finer pass: who sits well enough stays, at the price of the line; the others get up and look again. */
function reopen(hall: Hall, step: number): void {
  const { seatStart, holder, bid, price } = hall;
  for (let line = 0; line + 1 < seatStart.length; line++) {
    const now = price[line] as number;
    let empty = seatStart[line] as number;
    for (let at = empty; at < (seatStart[line + 1] as number); at++) {
      const offer = holder[at] as number;
      bid[at] = now;
      if (offer !== -1 && sitsWell(hall, offer, line, step)) continue;
      if (offer !== -1) wait(hall, offer);
      // Empty seats come first and are a shade cheaper, so that nobody is asked to get up while there is one.
      holder[at] = holder[empty] as number;
      holder[empty] = -1;
      bid[empty++] = now - 0.5;
    }
    price[line] = bid[seatStart[line] as number] as number;
  }
}

function sitsWell(
  { rows: { start, arcs }, price }: Hall,
  offer: number,
  line: number,
  step: number,
): boolean {
  let best = Number.POSITIVE_INFINITY;
  let own = best;
  for (let arc = start[offer] as number; arc < (start[offer + 1] as number); arc += 2) {
    const pays = (arcs[arc + 1] as number) + (price[arcs[arc] as number] as number);
    if (pays < best) best = pays;
    if (arcs[arc] === line) own = pays;
  }
  return own <= best + step;
}
