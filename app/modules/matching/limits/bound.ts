import { optimalBasis } from "../simplex/optimal-basis.ts";
import { readFlows, type TransportAnswer } from "../simplex/solve-transport.ts";
import { partsOf } from "./avoid-small-parts.ts";
import { type Limits, Plan } from "./limits.ts";
import { noLimits } from "./no-limits.ts";
import { costOfPair, everyPair, restTransport } from "./rest-transport.ts";
import { type Worth, worthOf } from "./worth.ts";

/**
 * What no plan within the limits can beat: the optimum of the same transport without them, in which a line asks no more
 * than its few largest suppliers hold. `optimum` is used as it stands where no line asks more than that.
 */
export function boundWithin(plain: Plan, limits: Limits, optimum: TransportAnswer): Worth {
  const { transport } = plain;
  const reachable = transport.demand.map((asked, line) => Math.min(asked, mostFor(plain, limits, line)));
  if (reachable.every((most, line) => most === transport.demand[line]))
    return worthOf({
      transport,
      limits: noLimits(transport),
      parts: partsOf(transport, optimum),
      missing: optimum.unfilled,
    });
  const trimmed = new Plan({ ...transport, demand: Float64Array.from(reachable) }, noLimits(transport));
  const rest = restTransport(trimmed, everyPair(transport));
  const bound = new Plan(transport, noLimits(transport));
  if (rest === null) return worthOf(bound);
  const { lines, offers } = rest;
  const answer = readFlows(optimalBasis(rest.transport).basis);
  for (const [at, quantity] of answer.quantity.entries()) {
    const line = lines[answer.line[at] as number] as number;
    const offer = offers[answer.offer[at] as number] as number;
    bound.add(line, offer, costOfPair(transport, line, offer), quantity);
  }
  return worthOf(bound);
}

/** The most a line can get from as many suppliers as it may have, were it alone. */
function mostFor({ transport }: Plan, limits: Limits, line: number): number {
  const most = limits.suppliersMax[line] as number;
  if (most === 0 || limits.extraFee[line] !== Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const bySupplier = new Map<number, number>();
  everyPair(transport)(line, (offer) => {
    const least = limits.leastPart[offer] as number;
    if (least > (transport.demand[line] as number)) return;
    const supplier = limits.supplierOf[offer] as number;
    bySupplier.set(supplier, (bySupplier.get(supplier) ?? 0) + (transport.capacity[offer] as number));
  });
  return [...bySupplier.values()]
    .sort((a, b) => b - a)
    .slice(0, most)
    .reduce((sum, has) => sum + has, 0);
}
