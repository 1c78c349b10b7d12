import { findPairs } from "./cell-pairs.ts";
import {
  type CellRules,
  type DemandLine,
  type ExclusionCounts,
  exclusionReasons,
  type SupplyLot,
  withShare,
} from "./market.ts";
import { orderCell } from "./order-cell.ts";
import { listOf } from "./price-list.ts";
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
  /** So many metres by road that every seller would deliver farther to this line. */
  readonly fartherMetres?: number | undefined;
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

/**
 * The rows of a market with the wish of the line at `row` in them. A wish above the legal price is meant with its reason
 * written down, as an order asks for it; one within is capped by it, tax included.
 */
export function withLineWish(
  rows: CellRows,
  market: CellMarket,
  row: number,
  { ceilingMilli, gradeRank }: LineWish,
): CellRows {
  const { lines } = rows;
  const legal = market.lines[row]?.legalMilli ?? null;
  const isLawful = legal !== null && (ceilingMilli ?? 0n) <= legal;
  const capped = (wish: bigint) => Number(isLawful && legal < wish ? legal : wish);
  const vat = market.lots.find((lot) => lot.vat !== undefined)?.vat;
  const ceilings =
    ceilingMilli === undefined
      ? { ceiling: lines.ceiling, ceilingTaxed: lines.ceilingTaxed }
      : {
          ceiling: changed(lines.ceiling, [[row, capped(ceilingMilli)]]),
          ceilingTaxed: changed(lines.ceilingTaxed, [
            [row, capped(vat === undefined ? ceilingMilli : withShare(ceilingMilli, vat))],
          ]),
        };
  return {
    ...rows,
    lines: {
      ...lines,
      ...ceilings,
      gradeRank: changed(lines.gradeRank, [[row, gradeRank ?? (lines.gradeRank[row] as number)]]),
    },
  };
}

/**
 * The rows of a market with the wish of a listing, whose lots are at `own`, in them. A wished price is before tax, as a
 * seller writes it; a price by quantity that would stand above it falls to it.
 */
export function withListingWish(
  rows: CellRows,
  market: CellMarket,
  own: readonly number[],
  wish: ListingWish,
): CellRows {
  const { lots } = rows;
  const more = Number(wish.moreBase ?? 0n);
  const longest = own.reduce(
    (last, row) => ((lots.untilDay[row] as number) >= (lots.untilDay[last] as number) ? row : last),
    own[0] ?? 0,
  );
  const vat = market.lots[own[0] ?? -1]?.vat;
  const price =
    wish.priceMilli === undefined
      ? undefined
      : Number(vat === undefined ? wish.priceMilli : withShare(wish.priceMilli, vat));
  const ofEach = (column: Float64Array, value: (row: number) => number | undefined) =>
    changed(
      column,
      own.map((row) => [row, value(row) ?? (column[row] as number)]),
    );
  return {
    ...rows,
    lots: {
      ...lots,
      available: changed(lots.available, [[longest, (lots.available[longest] as number) + more]]),
      dayRoom: ofEach(lots.dayRoom, (row) => (lots.dayRoom[row] as number) + more),
      radius: ofEach(lots.radius, () => wish.radiusMetres),
      tierPrice: price === undefined ? lots.tierPrice : changed(lots.tierPrice, pricesAt(lots, own, price)),
    },
  };
}

/**
 * Every price of the lots at `own`, the first at `price` and none above it. Buyers whose kind has a price of its own go on
 * paying that.
 */
function pricesAt(lots: CellRows["lots"], own: readonly number[], price: number) {
  const { priceLists, tierStart, tierPrice } = lots;
  const priceOfList = (list: number) => tierPrice[tierStart[list] as number] as number;
  return own.flatMap((row) => {
    const everybody = listOf(lots, row, 0);
    const lists = Array.from({ length: priceLists }, (_, list) => listOf(lots, row, list));
    return lists.flatMap((list) => {
      const first = tierStart[list] as number;
      const base = priceOfList(list) === priceOfList(everybody) ? price : priceOfList(list);
      return Array.from({ length: (tierStart[list + 1] as number) - first }, (_, tier): [number, number] => [
        first + tier,
        tier === 0 ? base : Math.min(base, price, tierPrice[first + tier] as number),
      ]);
    });
  });
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
