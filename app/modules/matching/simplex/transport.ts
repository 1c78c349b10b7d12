/**
 * The allowed pairs of a market, by line: row `line` is `arcs[start[line] … start[line + 1])`, written as
 * `[offer node, cost, offer node, cost, …]` in one stream, because the pricing loop reads both together and
 * is bound by memory. An offer's node is `lineCount + offer`.
 */
export type Columns = {
  readonly start: Int32Array;
  readonly arcs: Int32Array | Float64Array;
};

/**
 * A transportation problem in whole numbers: lines ask, offers give, what no offer gives stays unfilled at a price.
 *
 * Every demand and capacity is above zero; every cost is zero or more; `unfilledCost` is above any sum of costs along
 * a path, so that filling always comes first. All sums the solver forms stay below 2^53: whoever builds a transport
 * checks that with `refuseUnlessExact`.
 */
export type Transport = {
  readonly lineCount: number;
  readonly offerCount: number;
  readonly demand: Float64Array;
  readonly capacity: Float64Array;
  readonly columns: Columns;
  readonly unfilledCost: Float64Array;
  /** No value of a node can be further from the root's than this; checked by `refuseUnlessExact`. */
  readonly valueMax: number;
};

/** The numbers of a market are too large to be added without losing a digit. */
export class PrecisionRefused extends Error {
  override readonly name = "PrecisionRefused";
}

// Node values stay within the bound of their tree path plus four such bounds of root drift (see `pivot.ts`);
// a reduced cost adds two of them and a cost. Sixteen leaves room to spare.
const HEADROOM = 16;

/** Refuses a transport whose values could grow to 2^53 / 16, before any digit is lost. */
export function refuseUnlessExact(valueMax: number): void {
  if (valueMax * HEADROOM < Number.MAX_SAFE_INTEGER) return;
  throw new PrecisionRefused(
    "the costs of this market are too large to be added exactly; use a larger price unit",
  );
}

/** Costs fit four bytes in every market that has been seen; wider ones are still solved, a little more slowly. */
export function arcStore(length: number, costMax: number): Int32Array | Float64Array {
  return costMax <= 0x7fffffff ? new Int32Array(length) : new Float64Array(length);
}

/** A store for so many numbers of the kind that another holds. */
export function sameStore(like: Int32Array | Float64Array, length: number): Int32Array | Float64Array {
  return like instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
}
