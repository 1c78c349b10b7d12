import type { LineLimits } from "../cell-limits.ts";
import { priceAt } from "../cell-pairs.ts";
import type { Limits, Part } from "../limits/limits.ts";
import { planWithinLimits } from "../limits/plan-within-limits.ts";
import { breaksLimits } from "../limits/serve-strict.ts";
import { hasTiers, leastPaid } from "../paid-tier.ts";
import type { CellRows } from "../rows.ts";
import { solveTransport } from "../simplex/solve-transport.ts";
import type { Transport } from "../simplex/transport.ts";
import { tieHash } from "../tie-hash.ts";

/** A lot, by row, that may serve the line: at which cost, what of it nobody else has, and what of that the line buys. */
export type FreeLot = {
  readonly row: number;
  readonly cost: number;
  readonly free: number;
  readonly bought: number;
};

export type LimitedPart = { readonly row: number; readonly quantity: number; readonly cost: number };

/**
 * What a line, by row, gets within the limits of its day: what it buys where that keeps them, else the best that they
 * allow out of what it buys and what is left over, everybody else's part untouched. Costs are those of what it gets of
 * each listing, where listings have prices by quantity.
 */
export function lineWithinLimits(
  rows: CellRows,
  line: number,
  lots: readonly FreeLot[],
  lineLimits: LineLimits,
): LimitedPart[] {
  const useful = lots.filter(({ free }) => free > 0);
  const limits = limitsOfOne(rows, line, useful, lineLimits);
  const bought = useful.flatMap(({ bought: quantity, cost }, offer) =>
    quantity > 0 ? [{ offer, cost, quantity }] : [],
  );
  const parts = keeps(limits, bought) ? bought : planOfOne(rows, line, useful, limits);
  const asked = rows.lines.quantity[line] as number;
  const sum = new Map<number, number>();
  const listingOf = ({ offer }: Part) => rows.lots.listing[useful[offer]?.row as number] as number;
  for (const part of parts) sum.set(listingOf(part), (sum.get(listingOf(part)) ?? 0) + part.quantity);
  return parts.map((part) => {
    const row = useful[part.offer]?.row as number;
    const over =
      priceAt(rows, line, row, sum.get(listingOf(part)) as number) - priceAt(rows, line, row, asked);
    return { row, quantity: part.quantity, cost: part.cost + over };
  });
}

function keeps(limits: Limits, parts: readonly Part[]): boolean {
  if (breaksLimits(limits, 0, parts)) return false;
  const used = new Map<number, number>();
  for (const { offer, quantity } of parts) {
    const group = limits.shares?.groupOf(0, offer) ?? -1;
    used.set(group, (used.get(group) ?? 0) + quantity);
  }
  return [...used].every(
    ([group, quantity]) => group === -1 || quantity <= (limits.shares?.room[group] as number),
  );
}

function planOfOne(rows: CellRows, line: number, lots: readonly FreeLot[], limits: Limits): Part[] {
  const costMax = lots.reduce((most, { cost }) => Math.max(most, cost), 0);
  const transport: Transport = {
    lineCount: 1,
    offerCount: lots.length,
    demand: Float64Array.of(rows.lines.quantity[line] as number),
    capacity: Float64Array.from(lots, ({ free }) => free),
    columns: {
      start: Int32Array.of(0, 2 * lots.length),
      arcs: Float64Array.from(lots.flatMap(({ cost }, offer) => [1 + offer, cost])),
    },
    unfilledCost: Float64Array.of(2 * costMax + 1),
    valueMax: 4 * costMax + 2,
  };
  const tie = (_: number, offer: number, round: number) => tieHash(offer, round);
  return [...(planWithinLimits(transport, solveTransport(transport, tie), limits, tie).parts[0] ?? [])];
}

function limitsOfOne(
  rows: CellRows,
  line: number,
  lots: readonly FreeLot[],
  { suppliersMax, extraFee, roomMilli, unitBase }: LineLimits,
): Limits {
  const sellerOf = lots.map(({ row }) => rows.lots.seller[row] as number);
  const sellers = [...new Set(sellerOf)];
  const unit = unitBase[line] as number;
  return {
    leastPart: Float64Array.from(lots, ({ row }) => rows.lots.minOrder[row] as number),
    leastOfPair: lots.some(({ row }) => hasTiers(rows.lots, row))
      ? (_, offer) => leastPaid(rows, line, lots[offer]?.row as number)
      : null,
    supplierOf: Int32Array.from(sellerOf),
    suppliersMax: Int32Array.of(suppliersMax[line] as number),
    extraFee: Float64Array.of(extraFee[line] as number),
    shares:
      roomMilli === null
        ? null
        : {
            groupOf: (_, offer) => sellers.indexOf(sellerOf[offer] as number),
            room: Float64Array.from(sellers, (seller) => {
              const own = lots.filter((_, offer) => sellerOf[offer] === seller);
              const dearest = own.reduce((most, { cost }) => Math.max(most, cost), 1);
              const money = roomMilli(line, own[0]?.row as number);
              return unit * Math.floor(money / dearest / unit);
            }),
          },
  };
}
