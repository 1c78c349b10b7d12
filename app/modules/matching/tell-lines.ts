import { type CellReasons, LISTED_MAX, type LineOutcome, type Listed, outcomeCode } from "./cell-answer.ts";
import type { Dual } from "./certificate.ts";
import type { RowOrder } from "./order-cell.ts";
import type { SolvedComponent } from "./solve-component.ts";

/** Writes, for each line of a component, how it ended, what would have been next best, and what others took. */
export function tellLines(
  { lineRow, lotRow }: RowOrder,
  dual: Dual,
  solved: SolvedComponent,
  reasons: Pick<CellReasons, "outcome" | "candidates" | "alternatives" | "cheaperButTaken">,
): void {
  const { component, answer } = solved;
  const { start } = component.transport.columns;
  const look = new LineLook(solved);
  for (const [line, position] of component.lines.entries()) {
    look.at(line);
    const row = lineRow[position] as number;
    reasons.candidates[row] = ((start[line + 1] as number) - (start[line] as number)) / 2;
    reasons.outcome[row] = outcomeCode(outcomeOf(answer.unfilled[line] as number, look.taken.count));
    const write = (from: Smallest, into: Listed, over: (offer: number, cost: number) => Over) => {
      for (let at = 0; at < from.count; at++) {
        const offer = component.offers[from.offer[at] as number] as number;
        const cost = (from.cost[at] as number) + component.costBase;
        const { steps, milli } = over(offer, cost);
        const entry = row * LISTED_MAX + at;
        into.lot[entry] = lotRow[offer] as number;
        into.cost[entry] = cost;
        into.over.steps[entry] = steps;
        into.over.milli[entry] = milli;
      }
    };
    const { lineValue, offerRent } = dual;
    write(look.next, reasons.alternatives, (offer, cost) => ({
      steps: (offerRent.steps[offer] as number) - (lineValue.steps[position] as number),
      milli: (offerRent.milli[offer] as number) + cost - (lineValue.milli[position] as number),
    }));
    write(look.taken, reasons.cheaperButTaken, (offer) => ({
      steps: offerRent.steps[offer] as number,
      milli: offerRent.milli[offer] as number,
    }));
  }
}

type Over = { readonly steps: number; readonly milli: number };

function outcomeOf(unfilled: number, taken: number): LineOutcome {
  if (unfilled > 0) return "shortage";
  return taken === 0 ? "cheapest" : "bestForAll";
}

/** The few smallest of a row by key, then by cost; of two alike the earlier one stays first. */
class Smallest {
  readonly offer = new Int32Array(LISTED_MAX);
  readonly cost = new Float64Array(LISTED_MAX);
  private readonly key = new Float64Array(LISTED_MAX);
  count = 0;

  put(offer: number, key: number, cost: number): void {
    let at = this.count;
    if (at === LISTED_MAX) {
      if (!this.comesBefore(key, cost, at - 1)) return;
      at--;
    } else {
      this.count++;
    }
    for (; at > 0 && this.comesBefore(key, cost, at - 1); at--) {
      this.offer[at] = this.offer[at - 1] as number;
      this.cost[at] = this.cost[at - 1] as number;
      this.key[at] = this.key[at - 1] as number;
    }
    this.offer[at] = offer;
    this.cost[at] = cost;
    this.key[at] = key;
  }

  private comesBefore(key: number, cost: number, at: number): boolean {
    const other = this.key[at] as number;
    return key < other || (key === other && cost < (this.cost[at] as number));
  }
}

/** One look along the row of a line. */
class LineLook {
  /** The best offers it did not buy from, by what they would cost everyone together. */
  readonly next = new Smallest();
  /** Offers cheaper than the dearest it bought that went to others, the cheapest first. */
  readonly taken = new Smallest();
  /** By offer: the line that was looked at last and buys it. */
  private readonly buyer: Int32Array;

  constructor(private readonly solved: SolvedComponent) {
    this.buyer = new Int32Array(solved.component.offers.length).fill(-1);
  }

  at(line: number): void {
    const { next, taken, buyer } = this;
    const { component, answer } = this.solved;
    const { start, arcs } = component.transport.columns;
    const { value } = answer;
    const lineCount = component.lines.length;
    const dearest = this.markBought(line);
    const end = start[line + 1] as number;
    next.count = 0;
    taken.count = 0;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      const node = arcs[arc] as number;
      if (buyer[node - lineCount] === line) continue;
      const cost = arcs[arc + 1] as number;
      const rent = value[node] as number;
      next.put(node - lineCount, rent + cost, cost);
      if (rent > 0 && cost < dearest) taken.put(node - lineCount, cost, cost);
    }
  }

  /** The dearest cost at which the line buys; Infinity when it buys nothing. */
  private markBought(line: number): number {
    const { component, answer, sales } = this.solved;
    const end = sales.start[line + 1] as number;
    let sale = sales.start[line] as number;
    if (sale === end) return Number.POSITIVE_INFINITY;
    let leastRent = Number.POSITIVE_INFINITY;
    for (; sale < end; sale++) {
      const offer = sales.offer[sale] as number;
      this.buyer[offer] = line;
      leastRent = Math.min(leastRent, answer.value[component.lines.length + offer] as number);
    }
    return (answer.value[line] as number) - leastRent;
  }
}
