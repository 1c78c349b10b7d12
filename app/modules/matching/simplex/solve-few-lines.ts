import { auctionBasis, suitsAuction } from "./auction-basis.ts";
import { type Basis, valueBasis } from "./basis.ts";
import { crashBasis } from "./crash.ts";
import { everyArc } from "./optimal-basis.ts";
import { optimiseTrimmed } from "./optimise-trimmed.ts";
import { settleTies, TIE_MAX, type TieBreak } from "./settle-ties.ts";
import { readFlows } from "./solve-transport.ts";
import { refuseUnlessExact, type Transport } from "./transport.ts";

/**
 * The canonical optimum of a transport, as `solveTransport` finds it, for few lines and many offers. What is bought and
 * unfilled is the same; values are not lowered to the smallest, because nobody is told them.
 */
export function solveFewLines(asked: Transport, tie: TieBreak): ReturnType<typeof readFlows> {
  const transport = isCostless(asked) ? pricedByTies(asked, tie) : asked;
  const basis = suitsAuction(transport) ? auctionBasis(transport) : patientBasis(transport);
  optimiseTrimmed(transport, basis, everyArc(transport));
  settleTies(transport, basis, tie, optimiseTrimmed);
  return readFlows(basis);
}

/**
 * A first tree from a walk of its own.
 *
 * The price of going unfilled is above every sum of costs, and while it stands somewhere in the tree, exchanges chase it
 * instead of what places cost. So a first walk asks no more for it than the dearest pair costs; what that leaves open is
 * little, and the second walk, at the real price, fills it from a tree that is cheap already.
 */
function patientBasis(transport: Transport): Basis {
  const { columns, valueMax } = transport;
  const patient = atPrices(transport, columns, lowPrices(transport), valueMax);
  const basis = crashBasis(patient);
  optimiseTrimmed(patient, basis, everyArc(patient));
  repriceUnfilled(basis, transport.unfilledCost);
  return basis;
}

function isCostless({ columns: { arcs } }: Transport): boolean {
  for (let arc = 1; arc < arcs.length; arc += 2) if (arcs[arc] !== 0) return false;
  return true;
}

/** Where no pair costs anything, all that is left to decide is the first round of ties; so that is what pairs cost. */
function pricedByTies(transport: Transport, tie: TieBreak): Transport {
  const { lineCount, offerCount, columns, unfilledCost } = transport;
  const arcs = columns.arcs.slice();
  for (let line = 0; line < lineCount; line++) {
    for (let arc = columns.start[line] as number; arc < (columns.start[line + 1] as number); arc += 2)
      arcs[arc + 1] = tie(line, (arcs[arc] as number) - lineCount, 0);
  }
  const step = 2 * (Math.min(lineCount, offerCount) + 1) * (TIE_MAX + 1);
  const steps = inSteps(unfilledCost);
  const valueMax = step * (steps.reduce((most, each) => Math.max(most, each), 0) + 1);
  refuseUnlessExact(valueMax);
  return atPrices(
    transport,
    { start: columns.start, arcs },
    steps.map((each) => each * step),
    valueMax,
  );
}

/** The same lines and offers at other costs; spelled out, so that the engine knows it for the same kind of object. */
function atPrices(
  { lineCount, offerCount, demand, capacity }: Transport,
  columns: Transport["columns"],
  unfilledCost: Float64Array,
  valueMax: number,
): Transport {
  return { lineCount, offerCount, demand, capacity, columns, unfilledCost, valueMax };
}

/** Prices of going unfilled counted in the least of them, rounded up. */
function inSteps(unfilledCost: Float64Array): Float64Array {
  const least = unfilledCost.reduce((low, cost) => Math.min(low, cost), Number.POSITIVE_INFINITY);
  return unfilledCost.map((cost) => Math.ceil(cost / least));
}

/** Prices of going unfilled in the same order, and about the same proportion, that begin at the cost of the dearest pair. */
function lowPrices({ unfilledCost, columns: { arcs } }: Transport): Float64Array {
  let dearest = 1;
  for (let arc = 1; arc < arcs.length; arc += 2) dearest = Math.max(dearest, arcs[arc] as number);
  return inSteps(unfilledCost).map((steps) => steps * dearest);
}

/** The same tree at other prices of going unfilled: what its pairs cost is what the values at their ends differ by. */
function repriceUnfilled(basis: Basis, unfilledCost: Float64Array): void {
  const before = basis.value.slice();
  valueBasis(
    basis,
    unfilledCost,
    (line, offer) => (before[line] as number) - (before[basis.lineCount + offer] as number),
  );
}
