import type { Amounts } from "./amounts.ts";
import type { ArrangedMarket } from "./arrange.ts";
import type { Bought, CellAnswer } from "./cell-answer.ts";
import { type LineLimits, noLineLimits } from "./cell-limits.ts";
import { type CellPairs, findPairs, freightOver, PairRoom, priceAt, roadMetres } from "./cell-pairs.ts";
import { explainCell } from "./explain-cell.ts";
import { type Laps, noLaps } from "./laps.ts";
import { type CellRules, exclusionReasons } from "./market.ts";
import { type OrderedCell, orderCell } from "./order-cell.ts";
import { type CellPlan, planCell } from "./plan-cell.ts";
import type { CellRows } from "./rows.ts";
import { sealCell } from "./seal-cell.ts";
import { type Sales, type SolvedMarket, solveArranged } from "./solve-arranged.ts";

type CellWishes = {
  /** Whether to tell why; costs a few more looks at every pair. */
  readonly why: boolean;
  /** Whether to seal the answer; reads every pair once more. */
  readonly seal: boolean;
  /** False for the proven optimum alone: what is offered is then what is bought, whatever sellers' least orders say. */
  readonly plan?: boolean;
  /** What sellers may be asked for beyond their own terms; nothing when absent. */
  readonly limits?: LineLimits | undefined;
};

/**
 * Matches one market cell to the proven optimum: the most urgent class is filled as far as possible, then the next;
 * among those answers the cheapest; among those the canonical one (`tie-hash.ts`, by line id and lot id).
 *
 * Every pair that the rules of the trade allow takes part. Pure: rows and rules in, answer out, nothing read or kept,
 * so it can run in any thread, and again. Threads that solve cell after cell hand in the same `room` each time. Whoever
 * keeps the market solved (`live/live-cell.ts`) hands in its own `solve`, which must give the same answer. Refuses
 * (`InstanceRefused`) ids that are there twice and lines of several days where the day of a listing is limited, and
 * (`PrecisionRefused`) numbers that cannot be added exactly.
 */
export function solveCell(
  rows: CellRows,
  rules: CellRules,
  wishes: CellWishes,
  room = new PairRoom(),
  solve: (market: ArrangedMarket, lap: Laps) => SolvedMarket = solveArranged,
  lap: Laps = noLaps,
): CellAnswer {
  const cell = orderCell(rows, rules);
  lap("rows");
  const pairs = findPairs(cell, room);
  lap("pairs");
  const market = arrangedCell(cell, pairs);
  const solved = solve(market, lap);
  lap("reading back");
  const plan =
    wishes.plan === false
      ? { sales: solved.bought, gap: 0n }
      : planCell(cell, solved, wishes.limits ?? noLineLimits(rows));
  lap("plan within limits");
  const why = wishes.why ? explainCell(cell, market, solved) : null;
  lap("reasons");
  const seal = wishes.seal ? sealCell(market, solved) : null;
  lap("seal");
  const answer = readAnswer(cell, pairs, solved, plan);
  lap("reading back");
  return { ...answer, why, seal };
}

function readAnswer(
  cell: OrderedCell,
  pairs: CellPairs,
  solved: SolvedMarket,
  plan: CellPlan,
): Omit<CellAnswer, "why" | "seal"> {
  const bought = boughtRows(cell, solved.bought);
  return {
    bought,
    offered: plan.sales === solved.bought ? bought : boughtRows(cell, plan.sales),
    offeredGap: plan.gap,
    unfilled: numbersByRow(cell.lineRow, solved.unfilled),
    filledByClass: solved.filledByClass,
    cost: solved.cost,
    unique: solved.unique,
    penalty: solved.dual.penalty,
    lineValue: amountsByRow(cell.lineRow, solved.dual.lineValue),
    lotRent: amountsByRow(cell.lotRow, solved.dual.offerRent),
    pairCount: pairs.arcs.length / 2,
    components: solved.components.map(({ component, answer }) => ({
      lines: component.lines.length,
      lots: component.offers.length,
      pairs: component.transport.columns.arcs.length / 2,
      pivots: answer.effort.pivots,
    })),
    ...membersByRow(cell, solved),
    excluded: excludedByRow(cell, pairs),
  };
}

/** The market of a cell, in the order of its ids. */
export function arrangedCell(
  { rows: { lines, lots }, lineRow, lotRow, canGive }: OrderedCell,
  pairs: CellPairs,
): ArrangedMarket {
  const lineClass = lineRow.map((row) => lines.urgency[row] as number);
  let costMax = 0;
  for (let arc = 1; arc < pairs.arcs.length; arc += 2) costMax = Math.max(costMax, pairs.arcs[arc] as number);
  return {
    classes: lineClass.reduce((most, urgency) => Math.max(most, urgency + 1), 1),
    lineIds: lines.id,
    offerIds: lots.id,
    lineAt: lineRow,
    offerAt: lotRow,
    lineClass,
    lineQuantity: Float64Array.from(lineRow, (row) => lines.quantity[row] as number),
    offerQuantity: canGive,
    start: pairs.start,
    arcs: pairs.arcs,
    idle: [],
    costMax,
  };
}

function boughtRows({ rows, lineRow, lotRow }: OrderedCell, bought: Sales): Bought {
  const line = bought.line.map((at) => lineRow[at] as number);
  const lot = bought.offer.map((at) => lotRow[at] as number);
  const price = Float64Array.from(line, (row, at) =>
    priceAt(rows, row, lot[at] as number, rows.lines.quantity[row] as number),
  );
  const freight = Float64Array.from(line, (row, at) =>
    freightOver(rows.lots, lot[at] as number, roadMetres(rows, row, lot[at] as number)),
  );
  return { line, lot, quantity: bought.quantity, price, freight, cost: bought.cost };
}

function membersByRow({ lineRow, lotRow }: OrderedCell, { components }: SolvedMarket) {
  const componentOfLine = new Int32Array(lineRow.length).fill(-1);
  const componentOfLot = new Int32Array(lotRow.length).fill(-1);
  for (const [at, { component }] of components.entries()) {
    for (const line of component.lines) componentOfLine[lineRow[line] as number] = at;
    for (const lot of component.offers) componentOfLot[lotRow[lot] as number] = at;
  }
  return { componentOfLine, componentOfLot };
}

function numbersByRow(rowOf: Int32Array, values: Float64Array): Float64Array {
  const byRow = new Float64Array(values.length);
  for (const [at, row] of rowOf.entries()) byRow[row] = values[at] as number;
  return byRow;
}

function amountsByRow(rowOf: Int32Array, { steps, milli }: Amounts): Amounts {
  const byRow = new Int32Array(steps.length);
  for (const [at, row] of rowOf.entries()) byRow[row] = steps[at] as number;
  return { steps: byRow, milli: numbersByRow(rowOf, milli) };
}

function excludedByRow({ lineRow }: OrderedCell, { excluded }: CellPairs): Int32Array {
  const reasons = exclusionReasons.length;
  const byRow = new Int32Array(excluded.length);
  for (const [at, row] of lineRow.entries())
    byRow.set(excluded.subarray(at * reasons, (at + 1) * reasons), row * reasons);
  return byRow;
}
