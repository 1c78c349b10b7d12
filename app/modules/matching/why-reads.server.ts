import { and, eq, inArray } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import type { LineReason } from "./reason-page.ts";
import { lastReasons } from "./reason-reads.server.ts";
import { namedIn, type ToldLine, tellLine } from "./told-line.ts";

export type WhyLine = ToldLine & {
  readonly orderLineId: string;
  readonly runId: string;
  readonly matchedAt: Date;
  /** No other answer fills as much at the same cost. */
  readonly isUnique: boolean;
  /** The market could be filled by no more than this beyond what was offered, while the limits of the day hold. */
  readonly gapBase: bigint;
  readonly baseUnit: BaseUnit;
};

/** Why the lines of an order got what they got the last time they were matched; for the buyer of the order only. */
export async function whyLines(buyerId: string, orderId: string, on: Executor = db()): Promise<WhyLine[]> {
  const lines = await on
    .select({ id: orderLines.id, baseUnit: commodities.baseUnit })
    .from(orderLines)
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(
      orders,
      and(eq(orders.id, orderLines.orderId), eq(orders.id, orderId), eq(orders.buyerId, buyerId)),
    )
    .orderBy(orderLines.id);
  const unitOf = new Map(lines.map(({ id, baseUnit }) => [id, baseUnit]));
  const kept = await lastReasons<LineReason>([...unitOf.keys()], on);
  const named = kept.map(namedIn);
  const [sellers, ownLines] = await Promise.all([
    namesOf([...new Set(named.flatMap(({ sellerIds }) => sellerIds))], on),
    ownOf(buyerId, [...new Set(named.flatMap(({ lineIds }) => lineIds))], on),
  ]);
  return kept.map((reason) => {
    const baseUnit = unitOf.get(reason.subjectId);
    invariant(baseUnit, "only the lines of the order were asked for");
    const { subjectId: orderLineId, runId, matchedAt, isUnique, gapBase } = reason;
    return {
      orderLineId,
      runId,
      matchedAt,
      isUnique,
      gapBase,
      baseUnit,
      ...tellLine(reason, sellers, ownLines),
    };
  });
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
