import { drop, type Parts, put, replace } from "./auction-parts.ts";
import type { Columns, Transport } from "./transport.ts";

/** What an auction came to: who sits where, and what a seat of each line costs, of which only differences mean anything. */
export type Seats = Parts & { readonly price: Float64Array };

// Bids go up by this part of the dearest pair at least: coarsely first, so that prices come near what they will be in
// few bids, then ever more finely. Measured on years of 20 k to 118 k days: a fourth pass takes longer than what it saves.
const FINENESS = [2, 20, 200];

// Where hardly an offer is more than a unit, many more of them compare the same lines, and it pays to begin less coarsely.
const FINENESS_OF_UNITS = [4, 40, 400];
const UNITS_PER_OFFER = 2.5;

// Where costs are multiples of some amount, so are the differences between prices: bids this much finer settle them.
const STEPS_PER_DIFFERENCE = 4;

// Nobody bids more often than this in a pass, on average. Two to six are usual; a market in which offers chase each other
// for longer is better left to the simplex.
const BIDS_MOST = 10;

/**
 * Lets every offer bid for seats in its lines, as many as it has units: each in turn takes the line that leaves it best off
 * and offers what it would bear before the second best is as good, and a little more; whoever held the cheapest
 * seats there for less has to look again. Ends close to the optimum, or at least (when bids run out) somewhere.
 *
 * `rows` are the arcs by offer. There must be a seat for every unit.
 */
export function auctionSeats(transport: Transport, rows: Columns): Seats {
  const { lineCount, offerCount, capacity } = transport;
  const empty = emptySeats(transport);
  // Spelled out: the engine reads the columns of an object that was spread into more slowly, and bids read them all.
  const hall: Hall = {
    start: empty.start,
    count: empty.count,
    holder: empty.holder,
    amount: empty.amount,
    bid: empty.bid,
    rows,
    price: new Float64Array(lineCount),
    standing: new Int32Array(offerCount),
    waiting: new Int32Array(offerCount),
    waitingCount: 0,
  };
  let units = 0;
  for (let offer = offerCount - 1; offer >= 0; offer--) {
    units += capacity[offer] as number;
    if (rows.start[offer] !== rows.start[offer + 1]) wait(hall, offer, capacity[offer] as number);
  }
  const { dearest, difference } = costsOf(rows);
  const passes = units <= UNITS_PER_OFFER * offerCount ? FINENESS_OF_UNITS : FINENESS;
  for (const [pass, fineness] of passes.entries()) {
    const step = Math.max(1, Math.floor(dearest / fineness));
    if (pass > 0) reopen(hall, step);
    takeBids(hall, { step, alone: dearest + step, most: BIDS_MOST * offerCount });
    if (STEPS_PER_DIFFERENCE * step <= difference) break;
  }
  return hall;
}

type Hall = Seats & {
  readonly rows: Columns;
  /** Units of each offer that have no seat. */
  readonly standing: Int32Array;
  /** Offers with such units; the last is the next to bid. */
  readonly waiting: Int32Array;
  waitingCount: number;
};

function emptySeats({ lineCount, demand, columns }: Transport): Parts {
  const start = new Int32Array(lineCount + 1);
  for (let line = 0; line < lineCount; line++) {
    // Every offer twice, and one of empty seats: more parts than that are put together again.
    const most = columns.start[line + 1] as number;
    const parts = Math.min(most - (columns.start[line] as number) + 2, demand[line] as number);
    start[line + 1] = (start[line] as number) + parts;
  }
  const most = start[lineCount] as number;
  const amount = new Int32Array(most);
  for (let line = 0; line < lineCount; line++) amount[start[line] as number] = demand[line] as number;
  return {
    start,
    count: new Int32Array(lineCount).fill(1),
    holder: new Int32Array(most).fill(-1),
    amount,
    bid: new Float64Array(most),
  };
}

function wait(hall: Hall, offer: number, units: number): void {
  const { standing } = hall;
  if (standing[offer] === 0) hall.waiting[hall.waitingCount++] = offer;
  standing[offer] = (standing[offer] as number) + units;
}

/** The dearest pair, and the amount that all pairs cost a multiple of (0 when nothing costs anything). */
function costsOf({ arcs }: Columns): { readonly dearest: number; readonly difference: number } {
  let dearest = 0;
  let difference = 0;
  for (let arc = 1; arc < arcs.length; arc += 2) {
    const cost = arcs[arc] as number;
    if (cost > dearest) dearest = cost;
    if (difference !== 1)
      for (let other = cost; other !== 0; ) [difference, other] = [other, difference % other];
  }
  return { dearest, difference };
}

function takeBids(
  hall: Hall,
  /** `alone`: how far an offer goes that has a single line to go to. */
  { step, alone, most }: { readonly step: number; readonly alone: number; readonly most: number },
): void {
  const { price, waiting } = hall;
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
    takeSeats(hall, line, offer, (price[line] as number) + above + step);
  }
}

/** Seats what stands of an offer in a line, as far as others sit there for less than it bids. */
function takeSeats(hall: Hall, line: number, offer: number, bid: number): void {
  const { standing, price, holder, amount } = hall;
  const first = hall.start[line] as number;
  const units = standing[offer] as number;
  const before = holder[first] as number;
  if (amount[first] === units && before !== offer) {
    standing[offer] = 0;
    if (before !== -1) wait(hall, before, units);
    replace(hall, line, offer, units, bid);
  } else takeParts(hall, line, offer, bid);
  price[line] = hall.bid[first] as number;
}

/** The same where the cheapest part of the line is not just as large, or is its own: its seats stay its own, at the higher bid. */
function takeParts(hall: Hall, line: number, offer: number, bid: number): void {
  const { standing, count, holder, amount } = hall;
  const first = hall.start[line] as number;
  let wanted = standing[offer] as number;
  let seated = 0;
  standing[offer] = 0;
  while (wanted > 0 && (count[line] as number) > 0 && (hall.bid[first] as number) < bid) {
    const before = holder[first] as number;
    const part = amount[first] as number;
    if (before === offer) {
      seated += part;
      drop(hall, line);
      continue;
    }
    const moved = part < wanted ? part : wanted;
    if (before !== -1) wait(hall, before, moved);
    wanted -= moved;
    seated += moved;
    if (moved < part) amount[first] = part - moved;
    else if (wanted === 0) {
      replace(hall, line, offer, seated, bid);
      return;
    } else drop(hall, line);
  }
  put(hall, line, offer, seated, bid);
  if (wanted > 0) wait(hall, offer, wanted);
}

/** Begins a finer pass: who sits well enough stays, at the price of the line; the others get up and look again. */
function reopen(hall: Hall, step: number): void {
  const { start, count, holder, amount, bid, price } = hall;
  for (let line = 0; line < price.length; line++) {
    const now = price[line] as number;
    const first = start[line] as number;
    const end = first + (count[line] as number);
    let empty = 0;
    let kept = first;
    for (let at = first; at < end; at++) {
      const offer = holder[at] as number;
      const units = amount[at] as number;
      if (offer === -1 || !sitsWell(hall, offer, line, step)) {
        empty += units;
        if (offer !== -1) wait(hall, offer, units);
        continue;
      }
      bid[kept] = now;
      holder[kept] = offer;
      amount[kept++] = units;
    }
    count[line] = kept - first;
    // Empty seats are a shade cheaper, so that nobody is asked to get up while there is one.
    if (empty > 0) put(hall, line, -1, empty, now - 0.5);
    price[line] = bid[first] as number;
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
