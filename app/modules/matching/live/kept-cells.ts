import { isDeepStrictEqual } from "node:util";
import { answerCell, type CellOutcome, type CellTask } from "../answer-cell.ts";
import type { ArrangedMarket } from "../arrange.ts";
import { lockNameOf } from "../cell.ts";
import { type SolvedMarket, solveArranged } from "../solve-arranged.ts";
import { LiveCell, type LiveEffort } from "./live-cell.ts";

/** How an answer came about, for the log and the figures. */
export type KeptEffort = LiveEffort & {
  /** What a cold solve beside it said; null when this one was not checked. */
  readonly check: "equal" | "different" | null;
  /** Why the kept market was given up; null when it was not. */
  readonly fault: string | null;
};

export type KeptLimits = {
  /** Pairs of all kept cells together; sixteen bytes each, and about as much again for who trades. */
  readonly pairs: number;
  /** One answer in so many is compared with a cold solve. */
  readonly checkOneIn: number;
};

const LIMITS: KeptLimits = { pairs: 6_000_000, checkOneIn: 32 };

/**
 * The cells of one thread that are kept solved, those asked for most recently. A cell that is not among them is solved
 * anew and then kept; so is one that has changed much, or whose kept market fails. What a cell is comes with each task,
 * read from the database a moment ago: nothing is remembered that could be out of date.
 */
export class KeptCells {
  /** The least recently asked first. */
  private readonly cells = new Map<string, LiveCell>();

  constructor(private readonly limits: KeptLimits = LIMITS) {}

  get count(): number {
    return this.cells.size;
  }

  /** Answers as `answerCell` does, to the last byte. */
  answer(task: CellTask): { readonly outcome: CellOutcome; readonly effort: KeptEffort } {
    const name = lockNameOf(task.cell);
    const cell = this.cells.get(name) ?? new LiveCell();
    this.cells.delete(name);
    let outcome: CellOutcome;
    try {
      outcome = answerCell(task, (market) => this.solve(cell, market));
    } catch (error) {
      // What the market itself makes impossible is refused by the cold solve as well.
      outcome = answerCell(task);
      const fault = error instanceof Error ? error.message : String(error);
      return { outcome, effort: { by: "anew", events: 0, check: null, fault } };
    }
    const effort = cell.lastEffort;
    if (effort.by === "changes" && this.isChecked(outcome)) {
      const cold = answerCell(task);
      if (!isDeepStrictEqual(cold, outcome))
        return { outcome: cold, effort: { ...effort, check: "different", fault: null } };
      this.keep(name, cell);
      return { outcome, effort: { ...effort, check: "equal", fault: null } };
    }
    this.keep(name, cell);
    return { outcome, effort: { ...effort, check: null, fault: null } };
  }

  private solve(cell: LiveCell, market: ArrangedMarket): SolvedMarket {
    return market.arcs.length / 2 > this.limits.pairs ? solveArranged(market) : cell.solve(market);
  }

  private isChecked({ rows }: CellOutcome): boolean {
    return Number.parseInt(rows.sha256.slice(0, 8), 16) % this.limits.checkOneIn === 0;
  }

  private keep(name: string, cell: LiveCell): void {
    if (cell.size === 0) return;
    this.cells.set(name, cell);
    let pairs = 0;
    for (const each of this.cells.values()) pairs += each.size;
    for (const [oldest, each] of this.cells) {
      if (pairs <= this.limits.pairs) return;
      this.cells.delete(oldest);
      pairs -= each.size;
    }
  }
}
