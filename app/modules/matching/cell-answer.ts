import type { Amounts } from "./amounts.ts";
import type { CellSeal } from "./seal-cell.ts";

/**
 * The proven answer to one market cell, as columns. Lines and lots are named by their row in the `CellRows` that were
 * solved. Quantities are base units, money milli-rupiah per base unit. Everything but the row numbers is a function of
 * what the rows say, not of their order, and the same on every machine and any number of threads.
 */
export type CellAnswer = {
  /** What is bought, sorted by line id, then lot id; only quantities above zero. */
  readonly bought: Bought;
  /**
   * What sellers are to be asked for: `bought`, unless a line would get less of a lot than its seller delivers. Respects
   * every quantity and every least order; sorted like `bought`.
   */
  readonly offered: Bought;
  /** Base units that nothing within those limits can fill more than `offered` does, at the most. */
  readonly offeredGap: bigint;
  /** By line row: what stays unfilled. */
  readonly unfilled: Float64Array;
  /** By urgency class. */
  readonly filledByClass: readonly bigint[];
  /** What all that is bought comes to as the choice weighs it (paid prices and preference), in milli-rupiah. */
  readonly cost: bigint;
  /** No other assignment fills as much in every class at the same cost. */
  readonly unique: boolean;
  /** One step of urgency in the certificate: a value is `steps × penalty + milli` (`formats` of the published files). */
  readonly penalty: bigint;
  /** By line row: what one more unit for the line would cost everyone together. */
  readonly lineValue: Amounts;
  /** By lot row: what one more unit of the lot would save everyone together. */
  readonly lotRent: Amounts;
  /** Allowed pairs of lines and lots with something to ask and to give. */
  readonly pairCount: number;
  /** Parts of the market that share no lot, in order of their first line id. */
  readonly components: readonly CellComponent[];
  /** By line row: position in `components`, -1 when nobody can serve the line. */
  readonly componentOfLine: Int32Array;
  /** By lot row: position in `components`, -1 when no line can use the lot. */
  readonly componentOfLot: Int32Array;
  /**
   * By line row: how many lots of its commodity were left out under `exclusionReasons[k]`, at
   * `row * exclusionReasons.length + k`. Each lot is counted once, under the first rule that forbids it.
   */
  readonly excluded: Int32Array;
  /** Null when reasons were not asked for. */
  readonly why: CellReasons | null;
  /** Null when no seal was asked for. */
  readonly seal: CellSeal | null;
};

export type Bought = {
  readonly line: Int32Array;
  readonly lot: Int32Array;
  readonly quantity: Float64Array;
  /** Price of the lot at the quantity that the line asks for. */
  readonly price: Float64Array;
  readonly freight: Float64Array;
  /** What the choice weighed: price, freight and preference. Only price and freight are paid. */
  readonly cost: Float64Array;
};

export type CellComponent = {
  readonly lines: number;
  readonly lots: number;
  readonly pairs: number;
  readonly pivots: number;
};

export const lineOutcomes = ["nothingAsked", "noCandidate", "shortage", "cheapest", "bestForAll"] as const;
/**
 * `nothingAsked`: the line lacked nothing. `noCandidate`: no lot may serve it. `shortage`: all who may serve it are
 * sold out to lines that are at least as urgent or have nowhere else to go. `cheapest`: it bought only from its
 * cheapest candidates. `bestForAll`: something cheaper exists, but is worth more to someone else.
 */
export type LineOutcome = (typeof lineOutcomes)[number];

/** How columns write an outcome. */
export function outcomeCode(outcome: LineOutcome): number {
  return lineOutcomes.indexOf(outcome);
}

/** How many of the next best are told for each line. */
export const LISTED_MAX = 3;

/** Why every line got what it got and every lot sold what it sold. */
export type CellReasons = {
  /** By line row: position in `lineOutcomes`. */
  readonly outcome: Uint8Array;
  /** By line row: how many lots may serve it. */
  readonly candidates: Int32Array;
  /** The best lots a line did not buy from; `over` is how much dearer, for everyone together, a unit from there would be. */
  readonly alternatives: Listed;
  /** Lots that cost a line less than the dearest it bought, yet went to others; `over` is their rent. Cheapest first. */
  readonly cheaperButTaken: Listed;
  /** By lot row: what it sold. */
  readonly sold: Float64Array;
  /** By lot row: the nearest line that did not buy, -1 when there is none. */
  readonly missedLine: Int32Array;
  readonly missedCost: Float64Array;
  /** By lot row: how much less that line would have had to pay. */
  readonly missedOver: Amounts;
  /**
   * By lot row: how much lower the price would have had to be for the rest to find buyers, everyone else's price
   * unchanged; 0 when all is sold, Infinity when the lines in reach do not ask for that much.
   */
  readonly sellOutCut: Float64Array;
  /** By line row and by lot row: position in `zones`, -1 outside of any shortage. */
  readonly zoneOfLine: Int32Array;
  readonly zoneOfLot: Int32Array;
  /** Proofs of shortage: all lots that may serve the lines of a zone hold less than the lines ask. */
  readonly zones: readonly ShortageZone[];
};

/** Up to `LISTED_MAX` entries for each line row, at `row * LISTED_MAX`; `lot` is -1 where there is none. */
export type Listed = {
  readonly lot: Int32Array;
  readonly cost: Float64Array;
  readonly over: Amounts;
};

/** Lines, and every lot that may serve any of them. That `asked` is more than `held` needs no solver to check. */
export type ShortageZone = {
  readonly lines: number;
  readonly lots: number;
  readonly asked: bigint;
  readonly held: bigint;
};
