/**
 * The seats of the lines of an auction, in parts: those of line `l` are `start[l] … start[l] + count[l]`, as a heap
 * with the lowest bid first, so that its bid is the price of the line. All parts of a line add up to its seats. A line may
 * have several parts of one offer; there is room for as many as it has seats, or for its offers twice.
 */
export type Parts = {
  readonly start: Int32Array;
  readonly count: Int32Array;
  /** The offer that has the seats of a part; -1 for empty ones. */
  readonly holder: Int32Array;
  /** How many seats. */
  readonly amount: Int32Array;
  /** What was bid for each of them. */
  readonly bid: Float64Array;
};

/** Adds a part to a line. */
export function put(parts: Parts, line: number, who: number, units: number, offered: number): void {
  const { start, count, holder, amount, bid } = parts;
  const first = start[line] as number;
  if (first + (count[line] as number) === start[line + 1]) gather(parts, line);
  let at = count[line] as number;
  count[line] = at + 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if ((bid[first + above] as number) <= offered) break;
    bid[first + at] = bid[first + above] as number;
    holder[first + at] = holder[first + above] as number;
    amount[first + at] = amount[first + above] as number;
    at = above;
  }
  bid[first + at] = offered;
  holder[first + at] = who;
  amount[first + at] = units;
}

/** Puts the parts of each offer in a line together, at the lowest of its bids. */
function gather({ start, count, holder, amount, bid }: Parts, line: number): void {
  const first = start[line] as number;
  const byHolder = new Map<number, { amount: number; bid: number }>();
  for (let at = first; at < first + (count[line] as number); at++) {
    const known = byHolder.get(holder[at] as number);
    if (known === undefined)
      byHolder.set(holder[at] as number, { amount: amount[at] as number, bid: bid[at] as number });
    else {
      known.amount += amount[at] as number;
      known.bid = Math.min(known.bid, bid[at] as number);
    }
  }
  // In the order of their bids, parts are a heap.
  const gathered = [...byHolder].sort(([, a], [, b]) => a.bid - b.bid);
  for (const [at, [who, part]] of gathered.entries()) {
    holder[first + at] = who;
    amount[first + at] = part.amount;
    bid[first + at] = part.bid;
  }
  count[line] = gathered.length;
}
