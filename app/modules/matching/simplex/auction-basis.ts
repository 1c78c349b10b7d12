import { auctionSeats } from "./auction.ts";
import { type Basis, bareBasis, threadBasis } from "./basis.ts";
import { byOffer } from "./by-offer.ts";
import { Holdings } from "./holdings.ts";
import { KeyHeap } from "./key-heap.ts";
import type { Columns, Transport } from "./transport.ts";

const OFFERS_MIN = 1_000;
const SEATS_PER_UNIT = 2;
// With more ways to choose from, lines differ by less than the finest bid, and the simplex has it all to do again.
const WAYS_PER_OFFER = 8;
// Seats are counted in four bytes.
const SEATS_MOST = 0x7fffffff;

/** Whether an auction is a good start: many offers with few lines to go to, all wanted and by not much more. */
export function suitsAuction({ offerCount, capacity, demand, columns }: Transport): boolean {
  const sum = (amounts: Float64Array) => amounts.reduce((all, each) => all + each, 0);
  const units = sum(capacity);
  const seats = sum(demand);
  const isWanted = units <= seats && seats <= Math.min(SEATS_PER_UNIT * units, SEATS_MOST);
  return offerCount >= OFFERS_MIN && isWanted && columns.arcs.length / 2 <= WAYS_PER_OFFER * offerCount;
}

/**
 * A first, strongly feasible tree close to the optimum, from an auction. Where offers are small, most exchanges of
 * the simplex move little or nothing and only find out what lines are worth to each other; the auction tells that.
 *
 * What is sold is what was sold there. The tree that carries it is the cheapest: nearest the root, counted in costs, from
 * every line along pairs that could buy a unit more. At the optimum such a tree proves it; close to it, little is amiss.
 */
export function auctionBasis(transport: Transport): Basis {
  const rows = byOffer(transport.columns, transport.offerCount);
  const seats = auctionSeats(transport, rows);
  const basis = bareBasis(transport);
  const holdings = new Holdings(transport, seats);
  hangCheaply(new Hanging(transport, basis, rows, holdings, seats.price), transport);
  threadBasis(basis);
  return basis;
}

function hangCheaply(hanging: Hanging, { lineCount, unfilledCost }: Transport): void {
  for (let line = 0; line < lineCount; line++)
    hanging.reach(line, hanging.root, unfilledCost[line] as number);
  // A line of which something stays unfilled hangs on that and on nothing else, so these come first.
  const wanting: number[] = [];
  hanging.holdings.at(hanging.root, (line, amount) => {
    hanging.hang(line, amount);
    wanting.push(line);
  });
  for (const line of wanting) hanging.spread(line);
  for (let line = hanging.nearest(); line !== -1; line = hanging.nearest()) {
    hanging.hang(line, 0);
    hanging.spread(line);
  }
}

/** The tree as it grows: lines that hang already, and how each of the others could hang most cheaply so far. */
class Hanging {
  readonly root: number;
  private readonly key: Float64Array;
  private readonly heap: KeyHeap;
  private readonly isHung: Uint8Array;
  /** The offers that each line takes as a whole, chained. */
  private readonly firstWhole: Int32Array;
  private readonly nextWhole: Int32Array;

  constructor(
    private readonly transport: Transport,
    private readonly basis: Basis,
    private readonly rows: Columns,
    readonly holdings: Holdings,
    private readonly price: Float64Array,
  ) {
    const { lineCount, offerCount } = transport;
    const { parent, value, root } = basis;
    this.root = root;
    this.key = new Float64Array(lineCount).fill(Number.POSITIVE_INFINITY);
    this.heap = new KeyHeap(this.key);
    this.isHung = new Uint8Array(lineCount);
    this.firstWhole = new Int32Array(lineCount).fill(-1);
    this.nextWhole = new Int32Array(offerCount);
    value.fill(Number.POSITIVE_INFINITY, 0, lineCount);
    // An offer that sells nothing stays where it is put here.
    parent.fill(root, lineCount, root);
    for (const [offer, line] of holdings.only.entries()) {
      if (line === -1) continue;
      this.nextWhole[offer] = this.firstWhole[line] as number;
      this.firstWhole[line] = offer;
    }
  }

  /** Notes that a line could hang below a node and would then be worth so much, if that is the least so far. */
  reach(line: number, above: number, worth: number): void {
    const { parent, value } = this.basis;
    if (this.isHung[line] === 1 || worth >= (value[line] as number)) return;
    value[line] = worth;
    parent[line] = above;
    // By what the auction thinks lines are worth, the rest of a way is hardly ever shorter than nothing.
    const key = worth + (this.price[line] as number);
    this.key[line] = key;
    this.heap.push(line, key);
  }

  /** The line that hangs most cheaply of those that do not hang yet; -1 when all do. */
  nearest(): number {
    let line = this.heap.pop();
    while (line !== -1 && this.isHung[line] === 1) line = this.heap.pop();
    return line;
  }

  /** Hangs a line where it was reached, with what flows there. */
  hang(line: number, amount: number): void {
    this.isHung[line] = 1;
    this.basis.flow[line] = amount;
  }

  /** Hangs all that flows tie to a line below it, and reaches on from there. */
  spread(top: number): void {
    const { parent, value } = this.basis;
    const { lineCount, capacity } = this.transport;
    const open = [top];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const line = next;
      for (let offer = this.firstWhole[line] as number; offer !== -1; offer = this.nextWhole[offer] as number)
        this.hangOffer(offer, line, capacity[offer] as number);
      this.holdings.at(line, (node, part) => {
        if (node === this.root || node === parent[line]) return;
        this.hangOffer(node - lineCount, line, part);
        this.holdings.at(node, (other, amount) => {
          if (other === line) return;
          parent[other] = node;
          value[other] = (value[node] as number) + this.cost(node - lineCount, other);
          this.hang(other, amount);
          open.push(other);
        });
      });
    }
  }

  private hangOffer(offer: number, line: number, amount: number): void {
    const { parent, value, flow } = this.basis;
    const { start, arcs } = this.rows;
    const node = this.transport.lineCount + offer;
    const worth = (value[line] as number) - this.cost(offer, line);
    parent[node] = line;
    flow[node] = amount;
    value[node] = worth;
    for (let arc = start[offer] as number; arc < (start[offer + 1] as number); arc += 2)
      this.reach(arcs[arc] as number, node, worth + (arcs[arc + 1] as number));
  }

  private cost(offer: number, line: number): number {
    const { start, arcs } = this.rows;
    let arc = start[offer] as number;
    while (arcs[arc] !== line) arc += 2;
    return arcs[arc + 1] as number;
  }
}
