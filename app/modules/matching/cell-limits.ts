import type { CellRows } from "./rows.ts";

/**
 * What the rules of the day and the budgets of the buyers ask beyond quantities and prices, as it was read with the
 * cell. Money in rupiah, as digits. Kept with the rows of a run, so that a plan can be made again.
 */
export type CellLimitFacts = {
  /** By city of the buyer. */
  readonly cities: Readonly<Record<string, CityLimits>>;
  /** By buyer, for those with a budget on the day. */
  readonly buyers: Readonly<Record<string, BuyerShares>>;
};

export type CityLimits = {
  /** From how many suppliers a line is served; 0 when nothing limits it. */
  readonly suppliersMax: number;
  /** What one supplier more costs in handling; below zero when there must not be one more. */
  readonly extraSupplierRupiah: number;
};

export type BuyerShares = {
  /** The most that one supplier may cover of the budgets in force. */
  readonly shareRupiah: string;
  /** What each supplier covers already. */
  readonly usedRupiah: Readonly<Record<string, string>>;
};

/** Limits of the lines of a cell, by line row. */
export type LineLimits = {
  readonly suppliersMax: Int32Array;
  /** In milli-rupiah for each supplier more; Infinity where there must not be one more. */
  readonly extraFee: Float64Array;
  /** In base units: what the line counts in, so that no share is cut in the middle of a kilogram or a crate. */
  readonly unitBase: Float64Array;
  /**
   * What a lot's seller may still cover of what the line's buyer spends, in milli-rupiah, both by row; Infinity for all.
   * Null where no buyer has a share.
   */
  readonly roomMilli: ((line: number, lot: number) => number) | null;
};

const MILLI = 1000;

type LimitedLine = {
  readonly cityCode: string;
  readonly buyerId: string;
  readonly basePerUnit: bigint;
  readonly suppliersMax: number | null;
  readonly servedBy: readonly string[];
};

/** Turns facts into limits, for lines and lots in the order of their rows. */
export function lineLimits(
  facts: CellLimitFacts,
  lines: readonly LimitedLine[],
  lots: readonly { readonly sellerId: string }[],
): LineLimits {
  const ofCity = lines.map(({ cityCode }) => facts.cities[cityCode] ?? NO_LIMITS);
  const shares = new Map(Object.entries(facts.buyers).map(([buyerId, share]) => [buyerId, leftOf(share)]));
  const shareOf = lines.map(({ buyerId }) => shares.get(buyerId));
  return {
    suppliersMax: Int32Array.from(lines, (line, at) => suppliersFor(line, ofCity[at] ?? NO_LIMITS)),
    extraFee: Float64Array.from(ofCity, ({ extraSupplierRupiah }, at) =>
      extraSupplierRupiah < 0 || lines[at]?.suppliersMax != null
        ? Number.POSITIVE_INFINITY
        : extraSupplierRupiah * MILLI,
    ),
    unitBase: Float64Array.from(lines, ({ basePerUnit }) => Number(basePerUnit)),
    roomMilli: shares.size === 0 ? null : roomOf,
  };
  function roomOf(line: number, lot: number): number {
    const share = shareOf[line];
    if (share === undefined) return Number.POSITIVE_INFINITY;
    return share.bySeller.get(lots[lot]?.sellerId ?? "") ?? share.whole;
  }
}

/**
 * From how many suppliers more a line is served. The buyer's own limit goes before the region's and is hard; who serves
 * the line already counts towards it. Where nobody else may come, only those may (`blockedFor`), and all of them.
 */
function suppliersFor({ suppliersMax, servedBy }: LimitedLine, ofCity: CityLimits): number {
  if (suppliersMax === null) return ofCity.suppliersMax;
  return suppliersMax > servedBy.length ? suppliersMax - servedBy.length : servedBy.length;
}

/** What is left for a seller of whom the buyer has nothing yet, and for the others. */
function leftOf({ shareRupiah, usedRupiah }: BuyerShares) {
  const whole = BigInt(shareRupiah);
  const left = (used: bigint) => Number(used < whole ? whole - used : 0n) * MILLI;
  const bySeller = Object.entries(usedRupiah).map(([id, used]): [string, number] => [id, left(BigInt(used))]);
  return { whole: left(0n), bySeller: new Map(bySeller) };
}

const NO_LIMITS: CityLimits = { suppliersMax: 0, extraSupplierRupiah: 0 };

/** For cells of which nobody limits anything. */
export function noLineLimits({ lines }: CellRows): LineLimits {
  const count = lines.quantity.length;
  return {
    suppliersMax: new Int32Array(count),
    extraFee: new Float64Array(count),
    unitBase: new Float64Array(count).fill(1),
    roomMilli: null,
  };
}
