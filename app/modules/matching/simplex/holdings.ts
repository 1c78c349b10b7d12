import type { Seats } from "./auction.ts";
import { Parts } from "./parts.ts";
import type { Transport } from "./transport.ts";

/**
 * Who sells what to whom, such that a tree can carry it: offers that sell all to one line, and those that sell to several,
 * which form no cycle with the lines, nor with what lines leave unfilled.
 */
export class Holdings {
  /** The line that takes all of an offer; -1 when none does. By offer. */
  readonly only: Int32Array;
  /** Ends of each part that is sold: a line, and the node of an offer or, for what stays unfilled, the root. */
  private readonly ends: number[] = [];
  private readonly amounts: number[] = [];
  /** The parts at each node as a chain; an entry is twice the part, plus one where the node is its second end. */
  private readonly first: Int32Array;
  private readonly next: number[] = [];
  private readonly together: Parts;
  private readonly via: Int32Array;
  private readonly root: number;

  constructor({ lineCount, offerCount, capacity }: Transport, seats: Seats) {
    this.root = lineCount + offerCount;
    this.first = new Int32Array(this.root + 1).fill(-1);
    this.via = new Int32Array(this.root + 1);
    this.together = new Parts(this.root + 1);
    this.only = new Int32Array(offerCount).fill(-1);
    const sold = new Float64Array(offerCount);
    const buyers = new Int32Array(offerCount);
    eachSale(seats, offerCount, (line, offer, amount) => {
      if (offer === -1) return;
      sold[offer] = (sold[offer] as number) + amount;
      buyers[offer] = (buyers[offer] as number) + 1;
      this.only[offer] = line;
    });
    const unfilled = new Float64Array(lineCount);
    eachSale(seats, offerCount, (line, offer, amount) => {
      // An offer that found seats for some of its units only keeps all of them for now.
      const isNothing = offer === -1 || (sold[offer] as number) < (capacity[offer] as number);
      if (isNothing) unfilled[line] = (unfilled[line] as number) + amount;
      else if (buyers[offer] !== 1) this.sell(line, lineCount + offer, amount);
    });
    for (let offer = 0; offer < offerCount; offer++)
      if (buyers[offer] !== 1 || sold[offer] !== capacity[offer]) this.only[offer] = -1;
    for (const [line, amount] of unfilled.entries()) if (amount > 0) this.sell(line, this.root, amount);
  }

  /** Visits the other end and the amount of every part at a node. */
  at(node: number, visit: (other: number, amount: number) => void): void {
    for (let entry = this.first[node] as number; entry !== -1; entry = this.next[entry] as number) {
      const amount = this.amounts[entry >> 1] as number;
      if (amount > 0) visit(this.ends[entry ^ 1] as number, amount);
    }
  }

  /** Adds a part. Where it would close a cycle, as much is moved around it as frees one of its parts. */
  private sell(line: number, other: number, amount: number): void {
    const rest =
      this.together.join(line, other) || !this.isReached(line, other)
        ? amount
        : amount - this.moveAround(line, other, amount);
    if (rest === 0) return;
    const entry = this.ends.push(line, other) - 2;
    this.amounts.push(rest);
    this.next.push(this.first[line] as number, this.first[other] as number);
    this.first[line] = entry;
    this.first[other] = entry + 1;
  }

  /** Whether one node can be reached from another; `via` is then the way, as the entries by which each node was reached. */
  private isReached(from: number, to: number): boolean {
    const { via } = this;
    const open = [from];
    via[from] = -1;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let entry = this.first[node] as number; entry !== -1; entry = this.next[entry] as number) {
        if (this.amounts[entry >> 1] === 0 || (via[node] as number) >> 1 === entry >> 1) continue;
        const other = this.ends[entry ^ 1] as number;
        via[other] = entry;
        if (other === to) return true;
        open.push(other);
      }
    }
    return false;
  }

  /** Every second part on the way gives up what the others take; returns how much of the new part went. */
  private moveAround(from: number, to: number, amount: number): number {
    const way: number[] = [];
    for (let node = to; node !== from; ) {
      const entry = this.via[node] as number;
      way.push(entry >> 1);
      node = this.ends[entry] as number;
    }
    let most = amount;
    for (let at = 1; at < way.length; at += 2)
      most = Math.min(most, this.amounts[way[at] as number] as number);
    for (const [at, part] of way.entries())
      this.amounts[part] = (this.amounts[part] as number) + (at % 2 === 0 ? most : -most);
    return most;
  }
}

/** Visits what each line buys of each offer, and what it buys of none (offer -1). */
function eachSale(
  { start, count, holder, amount }: Seats,
  offerCount: number,
  visit: (line: number, offer: number, amount: number) => void,
): void {
  const taken = new Float64Array(offerCount);
  for (let line = 0; line < count.length; line++) {
    const begin = start[line] as number;
    const end = begin + (count[line] as number);
    let empty = 0;
    for (let at = begin; at < end; at++) {
      const offer = holder[at] as number;
      if (offer === -1) empty += amount[at] as number;
      else taken[offer] = (taken[offer] as number) + (amount[at] as number);
    }
    for (let at = begin; at < end; at++) {
      const offer = holder[at] as number;
      if (offer === -1 || taken[offer] === 0) continue;
      visit(line, offer, taken[offer] as number);
      taken[offer] = 0;
    }
    if (empty > 0) visit(line, -1, empty);
  }
}
