import type { Component } from "./components.ts";
import { type Laps, noLaps } from "./laps.ts";
import { proveComponent } from "./prove-component.ts";
import type { TieBreak } from "./simplex/settle-ties.ts";
import { solveTransport, type TransportAnswer } from "./simplex/solve-transport.ts";

/** A component with its proven answer. */
export type SolvedComponent = {
  readonly component: Component;
  readonly answer: TransportAnswer;
  readonly sales: ComponentSales;
};

/** What line `line` of the component buys: `offer` and `quantity` at `start[line] … start[line + 1]`, sorted by offer. */
export type ComponentSales = {
  readonly start: Int32Array;
  readonly offer: Int32Array;
  readonly quantity: Float64Array;
};

/** Solves a component and proves the answer. */
export function solveComponent(component: Component, tie: TieBreak, lap: Laps = noLaps): SolvedComponent {
  const solved = provenComponent(component, solveTransport(component.transport, tie, lap));
  lap("proof");
  return solved;
}

/** Proves an answer to a component, wherever it comes from; one that is not optimal is an error. */
export function provenComponent(component: Component, answer: TransportAnswer): SolvedComponent {
  proveComponent(component, answer);
  return { component, answer, sales: sortSales(answer, component.lines.length) };
}

function sortSales({ line, offer, quantity }: TransportAnswer, lineCount: number): ComponentSales {
  const start = new Int32Array(lineCount + 1);
  for (const at of line) start[at + 1] = (start[at + 1] as number) + 1;
  for (let at = 0; at < lineCount; at++) start[at + 1] = (start[at + 1] as number) + (start[at] as number);
  const filled = start.slice();
  const sorted = { start, offer: new Int32Array(line.length), quantity: new Float64Array(line.length) };
  for (let sale = 0; sale < line.length; sale++) {
    const first = start[line[sale] as number] as number;
    let at = filled[line[sale] as number] as number;
    filled[line[sale] as number] = at + 1;
    // A line buys from a few offers only; each is put in its place among them.
    for (; at > first && (sorted.offer[at - 1] as number) > (offer[sale] as number); at--) {
      sorted.offer[at] = sorted.offer[at - 1] as number;
      sorted.quantity[at] = sorted.quantity[at - 1] as number;
    }
    sorted.offer[at] = offer[sale] as number;
    sorted.quantity[at] = quantity[sale] as number;
  }
  return sorted;
}

/** What a pair that trades costs, read from the prices: goods move only where value and rent differ by the cost. */
export function costOfSale(
  { component, answer: { value } }: SolvedComponent,
  line: number,
  offer: number,
): number {
  const rent = value[component.lines.length + offer] as number;
  return (value[line] as number) - rent + component.costBase;
}
