import type { BuyerKind } from "./kind-prices.ts";

/**
 * A seller's file of goods on its way to the market. It is kept with its hash first; a worker looks at every row and says what
 * would come of it; what is good goes on the market once the seller says so, and only then. Every row of the file has an answer,
 * and what is wrong with one keeps no other from being listed.
 *
 *   waiting → looked → asked → kept          (from `looked` and `kept` it may be looked at again: → waiting)
 *           → unreadable
 */
export const listingImportStates = ["waiting", "looked", "asked", "kept", "unreadable"] as const;
export type ListingImportState = (typeof listingImportStates)[number];

/**
 * What becomes of a row: `new` and `changed` would be listed and are listed as `opened` and `updated`; `known` says what stands
 * already; `bad` is left out, with the reason.
 */
export const importOutcomes = ["new", "changed", "known", "bad", "opened", "updated"] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

/** More goods than this in one file are several files. */
export const IMPORT_ROWS_MAX = 20_000;
/** Rows of one transaction: whoever waits sees the count move, and nobody else waits long. */
export const IMPORT_ROWS_AT_ONCE = 1_000;

/** Why a row is left out: the code of a refusal, with what its sentence names. */
export type RowFault = {
  /** Whose price is meant, where it is not the row's own. */
  readonly kind?: BuyerKind;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
};
