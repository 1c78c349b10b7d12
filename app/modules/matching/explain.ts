import { invariant } from "#app/kernel/errors.ts";
import { type Amount, amountAt } from "./amounts.ts";
import {
  type CellAnswer,
  type CellReasons,
  LISTED_MAX,
  type LineOutcome,
  lineOutcomes,
} from "./cell-answer.ts";
import { idAt } from "./id-column.ts";
import type { LineRows, LotRows } from "./rows.ts";

/**
 * Why a line got what it got and a lot sold what it sold, one at a time and with ids, in codes and numbers; only
 * `i18n/` makes sentences. What `CellReasons` holds for a whole cell, as it is kept and shown.
 *
 * Costs and amounts are milli-rupiah per base unit.
 */

type Bought = {
  readonly offer: string;
  readonly quantity: number;
  readonly cost: number;
  readonly rent: Amount;
};
type Sold = { readonly line: string; readonly quantity: number };

export type LineExplanation = {
  readonly line: string;
  readonly urgencyClass: number;
  readonly asked: number;
  readonly filled: number;
  readonly unfilled: number;
  readonly outcome: LineOutcome;
  /** How many lots may serve the line and have something. */
  readonly candidates: number;
  /** What it buys, the cheapest first. */
  readonly parts: readonly Bought[];
  /** What one more unit would cost everyone together; one step or more means that someone would go without. */
  readonly value: Amount;
  /** The next best lots: `delta` is how much dearer, for everyone together, a unit from there would be. */
  readonly alternatives: readonly {
    readonly offer: string;
    readonly cost: number;
    readonly rent: Amount;
    readonly delta: Amount;
  }[];
  /** Lots that cost the line less than what it pays at most, yet went to others: cheapest first. */
  readonly cheaperButTaken: readonly {
    readonly offer: string;
    readonly cost: number;
    readonly rent: Amount;
    readonly takenBy: readonly Sold[];
  }[];
  /** The highest rent among the lots it bought from: the scarcity that set its price. Null when it bought nothing. */
  readonly limitingRent: Amount | null;
  /** The shortage it is part of, by position in `CellReasons.zones`; null outside of any. */
  readonly zone: number | null;
};

export type OfferExplanation = {
  readonly offer: string;
  readonly available: number;
  readonly sold: number;
  /** The largest buyer first. */
  readonly soldTo: readonly Sold[];
  /** What one more unit of it would save everyone together. */
  readonly rent: Amount;
  /** The nearest buyer that did not come: `delta` is how much less it would have had to cost. */
  readonly firstMissed: { readonly line: string; readonly cost: number; readonly delta: Amount } | null;
  /**
   * How much cheaper it would have had to be to sell out, everyone else's price unchanged: 0 when it is sold out, null
   * when the lines in reach do not ask for that much.
   */
  readonly sellOutCut: number | null;
  readonly zone: number | null;
};

/** What of rows and answer is read here. */
type ToldRows = {
  readonly lines: Pick<LineRows, "id" | "urgency" | "quantity">;
  readonly lots: Pick<LotRows, "id" | "available">;
};
type ToldAnswer = Pick<CellAnswer, "unfilled" | "lineValue" | "lotRent"> & {
  readonly bought: Pick<CellAnswer["bought"], "line" | "lot" | "quantity" | "cost">;
  readonly why: CellReasons | null;
};

/** Reads the reasons of one answer; built once, because usually every line of it is told. Refuses an answer without any. */
export class Explainer {
  private readonly why: CellReasons;
  private readonly salesOfLine: Int32Array;
  private readonly salesOfLot: readonly number[][];

  constructor(
    private readonly rows: ToldRows,
    private readonly answer: ToldAnswer,
  ) {
    invariant(answer.why !== null, "reasons were asked for");
    this.why = answer.why;
    const { bought } = answer;
    this.salesOfLine = new Int32Array(rows.lines.quantity.length).fill(-1);
    const salesOfLot: number[][] = Array.from(rows.lots.available, () => []);
    for (const [sale, line] of bought.line.entries()) {
      if (this.salesOfLine[line] === -1) this.salesOfLine[line] = sale;
      salesOfLot[bought.lot[sale] as number]?.push(sale);
    }
    // Sales come by line id, and sorting keeps that order among equal quantities.
    for (const sales of salesOfLot)
      sales.sort((a, b) => (bought.quantity[b] as number) - (bought.quantity[a] as number));
    this.salesOfLot = salesOfLot;
  }

  /** Explains one line by its row. */
  line(row: number): LineExplanation {
    const { lines } = this.rows;
    const { why } = this;
    const { unfilled, lineValue, lotRent } = this.answer;
    const asked = lines.quantity[row] as number;
    const parts = this.partsOf(row);
    return {
      line: idAt(lines.id, row),
      urgencyClass: lines.urgency[row] as number,
      asked,
      filled: asked - (unfilled[row] as number),
      unfilled: unfilled[row] as number,
      outcome: lineOutcomes[why.outcome[row] as number] as LineOutcome,
      candidates: why.candidates[row] as number,
      parts,
      value: amountAt(lineValue, row),
      alternatives: this.listed(why.alternatives, row, (lot, cost, over) => ({
        offer: this.lotId(lot),
        cost,
        rent: amountAt(lotRent, lot),
        delta: over,
      })),
      cheaperButTaken: this.listed(why.cheaperButTaken, row, (lot, cost, over) => ({
        offer: this.lotId(lot),
        cost,
        rent: over,
        takenBy: this.soldTo(lot).slice(0, LISTED_MAX),
      })),
      limitingRent: parts.reduce<Amount | null>(
        (most, { rent }) => (most === null || isLess(most, rent) ? rent : most),
        null,
      ),
      zone: zoneAt(why.zoneOfLine, row),
    };
  }

  /** Explains one lot by its row. */
  lot(row: number): OfferExplanation {
    const { lots, lines } = this.rows;
    const { why } = this;
    const missed = why.missedLine[row] as number;
    const cut = why.sellOutCut[row] as number;
    return {
      offer: this.lotId(row),
      available: lots.available[row] as number,
      sold: why.sold[row] as number,
      soldTo: this.soldTo(row),
      rent: amountAt(this.answer.lotRent, row),
      firstMissed:
        missed === -1
          ? null
          : {
              line: idAt(lines.id, missed),
              cost: why.missedCost[row] as number,
              delta: amountAt(why.missedOver, row),
            },
      sellOutCut: Number.isFinite(cut) ? cut : null,
      zone: zoneAt(why.zoneOfLot, row),
    };
  }

  private partsOf(row: number): Bought[] {
    const { bought, lotRent } = this.answer;
    const parts: Bought[] = [];
    const first = this.salesOfLine[row] as number;
    for (let sale = first; sale !== -1 && bought.line[sale] === row; sale++) {
      const lot = bought.lot[sale] as number;
      parts.push({
        offer: this.lotId(lot),
        quantity: bought.quantity[sale] as number,
        cost: bought.cost[sale] as number,
        rent: amountAt(lotRent, lot),
      });
    }
    return parts.sort((a, b) => a.cost - b.cost);
  }

  private listed<Told>(
    list: CellReasons["alternatives"],
    row: number,
    tell: (lot: number, cost: number, over: Amount) => Told,
  ): Told[] {
    const told: Told[] = [];
    for (let entry = row * LISTED_MAX; entry < (row + 1) * LISTED_MAX; entry++) {
      const lot = list.lot[entry] as number;
      if (lot !== -1) told.push(tell(lot, list.cost[entry] as number, amountAt(list.over, entry)));
    }
    return told;
  }

  private soldTo(lot: number): Sold[] {
    const { bought } = this.answer;
    return (this.salesOfLot[lot] ?? []).map((sale) => ({
      line: idAt(this.rows.lines.id, bought.line[sale] as number),
      quantity: bought.quantity[sale] as number,
    }));
  }

  private lotId(row: number): string {
    return idAt(this.rows.lots.id, row);
  }
}

function isLess(left: Amount, right: Amount): boolean {
  return left.steps < right.steps || (left.steps === right.steps && left.milli < right.milli);
}

function zoneAt(zones: Int32Array, row: number): number | null {
  const zone = zones[row] as number;
  return zone === -1 ? null : zone;
}
