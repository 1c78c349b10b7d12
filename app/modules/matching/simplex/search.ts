import type { Basis } from "./basis.ts";
import type { Exchange } from "./rehang.ts";
import type { Columns, Transport } from "./transport.ts";

/** One run of the simplex: the tree it walks on, the arcs it may use, and where it last looked. */
export type Search = {
  readonly basis: Basis;
  readonly capacity: Float64Array;
  readonly columns: Columns;
  /** Infinity keeps a line from giving up more than it already does. */
  readonly unfilledCost: Float64Array;
  /** 1 where a sold-out offer may be left with something unsold. */
  readonly mayReturn: Uint8Array;
  /** Root drift beyond this is folded back into the values. */
  readonly driftMax: number;
  readonly block: number;
  cursor: number;
  /** The exchange being carried out; reused, so that a pivot allocates nothing. */
  readonly exchange: Exchange;
  from: number;
  to: number;
  gain: number;
  pivots: number;
};

export type SearchTerms = Pick<Search, "columns" | "unfilledCost" | "mayReturn" | "driftMax">;

/**
 * The terms of a run, always made here and spelled out. The engine compiles a walk for one layout of its terms; terms copied
 * from another object with `...` have a layout of their own each time, and every exchange falls back to interpreted code.
 */
export function searchTerms(
  { columns, unfilledCost, mayReturn }: Omit<SearchTerms, "driftMax">,
  driftMax: number,
): SearchTerms {
  return { columns, unfilledCost, mayReturn, driftMax };
}

// A block is this much of the square root of the number of arcs: measured on markets of 10 k to 400 k pairs. Smaller blocks
// hardly cost more exchanges, larger ones read more than they gain.
const BLOCK_FACTOR = 0.15;
const BLOCK_MIN = 30;

/** Prepares a run from `basis` over the given arcs. The basis is changed in place by `optimise`. */
export function newSearch(
  transport: Transport,
  basis: Basis,
  { columns, unfilledCost, mayReturn, driftMax }: SearchTerms,
): Search {
  return {
    basis,
    capacity: transport.capacity,
    columns,
    unfilledCost,
    mayReturn,
    driftMax,
    block: Math.max(BLOCK_MIN, Math.floor(BLOCK_FACTOR * Math.sqrt(columns.arcs.length / 2))),
    cursor: 0,
    exchange: { join: 0, uIn: 0, vIn: 0, uOut: 0, flowIn: 0 },
    from: 0,
    to: 0,
    gain: 0,
    pivots: 0,
  };
}
