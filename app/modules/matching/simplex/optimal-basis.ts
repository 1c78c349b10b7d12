import { type Laps, noLaps } from "../laps.ts";
import type { Basis } from "./basis.ts";
import { isDense } from "./columns.ts";
import { crashBasis } from "./crash.ts";
import { firstTree } from "./first-tree.ts";
import { type Effort, optimise } from "./optimise.ts";
import { extendRents, sampleOf } from "./sample.ts";
import { type SearchTerms, searchTerms } from "./search.ts";
import type { Transport } from "./transport.ts";

// Once the root has drifted this many times the largest value, it is brought back.
const DRIFT_FACTOR = 4;

/** The terms of the first simplex: every pair may be bought, every line may go unfilled, every offer keep something. */
export function everyArc({ columns, unfilledCost, offerCount, valueMax }: Transport): SearchTerms {
  const mayReturn = new Uint8Array(offerCount).fill(1);
  return searchTerms({ columns, unfilledCost, mayReturn }, DRIFT_FACTOR * valueMax);
}

/**
 * An optimal tree of a transport, over all its pairs.
 *
 * Where rows are long, most exchanges would only find out what offers are worth. A sample of the market, solved first,
 * tells that roughly at a twentieth of the time; whom to serve from where and which pairs to begin with is then chosen
 * at its rents. The start decides how long the way is, never where it ends: the optimum is proven over all pairs.
 */
export function optimalBasis(
  transport: Transport,
  lap: Laps = noLaps,
): { readonly basis: Basis; readonly effort: Effort } {
  const guess = isDense(transport.columns) ? guessRents(transport) : null;
  const basis = guess === null ? firstTree(transport) : crashBasis(transport, guess);
  lap("first tree");
  const effort = optimise(transport, basis, everyArc(transport), guess ?? basis.value);
  lap("exchanges");
  return { basis, effort };
}

function guessRents(transport: Transport): Float64Array {
  const sample = sampleOf(transport);
  const basis = firstTree(sample.transport);
  optimise(sample.transport, basis, everyArc(sample.transport));
  return extendRents(transport, sample, basis);
}
