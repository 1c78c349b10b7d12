// One thread of the night: solves the parts it is handed, one after the other, and tells what came out.

import { parentPort, workerData } from "node:worker_threads";
import { PairRoom } from "#app/modules/matching/cell-pairs.ts";
import { nightParts, takePart } from "#app/modules/matching/night-parts.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { syntheticRules } from "#scripts/synthetic/market.ts";
import { greedyFill } from "./greedy.ts";
import type { PartDone, PartWish } from "./match-night.ts";

const { rows } = workerData as { readonly rows: CellRows };
const parts = nightParts(rows);
const room = new PairRoom();

parentPort?.on("message", ({ part, why, seal, greedy }: PartWish) => {
  const began = performance.now();
  const cell = takePart(rows, parts[part] ?? { lines: new Int32Array(), lots: new Int32Array() });
  const answer = solveCell(cell, syntheticRules, { why, seal }, room);
  const done: PartDone = {
    part,
    pairs: answer.pairCount,
    components: answer.components.length,
    largest: answer.components.reduce((most, { pairs }) => Math.max(most, pairs), 0),
    pivots: answer.components.reduce((sum, { pivots }) => sum + pivots, 0),
    filledByClass: answer.filledByClass,
    cost: answer.cost,
    unique: answer.unique,
    zones: answer.why?.zones.length ?? 0,
    seal: answer.seal,
    greedyFilled: greedy ? greedyFill(cell, syntheticRules, room) : 0n,
    milliseconds: performance.now() - began,
  };
  parentPort?.postMessage(done);
});

parentPort?.postMessage("ready");
