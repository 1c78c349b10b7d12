import type { Basis } from "./basis.ts";
import { firstColumns, isDense, nextColumns } from "./columns.ts";
import { findEntering } from "./find-entering.ts";
import { groundValues, pivot } from "./pivot.ts";
import { newSearch, type SearchTerms, searchTerms } from "./search.ts";
import type { Transport } from "./transport.ts";

/** How much work an optimisation was; for benchmarks and for noticing a market that behaves unlike the others. */
export type Effort = { pivots: number; rounds: number };

/**
 * Changes `basis` into an optimal one over all arcs of `terms`. On return the root is worth nothing, every value is a
 * price or a rent, and no arc could lower the cost: that last look over all arcs is itself the proof.
 *
 * Long rows are worked on a part at a time; each round ends with a look at every arc. The first part is chosen at the
 * rents of the tree, or at `guess` where those of the optimum are guessed (by node).
 */
export function optimise(
  transport: Transport,
  basis: Basis,
  terms: SearchTerms,
  guess: Float64Array = basis.value,
): Effort {
  const { unfilledCost, mayReturn, driftMax } = terms;
  const effort = { pivots: 0, rounds: 0 };
  let working: Columns | null = isDense(terms.columns) ? firstColumns(terms.columns, guess) : terms.columns;
  while (working !== null) {
    const search = newSearch(
      transport,
      basis,
      searchTerms({ columns: working, unfilledCost, mayReturn }, driftMax),
    );
    while (findEntering(search)) pivot(search);
    groundValues(basis);
    effort.pivots += search.pivots;
    effort.rounds++;
    working = working === terms.columns ? null : nextColumns(terms.columns, working, basis.value);
  }
  return effort;
}

type Columns = SearchTerms["columns"];
