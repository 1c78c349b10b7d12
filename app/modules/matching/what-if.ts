import { findPairs } from "./cell-pairs.ts";
import {
  type CellRules,
  type DemandLine,
  type ExclusionCounts,
  exclusionReasons,
  type SupplyLot,
} from "./market.ts";
import { orderCell } from "./order-cell.ts";
import { type CellRows, packRows } from "./rows.ts";

/**
 * What would have come of a market if one side had asked or offered differently, everybody else unchanged. Nothing is
 * kept and nobody is bound: the wish is tried on the market that was (`live/asked-cell.ts`), to the proven optimum.
 */
export type CellMarket = { readonly lines: readonly DemandLine[]; readonly lots: readonly SupplyLot[] };

/** What a buyer may wish for its line. Money in milli-rupiah per base unit; what is left out stays as it was. */
export type LineWish = {
  readonly ceilingMilli?: bigint | undefined;
  /** 0 is the best; a larger number accepts more. */
  readonly gradeRank?: number | undefined;
};

/** What a seller may wish for its listing; `moreBase` is offered on top of the lot that keeps longest. */
export type ListingWish = {
  readonly priceMilli?: bigint | undefined;
  readonly moreBase?: bigint | undefined;
  readonly radiusMetres?: number | undefined;
};

/** What a line would have got, in base units and milli-rupiah per base unit. */
export type LineAnswer = {
  readonly asked: number;
  readonly filled: number;
  /** From whom, by lot id. */
  readonly parts: readonly { readonly offer: string; readonly quantity: number; readonly cost: number }[];
  /** By reason, how many lots could still not serve the line. */
  readonly excluded: Partial<ExclusionCounts>;
};

/** What a lot would have sold, in base units. */
export type LotAnswer = { readonly offer: string; readonly available: number; readonly sold: number };

/** The rows of a market with the wish of the line at `row` in them. */
export function withLineWish(rows: CellRows, row: number, { ceilingMilli, gradeRank }: LineWish): CellRows {
  const { lines } = rows;
  const ceiling = ceilingMilli === undefined ? (lines.ceiling[row] as number) : Number(ceilingMilli);
  return {
    ...rows,
    lines: {
      ...lines,
      ceiling: changed(lines.ceiling, [[row, ceiling]]),
      gradeRank: changed(lines.gradeRank, [[row, gradeRank ?? (lines.gradeRank[row] as number)]]),
    },
  };
}

/** The rows of a market with the wish of a listing, whose lots are at `own`, in them. */
export function withListingWish(rows: CellRows, own: readonly number[], wish: ListingWish): CellRows {
  const { lots } = rows;
  const more = Number(wish.moreBase ?? 0n);
  const longest = own.reduce(
    (last, row) => ((lots.untilDay[row] as number) >= (lots.untilDay[last] as number) ? row : last),
    own[0] ?? 0,
  );
  const price = wish.priceMilli === undefined ? undefined : Number(wish.priceMilli);
  const ofEach = (
    column: Float64Array,
    value: (row: number) => number | undefined,
    at = (row: number) => row,
  ) =>
    changed(
      column,
      own.map((row) => [at(row), value(row) ?? (column[at(row)] as number)]),
    );
  return {
    ...rows,
    lots: {
      ...lots,
      available: changed(lots.available, [[longest, (lots.available[longest] as number) + more]]),
      dayRoom: ofEach(lots.dayRoom, (row) => (lots.dayRoom[row] as number) + more),
      radius: ofEach(lots.radius, () => wish.radiusMetres),
      tierPrice: ofEach(
        lots.tierPrice,
        () => price,
        (row) => lots.tierStart[row] as number,
      ),
    },
  };
}

function changed<Column extends Float64Array | Int32Array>(
  column: Column,
  entries: readonly (readonly [number, number])[],
): Column {
  const copy = column.slice() as Column;
  for (const [at, value] of entries) copy[at] = value;
  return copy;
}

/**
 * Why rows of buyers could not be served by a listing: how many fell under each rule, every row counted once, under the
 * first that holds. Nothing about other sellers goes into it.
 */
export function buyersLeftOut(
  market: CellMarket,
  rules: CellRules,
  listingId: string,
): Partial<ExclusionCounts> {
  const own = market.lots.filter((lot) => lot.listingId === listingId).slice(-1);
  const { excluded } = findPairs(orderCell(packRows(market.lines, own), rules));
  const counts = exclusionReasons.map((reason, at) => {
    const column = excluded.filter((_, entry) => entry % exclusionReasons.length === at);
    return [reason, column.reduce((sum, count) => sum + count, 0)];
  });
  return Object.fromEntries(counts);
}
