import { and, desc, eq, inArray } from "drizzle-orm";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { matchReasons, matchRuns } from "#db/schema/matching.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { type KeptLineReason, namedIn, type ToldLine, tellLine } from "./told-line.ts";

export type WhyLine = ToldLine & {
  readonly orderLineId: string;
  readonly runId: string;
  readonly matchedAt: Date;
  /** No other answer fills as much at the same cost. */
  readonly isUnique: boolean;
  readonly baseUnit: BaseUnit;
};

/** Why the lines of an order got what they got the last time they were matched; for the buyer of the order only. */
export async function whyLines(buyerId: string, orderId: string, on: Executor = db()): Promise<WhyLine[]> {
  const rows = await on
    .selectDistinctOn([matchReasons.orderLineId], {
      orderLineId: matchReasons.orderLineId,
      runId: matchRuns.id,
      matchedAt: matchRuns.startedAt,
      isUnique: matchRuns.isUnique,
      baseUnit: commodities.baseUnit,
      because: matchReasons.because,
    })
    .from(matchReasons)
    .innerJoin(matchRuns, eq(matchRuns.id, matchReasons.runId))
    .innerJoin(orderLines, eq(orderLines.id, matchReasons.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(
      orders,
      and(eq(orders.id, orderLines.orderId), eq(orders.id, orderId), eq(orders.buyerId, buyerId)),
    )
    .orderBy(matchReasons.orderLineId, desc(matchRuns.startedAt), desc(matchRuns.id));
  // What the run wrote, it wrote in this shape.
  const kept = rows.map((row) => ({ ...row, because: row.because as unknown as KeptLineReason }));
  const named = kept.map(({ because }) => namedIn(because));
  const [sellers, ownLines] = await Promise.all([
    namesOf([...new Set(named.flatMap(({ sellerIds }) => sellerIds))], on),
    ownOf(buyerId, [...new Set(named.flatMap(({ lineIds }) => lineIds))], on),
  ]);
  return kept.map(({ because, ...row }) => ({ ...row, ...tellLine(because, sellers, ownLines) }));
}

async function namesOf(ids: readonly string[], on: Executor): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await on
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(inArray(organisations.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Which of these lines the buyer asked for itself. */
async function ownOf(
  buyerId: string,
  lineIds: readonly string[],
  on: Executor,
): Promise<ReadonlySet<string>> {
  if (lineIds.length === 0) return new Set();
  const rows = await on
    .select({ id: orderLines.id })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.id, orderLines.orderId), eq(orders.buyerId, buyerId)))
    .where(inArray(orderLines.id, [...lineIds]));
  return new Set(rows.map(({ id }) => id));
}
