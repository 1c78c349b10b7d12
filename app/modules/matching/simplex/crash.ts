import { type Basis, bareBasis, threadBasis, valueBasis } from "./basis.ts";
import { byUrgency } from "./first-tree.ts";
import { Parts } from "./parts.ts";
import type { Transport } from "./transport.ts";

/**
 * A first, strongly feasible tree that is meant to be close to the optimum: lines are served in order of urgency, each
 * from the cheapest offers with something left. `guess` is what a unit of each offer is thought to be worth to others,
 * by node; a line then leaves to them what they need more.
 *
 * An offer that a line sells out hangs below that line. A line that needs no more then hangs, buying nothing, below
 * the offer where one more unit would cost it least, sold out or not: below the root it would carry the price of
 * being unfilled, and where everything asks and offers one unit, thousands of exchanges would only take that back.
 */
export function crashBasis(transport: Transport, guess: Float64Array | null = null): Basis {
  const basis = bareBasis(transport);
  const { lineCount, offerCount, demand, capacity, unfilledCost } = transport;
  const { parent, flow, root } = basis;
  const rent = guess === null ? new Float64Array(offerCount) : guess.slice(lineCount, root);
  const start = { left: capacity.slice(), rent, hung: new Parts(root + 1) };
  const treeCost = new Float64Array(root);
  for (const line of byUrgency(transport)) {
    let need = demand[line] as number;
    let soldOut = -1;
    const row = new Row(transport, start, line);
    for (;;) {
      const at = need === 0 ? cheapestElsewhere(transport, start, line) : row.cheapestLeft();
      if (at === -1) {
        parent[line] = root;
        flow[line] = need;
        break;
      }
      const node = transport.columns.arcs[at] as number;
      const cost = transport.columns.arcs[at + 1] as number;
      const available = start.left[node - lineCount] as number;
      if (need === 0 || need < available) {
        parent[line] = node;
        flow[line] = need;
        treeCost[line] = cost;
        start.left[node - lineCount] = available - need;
        break;
      }
      parent[node] = line;
      flow[node] = available;
      treeCost[node] = cost;
      start.left[node - lineCount] = 0;
      start.hung.join(line, node);
      // The offers that a line sold out are chained through `rent` until the line's own value is known.
      start.rent[node - lineCount] = soldOut;
      soldOut = node - lineCount;
      need -= available;
    }
    settleRents(basis, start, treeCost, line, soldOut, unfilledCost[line] as number);
  }
  for (let offer = 0; offer < offerCount; offer++) {
    if (parent[lineCount + offer] !== -1) continue;
    parent[lineCount + offer] = root;
    flow[lineCount + offer] = (capacity[offer] as number) - (start.left[offer] as number);
  }
  threadBasis(basis);
  valueBasis(basis, unfilledCost, (line, offer) =>
    parent[line] === lineCount + offer ? (treeCost[line] as number) : (treeCost[lineCount + offer] as number),
  );
  return basis;
}

type Start = {
  /** What each offer still has. */
  readonly left: Float64Array;
  /** A guess at each offer's rent; exact when it was hung, not kept up afterwards. */
  readonly rent: Float64Array;
  /** Which nodes hang together, so that no line is hung below itself. */
  readonly hung: Parts;
};

function settleRents(
  { parent, lineCount, root }: Basis,
  { rent, hung }: Start,
  treeCost: Float64Array,
  line: number,
  lastSoldOut: number,
  whenUnfilled: number,
): void {
  const above = parent[line] as number;
  const value =
    above === root ? whenUnfilled : (treeCost[line] as number) + (rent[above - lineCount] as number);
  for (let offer = lastSoldOut; offer !== -1; ) {
    const before = rent[offer] as number;
    rent[offer] = value - (treeCost[lineCount + offer] as number);
    offer = before;
  }
  hung.join(line, above);
}

// A line that sells out this many offers is large against them and will sell out many more.
const SCANS_BEFORE_SORTING = 8;

/** The arcs of one line, asked again and again for the cheapest offer that still has something. */
class Row {
  private scans = 0;
  private sorted: number[] | null = null;

  constructor(
    private readonly transport: Transport,
    private readonly offers: Pick<Start, "left" | "rent">,
    private readonly line: number,
  ) {}

  /** The position of the arc, the first of several equally cheap ones; -1 when nothing is left. */
  cheapestLeft(): number {
    this.scans++;
    if (this.scans > SCANS_BEFORE_SORTING) return this.cheapestSorted();
    const { arcs, start } = this.transport.columns;
    const { left, rent } = this.offers;
    const { lineCount } = this.transport;
    const end = start[this.line + 1] as number;
    let best = Number.POSITIVE_INFINITY;
    let found = -1;
    for (let at = start[this.line] as number; at < end; at += 2) {
      const offer = (arcs[at] as number) - lineCount;
      const price = (arcs[at + 1] as number) + (rent[offer] as number);
      if (price < best && (left[offer] as number) > 0) {
        best = price;
        found = at;
      }
    }
    return found;
  }

  private cheapestSorted(): number {
    const { arcs, start } = this.transport.columns;
    const { left, rent } = this.offers;
    const { lineCount } = this.transport;
    if (this.sorted === null) {
      const price = (at: number) =>
        (arcs[at + 1] as number) + (rent[(arcs[at] as number) - lineCount] as number);
      this.sorted = [];
      for (let at = start[this.line] as number; at < (start[this.line + 1] as number); at += 2)
        this.sorted.push(at);
      // Dearest first, so that what is sold out can be popped off the end.
      this.sorted.sort((a, b) => price(b) - price(a) || b - a);
    }
    for (let at = this.sorted.at(-1); at !== undefined; at = this.sorted.at(-1)) {
      if ((left[(arcs[at] as number) - lineCount] as number) > 0) return at;
      this.sorted.pop();
    }
    return -1;
  }
}

function cheapestElsewhere(
  { columns: { arcs, start }, lineCount }: Transport,
  { rent, hung }: Start,
  line: number,
): number {
  const end = start[line + 1] as number;
  const own = hung.of(line);
  let best = Number.POSITIVE_INFINITY;
  let found = -1;
  for (let at = start[line] as number; at < end; at += 2) {
    const node = arcs[at] as number;
    const price = (arcs[at + 1] as number) + (rent[node - lineCount] as number);
    if (price < best && hung.of(node) !== own) {
      best = price;
      found = at;
    }
  }
  return found;
}
