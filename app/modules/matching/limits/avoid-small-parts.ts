import { type Basis, copyBasis, valueBasis } from "../simplex/basis.ts";
import { firstColumns, isDense } from "../simplex/columns.ts";
import { everyArc } from "../simplex/optimal-basis.ts";
import { optimise } from "../simplex/optimise.ts";
import { readFlows, type TransportAnswer } from "../simplex/solve-transport.ts";
import type { Columns, Transport } from "../simplex/transport.ts";
import { type Limits, leastFor, type Part } from "./limits.ts";
import { costOfPair } from "./rest-transport.ts";
import type { Sought } from "./serve-strict.ts";

/**
 * Solves a transport again, from its optimal tree, while the pairs of which a line would get less than their offer
 * delivers are dearer than any other. Exact over all pairs: what the small parts held goes where it costs everyone least.
 * Takes a few exchanges of the tree where solving anew would take them all.
 *
 * A sold-out offer that loses its small part often ends in another. Those are left to be cut: more rounds were measured
 * and filled no more.
 */
export function avoidSmallParts(transport: Transport, optimum: TransportAnswer, limits: Limits): Sought {
  const basis = copyBasis(optimum.basis);
  const bans = new Bans(transport);
  if (bans.addSmall(basis, limits)) {
    const columns = nearOptimal(transport, basis);
    valueBasis(basis, transport.unfilledCost, (line, offer) => bans.costOf(line, offer));
    optimise(transport, basis, { ...everyArc(transport), columns });
  }
  bans.lift();
  const parts = partsOf(transport, { ...readFlows(basis), value: basis.value }, (line, offer) =>
    bans.isBanned(line, offer) ? bans.dearer : 0,
  );
  return {
    parts,
    rent: basis.value.slice(transport.lineCount, basis.root),
  };
}

/** Where rows are long, only the pairs that come nearest to trading: what is left to settle is small. */
function nearOptimal({ columns }: Transport, { value }: Basis): Columns {
  return isDense(columns) ? firstColumns(columns, value) : columns;
}

/**
 * What each line buys, in no particular order. Goods move only where value and rent differ by the cost, and by what they
 * were made `dearer` by.
 */
export function partsOf(
  transport: Transport,
  { line, offer, quantity, value }: Pick<TransportAnswer, "line" | "offer" | "quantity" | "value">,
  dearer: (line: number, offer: number) => number = () => 0,
): Part[][] {
  const parts: Part[][] = Array.from({ length: transport.lineCount }, () => []);
  for (let at = 0; at < quantity.length; at++) {
    const buyer = line[at] as number;
    const seller = offer[at] as number;
    const paid = (value[buyer] as number) - (value[transport.lineCount + seller] as number);
    parts[buyer]?.push({
      offer: seller,
      cost: paid - dearer(buyer, seller),
      quantity: quantity[at] as number,
    });
  }
  return parts;
}

/**
 * Pairs that should not be used for the time being. Their arcs lead back to their own line, where they can never lower any
 * cost. What a tree still holds of such a pair is dearer than the dearest pair there is, so the simplex drives it out
 * wherever nobody has to go without for that.
 */
class Bans {
  private readonly offerOf = new Map<number, number>();
  private readonly costOfBanned = new Map<number, number>();
  /** What a unit of a banned pair costs more than it does. */
  readonly dearer: number;

  constructor(private readonly transport: Transport) {
    this.dearer = dearestOf(transport) + 1;
  }

  /** Bans what a tree buys less of than its offer delivers; false when there is nothing of the kind. */
  addSmall(basis: Basis, limits: Limits): boolean {
    const { line, offer, quantity } = readFlows(basis);
    // A tree may hold so many dear pairs before its values could lose a digit.
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 32 / this.transport.valueMax);
    for (let at = 0; at < quantity.length && this.offerOf.size < most; at++) {
      const least = leastFor(limits, line[at] as number, offer[at] as number);
      if ((quantity[at] as number) < least) this.add(line[at] as number, offer[at] as number);
    }
    return this.offerOf.size > 0;
  }

  isBanned(line: number, offer: number): boolean {
    return this.costOfBanned.has(this.keyOf(line, offer));
  }

  costOf(line: number, offer: number): number {
    return this.costOfBanned.get(this.keyOf(line, offer)) ?? costOfPair(this.transport, line, offer);
  }

  lift(): void {
    for (const [arc, node] of this.offerOf) this.transport.columns.arcs[arc] = node;
  }

  private add(line: number, offer: number): void {
    const { start, arcs } = this.transport.columns;
    const node = this.transport.lineCount + offer;
    let arc = start[line] as number;
    while (arcs[arc] !== node) arc += 2;
    this.offerOf.set(arc, node);
    arcs[arc] = line;
    this.costOfBanned.set(this.keyOf(line, offer), (arcs[arc + 1] as number) + this.dearer);
  }

  private keyOf(line: number, offer: number): number {
    return line * this.transport.offerCount + offer;
  }
}

function dearestOf({ columns: { arcs } }: Transport): number {
  let dearest = 0;
  for (let arc = 1; arc < arcs.length; arc += 2)
    if ((arcs[arc] as number) > dearest) dearest = arcs[arc] as number;
  return dearest;
}
