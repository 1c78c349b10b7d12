import type { Limits } from "./limits/limits.ts";
import { noLimits } from "./limits/no-limits.ts";
import { planWithinLimits } from "./limits/plan-within-limits.ts";
import { breaksLimits } from "./limits/serve-strict.ts";
import type { OrderedCell } from "./order-cell.ts";
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
 * What to ask sellers for: the optimum wherever it keeps what they ask of an order, and close to it elsewhere. A lot of
 * which a line would get less than the least its seller delivers is not asked for that; its line is served from others.
 *
 * The optimum stays what is proven and published; only components whose optimum breaks a limit are planned anew.
 */
export function planCell(cell: OrderedCell, solved: SolvedMarket): CellPlan {
  const limitsOf = solved.components.map((each) => limitsFor(cell, each));
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

function limitsFor({ rows: { lots }, lotRow }: OrderedCell, { component }: SolvedComponent): Limits {
  return {
    ...noLimits(component.transport),
    leastPart: Float64Array.from(component.offers, (offer) => leastOf(lots, lotRow[offer] as number)),
  };
}

function leastOf({ minOrder }: LotRows, row: number): number {
  return minOrder[row] as number;
}

function keepsLimits({ component, sales }: SolvedComponent, limits: Limits): boolean {
  for (let line = 0; line < component.lines.length; line++) {
    for (let at = sales.start[line] as number; at < (sales.start[line + 1] as number); at++) {
      const part = { offer: sales.offer[at] as number, quantity: sales.quantity[at] as number, cost: 0 };
      if (breaksLimits(limits, line, [part])) return false;
    }
  }
  return true;
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
