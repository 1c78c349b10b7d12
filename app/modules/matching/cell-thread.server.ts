// What a matching thread runs: one cell at a time, from texts to texts.

import { serveThread } from "#app/platform/serve-thread.server.ts";
import { answerCell, type CellTask } from "./answer-cell.ts";
import { KeptCells } from "./live/kept-cells.ts";
import type { CellReply } from "./solve-in-thread.server.ts";

const kept = new KeptCells();

serveThread(
  ({ task, isKept }: { task: CellTask; isKept: boolean }): CellReply => {
    return isKept ? kept.answer(task) : { outcome: answerCell(task), effort: null };
  },
  ({ outcome: { rows, result, reasons } }) => [
    rows.bytes,
    result.bytes,
    ...reasons.map(({ bytes }) => bytes),
  ],
);
