import { RuleBroken } from "#app/kernel/errors.ts";
import type { CellAnswer } from "./cell-answer.ts";
import { findPairs } from "./cell-pairs.ts";
import { Explainer, type LineExplanation, type OfferExplanation } from "./explain.ts";
import {
  type CellRules,
  type DemandLine,
  type ExclusionCounts,
  exclusionReasons,
  type SupplyLot,
} from "./market.ts";
import { orderCell } from "./order-cell.ts";
import { type CellRows, packRows } from "./rows.ts";
import { Parts } from "./simplex/parts.ts";
import { solveCell } from "./solve-cell.ts";

/**
 * What would have come of a market if one side had asked or offered differently, everybody else unchanged. Nothing is
 * kept and nobody is bound: the market that was is solved once more with the wish in it, to the proven optimum.
 *
 * Only the part of the market that the change can reach is solved, which is the component of whoever asks: what shares
 * no lot with it, not even over others, gets the same answer with and without it.
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

export type LineAnswer = LineExplanation & {
  /** By reason, how many lots could still not serve the line. */
  readonly excluded: Partial<ExclusionCounts>;
};

/** More than this is not answered while somebody waits. */
const ROWS_MAX = 60_000;
const PAIRS_MAX = 1_500_000;

/** What the line would have got. Refuses a line that was not on the market, and markets too large to ask (`matching.tooLargeToAsk`). */
export function askLine(market: CellMarket, rules: CellRules, lineId: string, wish: LineWish): LineAnswer {
  const lines = market.lines.map((line) =>
    line.lineId === lineId
      ? {
          ...line,
          ceilingMilli: wish.ceilingMilli ?? line.ceilingMilli,
          gradeRank: wish.gradeRank ?? line.gradeRank,
        }
      : line,
  );
  const part = partAround({ ...market, lines }, rules, (line) => line.lineId === lineId, never);
  const row = part.market.lines.findIndex((line) => line.lineId === lineId);
  if (row === -1) throw new RuleBroken("matching.notOnMarket");
  const { explainer } = solvePart(part.market, rules);
  return { ...explainer.line(row), excluded: part.excludedOf(lineId) };
}

/** What each lot of the listing would have sold, by lot id. Refuses as `askLine` does. */
export function askListing(
  market: CellMarket,
  rules: CellRules,
  listingId: string,
  wish: ListingWish,
): OfferExplanation[] {
  const mine = (lot: SupplyLot) => lot.listingId === listingId;
  const own = market.lots.filter(mine);
  if (own.length === 0) throw new RuleBroken("matching.notOnMarket");
  const longest = own.reduce((last, lot) => (lot.expiresOn >= last.expiresOn ? lot : last));
  const more = wish.moreBase ?? 0n;
  const lots = market.lots.map((lot) => {
    if (!mine(lot)) return lot;
    return {
      ...lot,
      priceMilli: wish.priceMilli ?? lot.priceMilli,
      radiusMetres: wish.radiusMetres ?? lot.radiusMetres,
      availableBase: lot.availableBase + (lot === longest ? more : 0n),
      ...(lot.dayRoomBase === undefined ? {} : { dayRoomBase: lot.dayRoomBase + more }),
    };
  });
  const part = partAround({ ...market, lots }, rules, never, mine);
  const { explainer } = solvePart(part.market, rules);
  return part.market.lots.flatMap((lot, row) => (mine(lot) ? [explainer.lot(row)] : []));
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

const never = () => false;

function solvePart(
  market: CellMarket,
  rules: CellRules,
): { rows: CellRows; answer: CellAnswer; explainer: Explainer } {
  const rows = packRows(market.lines, market.lots);
  const answer = solveCell(rows, rules, { why: true, seal: false });
  return { rows, answer, explainer: new Explainer(rows, answer) };
}

/** The component or components of those who ask, they themselves included even when they are alone. */
function partAround(
  market: CellMarket,
  rules: CellRules,
  asksLine: (line: DemandLine) => boolean,
  asksLot: (lot: SupplyLot) => boolean,
) {
  if (market.lines.length + market.lots.length > ROWS_MAX) throw new RuleBroken("matching.tooLargeToAsk");
  const cell = orderCell(packRows(market.lines, market.lots), rules);
  const { start, arcs, excluded } = findPairs(cell);
  const lineCount = market.lines.length;
  const parts = new Parts(lineCount + market.lots.length);
  const rowOfLot = (lot: number) => lineCount + (cell.lotRow[lot] as number);
  for (const [line, row] of cell.lineRow.entries()) {
    for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2)
      parts.join(row, rowOfLot(arcs[arc] as number));
  }
  const asked = new Set([
    ...market.lines.flatMap((line, row) => (asksLine(line) ? [parts.of(row)] : [])),
    ...market.lots.flatMap((lot, row) => (asksLot(lot) ? [parts.of(lineCount + row)] : [])),
  ]);
  const lines = market.lines.filter((_, row) => asked.has(parts.of(row)));
  const pairs = cell.lineRow.reduce(
    (sum, row, line) =>
      asked.has(parts.of(row)) ? sum + ((start[line + 1] as number) - (start[line] as number)) / 2 : sum,
    0,
  );
  if (pairs > PAIRS_MAX) throw new RuleBroken("matching.tooLargeToAsk");
  return {
    market: { lines, lots: market.lots.filter((_, row) => asked.has(parts.of(lineCount + row))) },
    excludedOf: (lineId: string): Partial<ExclusionCounts> => {
      const line = cell.lineRow.findIndex((row) => market.lines[row]?.lineId === lineId);
      const counts = excluded.subarray(line * exclusionReasons.length, (line + 1) * exclusionReasons.length);
      return Object.fromEntries(exclusionReasons.map((reason, at) => [reason, counts[at] ?? 0]));
    },
  };
}
