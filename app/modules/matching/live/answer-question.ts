import { inflateSync } from "node:zlib";
import { Refusal } from "#app/kernel/errors.ts";
import { lineLimits } from "../cell-limits.ts";
import { CELL_RULES, cellMarket, readRowsText } from "../cell-market.ts";
import { readDemand } from "../demand-row.ts";
import type { ExclusionCounts } from "../market.ts";
import type { MatchResult } from "../result.ts";
import type { LineAnswer, LineWish, ListingWish, LotAnswer } from "../what-if.ts";
import { AskedCell } from "./asked-cell.ts";

/** What somebody wants to know of a market that was. */
export type Question =
  | { readonly about: "line"; readonly lineId: string; readonly wish: LineWish }
  | { readonly about: "listing"; readonly listingId: string; readonly wish: ListingWish }
  | { readonly about: "leftOut"; readonly listingId: string };

export type Answers = {
  readonly line: LineAnswer;
  readonly listing: readonly LotAnswer[];
  readonly leftOut: Partial<ExclusionCounts>;
};

/** The files of a run as they are kept, compressed; null the first time, because the market may be known already. */
export type AskTask = {
  readonly runId: string;
  readonly question: Question;
  readonly files: { readonly rows: Uint8Array; readonly result: Uint8Array } | null;
};

export type AskReply =
  | { readonly answer: Answers[Question["about"]] }
  /** The market is not open here: ask again, with its files. */
  | { readonly isUnknown: true }
  /** The code of the refusal; classes do not cross threads. */
  | { readonly refused: string };

/** Pairs of all open markets together. A single one that is larger is not answered while somebody waits. */
const PAIRS_MAX = 6_000_000;
const ROWS_MAX = 60_000;

/** The markets of one thread that were asked about last; what a run kept never changes, so nor do they. */
export class AskedCells {
  /** The least recently asked first. */
  private readonly cells = new Map<string, AskedCell>();

  answer({ runId, question, files }: AskTask): AskReply {
    const known = this.cells.get(runId);
    if (known === undefined && files === null) return { isUnknown: true };
    try {
      const cell = known ?? open(files);
      if (cell === null) return { refused: "matching.tooLargeToAsk" };
      this.keep(runId, cell);
      return { answer: answerTo(cell, question) };
    } catch (error) {
      if (error instanceof Refusal) return { refused: error.code };
      throw error;
    }
  }

  private keep(runId: string, cell: AskedCell): void {
    this.cells.delete(runId);
    this.cells.set(runId, cell);
    let pairs = 0;
    for (const each of this.cells.values()) pairs += each.size;
    for (const [oldest, each] of this.cells) {
      if (pairs <= PAIRS_MAX) return;
      this.cells.delete(oldest);
      pairs -= each.size;
    }
  }
}

function open(files: AskTask["files"]): AskedCell | null {
  const text = (bytes: Uint8Array = new Uint8Array()) => inflateSync(bytes).toString("utf8");
  const kept = readRowsText(text(files?.rows));
  const market = cellMarket(kept);
  if (market.lines.length + market.lots.length > ROWS_MAX) return null;
  const result = JSON.parse(text(files?.result)) as MatchResult;
  return new AskedCell(
    market,
    CELL_RULES,
    result,
    kept.limits === undefined ? null : lineLimits(kept.limits, kept.lines.map(readDemand), market.lots),
  );
}

function answerTo(cell: AskedCell, question: Question): Answers[Question["about"]] {
  switch (question.about) {
    case "line":
      return cell.line(question.lineId, question.wish);
    case "listing":
      return cell.listing(question.listingId, question.wish);
    case "leftOut":
      return cell.leftOut(question.listingId);
  }
}
