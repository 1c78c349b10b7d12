import { type Laps, noLaps } from "../laps.ts";
import type { Basis } from "./basis.ts";
import { leastValues } from "./least-values.ts";
import { optimalBasis } from "./optimal-basis.ts";
import type { Effort } from "./optimise.ts";
import { settleTies, type TieBreak } from "./settle-ties.ts";
import type { Transport } from "./transport.ts";

/** The canonical optimum of a transport, in its own positions. */
export type TransportAnswer = {
  /** What is bought, in no particular order; every quantity is above zero. */
  readonly line: Int32Array;
  readonly offer: Int32Array;
  readonly quantity: Float64Array;
  readonly unfilled: Float64Array;
  /** The smallest optimal values: lines first, then offers. */
  readonly value: Float64Array;
  /** Whether it was the only optimum before ties were settled. */
  readonly unique: boolean;
  readonly effort: Effort;
  /** The tree it was read from, for who solves a changed market from there; copy it before walking on. */
  readonly basis: Basis;
};

/** Solves a transport exactly: the least cost, going unfilled included, then the canonical choice among equals. */
export function solveTransport(transport: Transport, tie: TieBreak, lap: Laps = noLaps): TransportAnswer {
  const { basis, effort } = optimalBasis(transport, lap);
  const unique = settleTies(transport, basis, tie);
  lap("ties");
  leastValues(transport, basis);
  lap("least values");
  return { ...readFlows(basis), value: basis.value.slice(0, basis.root), unique, effort, basis };
}

/** What a tree buys and leaves unfilled. */
export function readFlows({ root, lineCount, parent, flow }: Basis) {
  const line: number[] = [];
  const offer: number[] = [];
  const quantity: number[] = [];
  const unfilled = new Float64Array(lineCount);
  for (let node = 0; node < root; node++) {
    const above = parent[node] as number;
    const amount = flow[node] as number;
    if (amount === 0) continue;
    if (above === root) {
      if (node < lineCount) unfilled[node] = amount;
      continue;
    }
    line.push(node < lineCount ? node : above);
    offer.push((node < lineCount ? above : node) - lineCount);
    quantity.push(amount);
  }
  return {
    line: Int32Array.from(line),
    offer: Int32Array.from(offer),
    quantity: Float64Array.from(quantity),
    unfilled,
  };
}
