import { type Parts, put } from "./auction-parts.ts";
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
const STEPS_PER_DIFFERENCE = 2;

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
  const finest = Math.max(1, Math.floor(difference / STEPS_PER_DIFFERENCE));
  const passes = units <= UNITS_PER_OFFER * offerCount ? FINENESS_OF_UNITS : FINENESS;
  for (const [pass, fineness] of passes.entries()) {
    const step = Math.max(finest, Math.floor(dearest / fineness));
    if (pass > 0) reopen(hall, step);
    takeBids(hall, { step, alone: dearest + step, most: BIDS_MOST * offerCount });
    if (step === finest) break;
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
    if (cost !== 0 && (difference === 0 || cost % difference !== 0))
      difference = commonDivisor(cost, difference);
  }
  return { dearest, difference };
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}

/**
 * Takes bids until nobody stands or `most` were made. Every column is read once before the loop and all that a bid usually
 * needs is written here: bids are most of a placement's time, and calls make the engine read the columns anew each time.
 */
function takeBids(
  hall: Hall,
  /** `alone`: how far an offer goes that has a single line to go to. */
  { step, alone, most }: { readonly step: number; readonly alone: number; readonly most: number },
): void {
  const { price, waiting, standing, count, holder, amount, bid } = hall;
  const firstSeat = hall.start;
  const { start, arcs } = hall.rows;
  let waitingCount = hall.waitingCount;
  for (let bids = most; bids > 0 && waitingCount > 0; bids--) {
    const offer = waiting[--waitingCount] as number;
    const end = start[offer + 1] as number;
    let best = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let line = -1;
    for (let arc = start[offer] as number; arc < end; arc += 2) {
      const to = arcs[arc] as number;
      const pays = (arcs[arc + 1] as number) + (price[to] as number);
      if (pays < best) {
        second = best;
        best = pays;
        line = to;
      } else if (pays < second) second = pays;
    }
    const above = second === Number.POSITIVE_INFINITY ? alone : second - best;
    const offered = (price[line] as number) + above + step;
    const first = firstSeat[line] as number;
    let left = count[line] as number;
    let wanted = standing[offer] as number;
    let seated = 0;
    standing[offer] = 0;
    while (wanted > 0 && left > 0 && (bid[first] as number) < offered) {
      const before = holder[first] as number;
      const part = amount[first] as number;
      let moved = part;
      if (before !== offer) {
        if (part > wanted) moved = wanted;
        if (before !== -1) {
          const stood = standing[before] as number;
          if (stood === 0) waiting[waitingCount++] = before;
          standing[before] = stood + moved;
        }
        wanted -= moved;
      }
      seated += moved;
      if (moved < part) {
        amount[first] = part - moved;
        break;
      }
      // The last part that goes makes room for the new one; those before it are taken away.
      let who = offer;
      let units = seated;
      let asked = offered;
      if (wanted > 0) {
        const last = first + --left;
        who = holder[last] as number;
        units = amount[last] as number;
        asked = bid[last] as number;
      } else seated = 0;
      let at = 0;
      for (let below = 1; below < left; below = 2 * at + 1) {
        if (below + 1 < left && (bid[first + below + 1] as number) < (bid[first + below] as number)) below++;
        const under = first + below;
        if ((bid[under] as number) >= asked) break;
        bid[first + at] = bid[under] as number;
        holder[first + at] = holder[under] as number;
        amount[first + at] = amount[under] as number;
        at = below;
      }
      if (left > 0) {
        bid[first + at] = asked;
        holder[first + at] = who;
        amount[first + at] = units;
      }
    }
    count[line] = left;
    if (seated > 0) put(hall, line, offer, seated, offered);
    if (wanted > 0) {
      if (standing[offer] === 0) waiting[waitingCount++] = offer;
      standing[offer] = (standing[offer] as number) + wanted;
    }
    price[line] = bid[first] as number;
  }
  hall.waitingCount = waitingCount;
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
