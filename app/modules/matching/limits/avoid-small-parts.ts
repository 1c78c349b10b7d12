import { type Basis, copyBasis, valueBasis } from "../simplex/basis.ts";
import { everyArc } from "../simplex/optimal-basis.ts";
import { optimise } from "../simplex/optimise.ts";
import { readFlows, type TransportAnswer } from "../simplex/solve-transport.ts";
import type { Transport } from "../simplex/transport.ts";
import { type Limits, leastFor, type Part } from "./limits.ts";
import { costOfPair } from "./rest-transport.ts";
import type { Sought } from "./serve-strict.ts";

/**
 * Solves a transport again, from its optimal tree, without the pairs of which a line would get less than their offer
 * delivers. Exact over all other pairs: what the small parts held goes where it costs everyone least. Takes a few exchanges
 * of the tree where solving anew would take them all.
 *
 * A sold-out offer that loses its small part often ends in another. Those are left to be cut: more rounds were measured
 * and filled no more.
 */
export function avoidSmallParts(transport: Transport, optimum: TransportAnswer, limits: Limits): Sought {
  const basis = copyBasis(optimum.basis);
  const bans = new Bans(transport);
  if (bans.addSmall(basis, limits)) {
    valueBasis(basis, transport.unfilledCost, (line, offer) => bans.costOf(line, offer));
    optimise(transport, basis, everyArc(transport));
  }
  bans.lift();
  return {
    parts: partsOf(transport, readFlows(basis)),
    rent: basis.value.slice(transport.lineCount, basis.root),
  };
}

/** What each line buys, in no particular order. */
export function partsOf(
  transport: Transport,
  sales: Pick<TransportAnswer, "line" | "offer" | "quantity">,
): Part[][] {
  const parts: Part[][] = Array.from({ length: transport.lineCount }, () => []);
  for (const [at, quantity] of sales.quantity.entries()) {
    const line = sales.line[at] as number;
    const offer = sales.offer[at] as number;
    parts[line]?.push({ offer, cost: costOfPair(transport, line, offer), quantity });
  }
  return parts;
}

/**
 * Pairs that must not be used for the time being. Their arcs lead back to their own line, where they can never lower
 * any cost. While a tree still holds such a pair, a unit of it is dearer than going without, so the simplex drives it
 * out, for good.
 */
class Bans {
  private readonly offerOf = new Map<number, number>();
  private readonly banned = new Set<number>();
  /** A tree may hold so many dear pairs before its values could lose a digit. */
  private readonly atOnce: number;

  constructor(private readonly transport: Transport) {
    this.atOnce = Math.floor(Number.MAX_SAFE_INTEGER / 32 / transport.valueMax);
  }

  /** Bans what a tree buys less of than its offer delivers; false when there is nothing of the kind. */
  addSmall(basis: Basis, limits: Limits): boolean {
    const { line, offer, quantity } = readFlows(basis);
    let added = 0;
    for (let at = 0; at < quantity.length && added < this.atOnce; at++) {
      const least = leastFor(limits, line[at] as number, offer[at] as number);
      if ((quantity[at] as number) >= least) continue;
      this.add(line[at] as number, offer[at] as number);
      added++;
    }
    return added > 0;
  }

  costOf(line: number, offer: number): number {
    if (this.banned.has(this.keyOf(line, offer))) return (this.transport.unfilledCost[line] as number) + 1;
    return costOfPair(this.transport, line, offer);
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
    this.banned.add(this.keyOf(line, offer));
  }

  private keyOf(line: number, offer: number): number {
    return line * this.transport.offerCount + offer;
  }
}
