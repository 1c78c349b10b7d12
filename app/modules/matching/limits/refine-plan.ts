import { optimalBasis } from "../simplex/optimal-basis.ts";
import { readFlows } from "../simplex/solve-transport.ts";
import { leastFor, type Part, Plan } from "./limits.ts";
import { costOfPair, restTransport } from "./rest-transport.ts";

/**
 * Moves goods along the pairs that a plan already uses to where they are worth most, exactly: the cheapest plan with the
 * same pairs that keeps every limit. Each part keeps the least its offer delivers; parts that share the room of a group
 * stay as they are. What is left is a transport again.
 */
export function refinePlan(plan: Plan): Plan {
  const refined = new Plan(plan.transport, plan.limits);
  const open: (readonly Part[])[] = plan.parts.map((list, line) => {
    for (const { offer, cost, quantity } of list) {
      const isFixed = plan.groupOf(line, offer) !== -1;
      refined.add(line, offer, cost, isFixed ? quantity : leastFor(plan.limits, line, offer));
    }
    return list.filter(({ offer }) => plan.groupOf(line, offer) === -1);
  });
  const rest = restTransport(refined, (line, use) => {
    for (const { offer, cost } of open[line] as readonly Part[]) use(offer, cost);
  });
  if (rest !== null) {
    const { transport, lines, offers } = rest;
    const answer = readFlows(optimalBasis(transport).basis);
    for (const [at, quantity] of answer.quantity.entries()) {
      const line = lines[answer.line[at] as number] as number;
      const offer = offers[answer.offer[at] as number] as number;
      refined.add(line, offer, costOfPair(plan.transport, line, offer), quantity);
    }
  }
  for (const [line, list] of refined.parts.entries())
    refined.parts[line] = list.filter(({ quantity }) => quantity > 0);
  return refined;
}
