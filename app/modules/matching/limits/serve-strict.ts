import type { TieBreak } from "../simplex/settle-ties.ts";
import { solveTransport } from "../simplex/solve-transport.ts";
import type { Transport } from "../simplex/transport.ts";
import { isShut, type Limits, leastFor, type Part, Plan, supplierCount } from "./limits.ts";
import { costOfPair, everyPair, restTransport } from "./rest-transport.ts";

/** Parts as a solver leaves them, by line, and what a unit of each offer is worth to others at the time. */
export type Sought = { readonly parts: readonly (readonly Part[])[]; readonly rent: Float64Array };

/** Whether a line's parts break a limit, be it one that a fee buys off. */
export function breaksLimits(limits: Limits, line: number, parts: readonly Part[]): boolean {
  const most = limits.suppliersMax[line] as number;
  if (most > 0 && parts.length > most && supplierCount(limits, parts) > most) return true;
  return parts.some(({ offer, quantity }) => quantity < leastFor(limits, line, offer));
}

/** Whether a line is served from more suppliers than it may be at any price. */
export function hasTooMany(limits: Limits, line: number, parts: readonly Part[]): boolean {
  const most = limits.suppliersMax[line] as number;
  const isHard = limits.extraFee[line] === Number.POSITIVE_INFINITY;
  return isHard && most > 0 && parts.length > most && supplierCount(limits, parts) > most;
}

/**
 * Serves `strict` lines first, each from the few offers that are worth most to it as if nobody flexible had bought there;
 * then all other lines anew, exactly and over all their pairs, from what is left. The flexible give way to the strict and
 * find the cheapest way around; that loses far less than cutting the strict down to what the flexible left over.
 */
export function serveStrictFirst(
  transport: Transport,
  limits: Limits,
  strict: ReadonlySet<number>,
  rent: Float64Array,
  tie: TieBreak,
): Sought {
  const plan = new Plan(transport, limits);
  const order = [...strict].sort(
    (a, b) =>
      (transport.unfilledCost[b] as number) - (transport.unfilledCost[a] as number) ||
      (transport.demand[b] as number) - (transport.demand[a] as number) ||
      a - b,
  );
  for (const line of order) serveOne(plan, line, rent);
  const pairs = everyPair(transport);
  const rest = restTransport(plan, (line, use) => {
    if (!strict.has(line)) pairs(line, use);
  });
  const parts = plan.parts.map((list) => [...list]);
  if (rest === null) return { parts, rent };
  const { lines, offers } = rest;
  const answer = solveTransport(rest.transport, (line, offer, round) =>
    tie(lines[line] as number, offers[offer] as number, round),
  );
  for (const [at, quantity] of answer.quantity.entries()) {
    const line = lines[answer.line[at] as number] as number;
    const offer = offers[answer.offer[at] as number] as number;
    parts[line]?.push({ offer, cost: costOfPair(transport, line, offer), quantity });
  }
  const nextRent = rent.slice();
  for (const [at, offer] of offers.entries()) nextRent[offer] = answer.value[lines.length + at] as number;
  return { parts, rent: nextRent };
}

/** Gives a line, one offer at a time, the part that is worth most: much of what it lacks from where others need it least. */
function serveOne(plan: Plan, line: number, rent: Float64Array): void {
  const { transport, limits } = plan;
  const unfilled = transport.unfilledCost[line] as number;
  while ((plan.missing[line] as number) > 0) {
    let best = 0;
    let chosen: Part | null = null;
    everyPair(transport)(line, (offer, cost) => {
      const quantity = plan.canTake(line, offer);
      if (quantity === 0 || quantity < leastFor(limits, line, offer)) return;
      if (isShut(plan, line, offer)) return;
      const gain = quantity * (unfilled - cost - (rent[offer] as number));
      if (gain > best) {
        best = gain;
        chosen = { offer, cost, quantity };
      }
    });
    if (chosen === null) return;
    const { offer, cost, quantity } = chosen as Part;
    plan.add(line, offer, cost, quantity);
  }
}
