import type { Transport } from "../simplex/transport.ts";
import { isShut, type Limits, leastFor, mayServe, type Part, Plan, supplierCount } from "./limits.ts";
import type { Sought } from "./serve-strict.ts";

/**
 * Keeps of each line's parts what the limits allow, the largest first: no part below the least its offer delivers,
 * no more suppliers than a hard limit, no more than the room of its group.
 */
export function keepWithinLimits(transport: Transport, limits: Limits, sought: Sought["parts"]): Plan {
  const plan = new Plan(transport, limits);
  for (let line = 0; line < transport.lineCount; line++) {
    const largestFirst = [...(sought[line] ?? [])].sort(
      (a, b) => b.quantity - a.quantity || a.offer - b.offer,
    );
    for (const { offer, cost, quantity } of largestFirst) {
      const taken = Math.min(quantity, plan.canTake(line, offer));
      if (isShut(plan, line, offer) || taken === 0 || taken < leastFor(limits, line, offer)) continue;
      plan.add(line, offer, cost, taken);
    }
  }
  return plan;
}

/**
 * Fills lines that still lack something, the most urgent first, from the offers that cost everyone least (`rent` is
 * what a unit of an offer is worth to others). Where a line may have no supplier more, its smallest part gives way to a larger.
 */
export function topUp(plan: Plan, rent: Float64Array): void {
  const { transport, missing } = plan;
  const { unfilledCost, lineCount } = transport;
  const lacking = Array.from({ length: lineCount }, (_, line) => line)
    .filter((line) => (missing[line] as number) > 0)
    .sort((a, b) => (unfilledCost[b] as number) - (unfilledCost[a] as number) || a - b);
  for (const line of lacking) {
    for (const { offer, cost } of byWorth(plan, rent, line)) {
      if (missing[line] === 0) break;
      takeFrom(plan, line, offer, cost);
    }
  }
}

function takeFrom(plan: Plan, line: number, offer: number, cost: number): void {
  const { parts, limits } = plan;
  const list = parts[line] as Part[];
  const least = leastFor(limits, line, offer);
  const amount = plan.canTake(line, offer);
  const isServed = list.some((part) => part.offer === offer);
  if (amount === 0 || (!isServed && amount < least)) return;
  if (mayServe(plan, line, offer) || pays(plan, line, amount, cost)) {
    plan.add(line, offer, cost, amount);
    return;
  }
  if (list.length === 0) return;
  const smallest = list.reduce((a, b) => (b.quantity < a.quantity ? b : a));
  plan.drop(line, smallest);
  const instead = plan.canTake(line, offer);
  if (mayServe(plan, line, offer) && instead > smallest.quantity && instead >= least)
    plan.add(line, offer, cost, instead);
  else plan.add(line, smallest.offer, smallest.cost, smallest.quantity);
}

/** Whether going without `amount` is dearer than a supplier more than the line should have. */
function pays({ limits, transport }: Plan, line: number, amount: number, cost: number): boolean {
  const saved = amount * ((transport.unfilledCost[line] as number) - cost);
  return saved > (limits.extraFee[line] as number);
}

/** Spares a line suppliers beyond its soft limit wherever its others can carry their part for less than the fee. */
export function drawTogether(plan: Plan): void {
  const { parts, limits } = plan;
  for (const [line, list] of parts.entries()) {
    const most = limits.suppliersMax[line] as number;
    if (most === 0 || list.length <= most) continue;
    const smallestFirst = [...list].sort((a, b) => a.quantity - b.quantity || a.offer - b.offer);
    for (const part of smallestFirst) {
      if (supplierCount(limits, list) <= most) break;
      const isAlone = list.every(
        (other) => other === part || limits.supplierOf[other.offer] !== limits.supplierOf[part.offer],
      );
      if (isAlone) moveOntoOthers(plan, line, part);
    }
  }
}

function moveOntoOthers(plan: Plan, line: number, part: Part): void {
  const others = (plan.parts[line] as Part[])
    .filter((other) => other !== part)
    .sort((a, b) => a.cost - b.cost || a.offer - b.offer);
  plan.drop(line, part);
  let rest = part.quantity;
  let dearer = 0;
  const moved: [Part, number][] = [];
  for (const other of others) {
    const taken = Math.min(rest, plan.canTake(line, other.offer));
    if (taken === 0) continue;
    plan.add(line, other.offer, other.cost, taken);
    moved.push([other, taken]);
    rest -= taken;
    dearer += taken * (other.cost - part.cost);
  }
  if (rest === 0 && dearer < (plan.limits.extraFee[line] as number)) return;
  for (const [other, taken] of moved) plan.add(line, other.offer, other.cost, -taken);
  plan.add(line, part.offer, part.cost, part.quantity);
}

/** The offers that still have something for a line, those first that cost everyone least. */
function byWorth({ transport, left }: Plan, rent: Float64Array, line: number) {
  const { start, arcs } = transport.columns;
  const row: { readonly offer: number; readonly cost: number; readonly worth: number }[] = [];
  for (let arc = start[line] as number; arc < (start[line + 1] as number); arc += 2) {
    const offer = (arcs[arc] as number) - transport.lineCount;
    if (left[offer] === 0) continue;
    const cost = arcs[arc + 1] as number;
    row.push({ offer, cost, worth: cost + (rent[offer] as number) });
  }
  return row.sort((a, b) => a.worth - b.worth || a.offer - b.offer);
}
