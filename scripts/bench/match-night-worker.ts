// One thread of the night: solves the parts it is handed, one after the other, and tells what came out.

import { parentPort, workerData } from "node:worker_threads";
import { PairRoom } from "#app/modules/matching/cell-pairs.ts";
import type { Phase } from "#app/modules/matching/laps.ts";
import { takePart } from "#app/modules/matching/night-parts.ts";
import type { CellRows } from "#app/modules/matching/rows.ts";
import { solveArranged } from "#app/modules/matching/solve-arranged.ts";
import { solveCell } from "#app/modules/matching/solve-cell.ts";
import { syntheticRules } from "#scripts/synthetic/market.ts";
import { greedyFill } from "./greedy.ts";
import { matchNearest } from "./nearest.ts";
import type { PartDone, PartWish } from "./night-crew.ts";

const { rows } = workerData as { readonly rows: CellRows };
const room = new PairRoom();

const isTold = { part: 0, zones: 0, seal: null, offered: 0n, offeredGap: 0n, phases: {} };

function cellOf({ taken }: PartWish): CellRows {
  return takePart(rows, taken);
}

function matchAll(wish: PartWish, began: number): PartDone {
  const phases: Partial<Record<Phase, number>> = {};
  let since = began;
  const cell = cellOf(wish);
  const answer = solveCell(cell, syntheticRules, wish, room, solveArranged, (phase) => {
    const now = performance.now();
    phases[phase] = (phases[phase] ?? 0) + now - since;
    since = now;
  });
  return {
    ...isTold,
    part: wish.part,
    pairs: answer.pairCount,
    components: answer.components.length,
    largest: answer.components.reduce((most, { pairs }) => Math.max(most, pairs), 0),
    pivots: answer.components.reduce((sum, { pivots }) => sum + pivots, 0),
    filledByClass: answer.filledByClass,
    cost: answer.cost,
    offered: answer.offered.quantity.reduce((sum, quantity) => sum + BigInt(quantity), 0n),
    offeredGap: answer.offeredGap,
    zones: answer.why?.zones.length ?? 0,
    seal: answer.seal,
    milliseconds: performance.now() - began,
    phases,
  };
}

function matchFew(wish: PartWish, began: number): PartDone {
  const cell = cellOf(wish);
  const { pairs, solved } = matchNearest(cell, syntheticRules, wish.nearest, room);
  return {
    ...isTold,
    part: wish.part,
    pairs,
    components: solved.components.length,
    largest: solved.components.reduce(
      (most, { component }) => Math.max(most, component.transport.columns.arcs.length / 2),
      0,
    ),
    pivots: solved.components.reduce((sum, { answer }) => sum + answer.effort.pivots, 0),
    filledByClass: solved.filledByClass,
    cost: solved.cost,
    milliseconds: performance.now() - began,
  };
}

function matchGreedily(wish: PartWish, began: number): PartDone {
  const filledByClass = [greedyFill(cellOf(wish), syntheticRules, room)];
  const unknown = { pairs: 0, components: 0, largest: 0, pivots: 0, cost: 0n };
  return { ...isTold, ...unknown, part: wish.part, filledByClass, milliseconds: performance.now() - began };
}

parentPort?.on("message", (wish: PartWish) => {
  const began = performance.now();
  const match = wish.greedy ? matchGreedily : wish.nearest > 0 ? matchFew : matchAll;
  parentPort?.postMessage(match(wish, began));
});

parentPort?.postMessage("ready");
