import type { LotReason } from "./reason-page.ts";

/**
 * What a listing sold in one run, as its seller may know it. Money in milli-rupiah per base unit: for grams, rupiah per
 * kilogram. Nothing in it names a buyer that did not come, nor another seller or its price.
 */
export type ToldListing = {
  readonly priceMilli: bigint;
  readonly offeredBase: bigint;
  readonly soldBase: bigint;
  /**
   * The clearing value where the listing stands: the price up to which its goods would have sold as they did, and below
   * which more of them sell. Null where somebody in reach went without, so that no price in money was the limit, and
   * where nobody in reach could buy.
   */
  readonly clearingMilli: bigint | null;
  /** `scarce`: who bought had nowhere else to go. `outOfReach`: no row of any buyer could be served. */
  readonly standing: "soldOut" | "scarce" | "partly" | "tooDear" | "outOfReach";
  /** What decided against the nearest buyer that did not come; null when there is none. */
  readonly missedByMilli: bigint | null;
  /** All that its warehouse could still hand out of it that day, where that was less than there was; null where it was no limit. */
  readonly warehouseBase: bigint | null;
  /** At this price everything would have sold, everyone else's unchanged; null when there is not that much demand. */
  readonly sellOutMilli: bigint | null;
};

/** Tells the reasons of all lots of one listing in one run; they share price and terms. Null without any. */
export function tellListing(lots: readonly LotReason[]): ToldListing | null {
  const [first] = lots;
  if (first === undefined) return null;
  const priceMilli = (BigInt(first.priceRupiah) * 1000n) / BigInt(first.basePerUnit);
  const offeredBase = lots.reduce((sum, lot) => sum + BigInt(lot.available), 0n);
  const soldBase = lots.reduce((sum, lot) => sum + BigInt(lot.sold), 0n);
  const missedByMilli = least(
    lots.flatMap(({ firstMissed }) =>
      firstMissed === null || firstMissed.delta.steps > 0 ? [] : [BigInt(firstMissed.delta.milli)],
    ),
  );
  const cuts = lots.map(({ sellOutCut }) => sellOutCut);
  const cutMilli = cuts.includes(null) ? null : BigInt(Math.max(...cuts.map((cut) => cut ?? 0)));
  const isScarce = lots.some(({ rent }) => rent.steps > 0);
  const rentMilli = BigInt(Math.max(...lots.map(({ rent }) => rent.milli)));
  const standing = standingOf(offeredBase, soldBase, isScarce, missedByMilli);
  return {
    priceMilli,
    offeredBase,
    soldBase,
    standing,
    clearingMilli: clearingOf(standing, priceMilli, rentMilli, missedByMilli),
    missedByMilli,
    warehouseBase: least(lots.flatMap(({ warehouseBase }) => (warehouseBase ? [BigInt(warehouseBase)] : []))),
    sellOutMilli: cutMilli === null || cutMilli > priceMilli ? null : priceMilli - cutMilli,
  };
}

function standingOf(
  offeredBase: bigint,
  soldBase: bigint,
  isScarce: boolean,
  missedByMilli: bigint | null,
): ToldListing["standing"] {
  if (offeredBase > 0n && soldBase === offeredBase) return isScarce ? "scarce" : "soldOut";
  if (soldBase > 0n) return "partly";
  return missedByMilli === null ? "outOfReach" : "tooDear";
}

function clearingOf(
  standing: ToldListing["standing"],
  priceMilli: bigint,
  rentMilli: bigint,
  missedByMilli: bigint | null,
): bigint | null {
  switch (standing) {
    case "soldOut":
      return priceMilli + rentMilli;
    case "partly":
      return priceMilli;
    case "tooDear":
      return priceMilli - (missedByMilli ?? 0n);
    case "scarce":
    case "outOfReach":
      return null;
  }
}

function least(amounts: readonly bigint[]): bigint | null {
  return amounts.reduce<bigint | null>((low, each) => (low === null || each < low ? each : low), null);
}
