import type { LineLimits } from "./cell-limits.ts";
import type { Component } from "./components.ts";
import type { Limits, Part, ShareLimits } from "./limits/limits.ts";
import { planWithinLimits } from "./limits/plan-within-limits.ts";
import { everyPair } from "./limits/rest-transport.ts";
import { breaksLimits } from "./limits/serve-strict.ts";
import type { OrderedCell } from "./order-cell.ts";
import { hasTiers, leastPaid } from "./paid-tier.ts";
import type { LotRows } from "./rows.ts";
import type { Sales, SolvedMarket } from "./solve-arranged.ts";
import { costOfSale, type SolvedComponent } from "./solve-component.ts";
import { tieHash } from "./tie-hash.ts";

/** What a cell's sellers can be asked for, and how far that is from what nothing can beat. */
export type CellPlan = {
  readonly sales: Sales;
  /** Base units that the bound fills and the plan does not; 0 where the optimum keeps every limit. */
  readonly gap: bigint;
};

/**
 * What to ask sellers for: the optimum wherever it keeps the limits, and close to it elsewhere. A lot of which a line would
 * get less than the least its seller delivers is not asked for that; a line is drawn from more sellers than it should be
 * only where that spares more than the fee; no seller covers more of what a buyer spends than its share.
 *
 * The optimum stays what is proven and published; only components whose optimum breaks a limit are planned anew.
 */
export function planCell(cell: OrderedCell, solved: SolvedMarket, lineLimits: LineLimits): CellPlan {
  const limitsOf = solved.components.map((each) => limitsFor(cell, each, lineLimits));
  if (solved.components.every((each, at) => keepsLimits(each, limitsOf[at] as Limits)))
    return { sales: solved.bought, gap: 0n };
  const sales: SaleList = [];
  let gap = 0n;
  for (const [at, each] of solved.components.entries()) {
    const limits = limitsOf[at] as Limits;
    const isKept = keepsLimits(each, limits);
    if (isKept) sales.push(...asSolved(each));
    else gap += planAnew(each, limits, sales);
  }
  sales.sort((a, b) => a.line - b.line || a.offer - b.offer);
  return {
    sales: {
      line: Int32Array.from(sales, ({ line }) => line),
      offer: Int32Array.from(sales, ({ offer }) => offer),
      quantity: Float64Array.from(sales, ({ quantity }) => quantity),
      cost: Float64Array.from(sales, ({ cost }) => cost),
    },
    gap,
  };
}

type SaleList = { line: number; offer: number; quantity: number; cost: number }[];

function limitsFor(cell: OrderedCell, { component }: SolvedComponent, lineLimits: LineLimits): Limits {
  const { lots } = cell.rows;
  const lineRows = component.lines.map((line) => cell.lineRow[line] as number);
  const lotRows = component.offers.map((offer) => cell.lotRow[offer] as number);
  return {
    leastPart: Float64Array.from(lotRows, (row) => leastOf(lots, row)),
    leastOfPair: lotRows.some((row) => hasTiers(lots, row))
      ? (line, offer) => leastPaid(cell.rows, lineRows[line] as number, lotRows[offer] as number)
      : null,
    supplierOf: lotRows.map((row) => lots.seller[row] as number),
    suppliersMax: lineRows.map((row) => lineLimits.suppliersMax[row] as number),
    extraFee: Float64Array.from(lineRows, (row) => lineLimits.extraFee[row] as number),
    shares: sharesFor(cell, component, lineLimits),
  };
}

function leastOf({ minOrder }: LotRows, row: number): number {
  return minOrder[row] as number;
}

/**
 * One group for each buyer and seller whose limit could be reached. Its room is so many whole units as the money left
 * for that seller buys at the dearest of their pairs.
 */
function sharesFor(
  { rows, lineRow, lotRow }: OrderedCell,
  { lines, offers, transport, costBase }: Component,
  { roomMilli, unitBase }: LineLimits,
): ShareLimits | null {
  if (roomMilli === null) return null;
  const groups = new Map<string, number>();
  const money: number[] = [];
  const dearest: number[] = [];
  const unit: number[] = [];
  const keyOf = (line: number, offer: number) => {
    const buyer = rows.lines.buyer[lineRow[lines[line] as number] as number];
    return `${buyer} ${rows.lots.seller[lotRow[offers[offer] as number] as number]}`;
  };
  const most = mostSpent(
    { lines, transport, costBase },
    (line) => rows.lines.buyer[lineRow[line] as number] as number,
  );
  const pairs = everyPair(transport);
  for (const [line, position] of lines.entries()) {
    const row = lineRow[position] as number;
    const spent = most.get(rows.lines.buyer[row] as number) as number;
    pairs(line, (offer, cost) => {
      const room = roomMilli(row, lotRow[offers[offer] as number] as number);
      if (room >= spent) return;
      const key = keyOf(line, offer);
      const group = groups.get(key) ?? groups.size;
      groups.set(key, group);
      money[group] = room;
      dearest[group] = Math.max(dearest[group] ?? 1, cost + costBase);
      unit[group] = Math.max(unit[group] ?? 1, unitBase[row] as number);
    });
  }
  if (groups.size === 0) return null;
  return {
    groupOf: (line, offer) => groups.get(keyOf(line, offer)) ?? -1,
    room: Float64Array.from(money, (left, group) => {
      const whole = unit[group] as number;
      return whole * Math.floor(left / (dearest[group] as number) / whole);
    }),
  };
}

/** By buyer: more than all of its lines in a component can cost. Nearly always less than any share, which is then no limit. */
function mostSpent(
  { lines, transport, costBase }: Pick<Component, "lines" | "transport" | "costBase">,
  buyerOf: (line: number) => number,
): Map<number, number> {
  const spent = new Map<number, number>();
  const pairs = everyPair(transport);
  for (const [line, position] of lines.entries()) {
    let dearest = 0;
    pairs(line, (_, cost) => {
      dearest = Math.max(dearest, cost + costBase);
    });
    const buyer = buyerOf(position);
    spent.set(buyer, (spent.get(buyer) ?? 0) + dearest * (transport.demand[line] as number));
  }
  return spent;
}

function keepsLimits({ component, sales }: SolvedComponent, limits: Limits): boolean {
  const { shares } = limits;
  const used = new Float64Array(shares?.room.length ?? 0);
  for (let line = 0; line < component.lines.length; line++) {
    const parts: Part[] = [];
    for (let at = sales.start[line] as number; at < (sales.start[line + 1] as number); at++) {
      const part = { offer: sales.offer[at] as number, quantity: sales.quantity[at] as number, cost: 0 };
      parts.push(part);
      const group = shares?.groupOf(line, part.offer) ?? -1;
      if (group !== -1) used[group] = (used[group] as number) + part.quantity;
    }
    if (breaksLimits(limits, line, parts)) return false;
  }
  return used.every((quantity, group) => quantity <= (shares?.room[group] as number));
}

function asSolved(each: SolvedComponent): SaleList {
  const { component, sales } = each;
  return Array.from(component.lines).flatMap((line, local) =>
    Array.from(
      { length: (sales.start[local + 1] as number) - (sales.start[local] as number) },
      (_, index) => {
        const at = (sales.start[local] as number) + index;
        const offer = sales.offer[at] as number;
        return {
          line,
          offer: component.offers[offer] as number,
          quantity: sales.quantity[at] as number,
          cost: costOfSale(each, local, offer),
        };
      },
    ),
  );
}

function planAnew({ component, answer }: SolvedComponent, limits: Limits, sales: SaleList): bigint {
  // Positions follow the ids, so ties broken by position do not depend on the order of any list.
  const plan = planWithinLimits(component.transport, answer, limits, (line, offer, round) =>
    tieHash(line, offer + round),
  );
  for (const [local, parts] of plan.parts.entries()) {
    for (const { offer, quantity, cost } of parts)
      sales.push({
        line: component.lines[local] as number,
        offer: component.offers[offer] as number,
        quantity,
        cost: cost + component.costBase,
      });
  }
  return plan.gap;
}
