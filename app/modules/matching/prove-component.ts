import { invariant } from "#app/kernel/errors.ts";
import type { Component } from "./components.ts";
import { ExactSum } from "./exact-sum.ts";
import type { TransportAnswer } from "./simplex/solve-transport.ts";

/**
 * Checks that an answer to a component is optimal, from the component and the answer alone: every quantity is
 * respected, no pair at all could lower the cost at these prices, and what is spent is what the prices prove. Anything
 * else would be our mistake, not the market's, and is an error. Looks once at every pair.
 */
export function proveComponent({ transport }: Component, answer: TransportAnswer): void {
  const { lineCount, demand, capacity, columns, unfilledCost } = transport;
  const { value } = answer;
  invariant(respectsQuantities(answer, demand, capacity), "a component buys and sells what there is");
  const { start, arcs } = columns;
  for (let line = 0; line < lineCount; line++) {
    const worth = value[line] as number;
    const end = start[line + 1] as number;
    let least = unfilledCost[line] as number;
    for (let arc = start[line] as number; arc < end; arc += 2) {
      const landed = (arcs[arc + 1] as number) + (value[arcs[arc] as number] as number);
      if (landed < least) least = landed;
    }
    invariant(worth <= least, "no pair could lower the cost of a component");
  }
  // Where goods move at exactly their price and rents stand only where all is sold, spent and worth are equal.
  const spent = new ExactSum();
  const worth = new ExactSum();
  for (const [at, quantity] of answer.quantity.entries()) {
    const line = answer.line[at] as number;
    const offer = lineCount + (answer.offer[at] as number);
    spent.add(quantity, costOf(columns, line, offer));
  }
  for (let line = 0; line < lineCount; line++) {
    spent.add(answer.unfilled[line] as number, unfilledCost[line] as number);
    worth.add(demand[line] as number, value[line] as number);
  }
  for (const [offer, has] of capacity.entries()) {
    const rent = value[lineCount + offer] as number;
    invariant(rent >= 0, "no rent of a component is below zero");
    worth.add(has, -rent);
  }
  invariant(spent.total() === worth.total(), "what a component spends is what its prices prove");
}

function respectsQuantities(answer: TransportAnswer, demand: Float64Array, capacity: Float64Array): boolean {
  const missing = demand.map((asked, line) => asked - (answer.unfilled[line] as number));
  const left = capacity.slice();
  for (const [at, quantity] of answer.quantity.entries()) {
    const line = answer.line[at] as number;
    const offer = answer.offer[at] as number;
    if (quantity <= 0) return false;
    missing[line] = (missing[line] as number) - quantity;
    left[offer] = (left[offer] as number) - quantity;
  }
  return missing.every((rest) => rest === 0) && left.every((rest) => rest >= 0);
}

/** The cost of a pair, looked up in the row of its line; rows are sorted by offer. */
function costOf({ start, arcs }: Component["transport"]["columns"], line: number, offer: number): number {
  let low = (start[line] as number) >> 1;
  let high = (start[line + 1] as number) >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((arcs[2 * middle] as number) < offer) low = middle + 1;
    else high = middle;
  }
  invariant(arcs[2 * low] === offer && 2 * low < (start[line + 1] as number), "only allowed pairs trade");
  return arcs[2 * low + 1] as number;
}
