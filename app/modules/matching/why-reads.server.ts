import { and, desc, eq, inArray } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { matchReasons, matchRuns } from "#db/schema/matching.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import type { LineExplanation } from "./explain.ts";
import type { ExclusionCounts } from "./market.ts";

type OfferFacts = {
  readonly sellerId: string;
  readonly priceRupiah: string;
  readonly unit: string;
  readonly basePerUnit: string;
};

export type WhyLine = {
  readonly orderLineId: string;
  readonly runId: string;
  readonly matchedAt: Date;
  /** No other answer fills as much at the same cost. */
  readonly isUnique: boolean;
  readonly explanation: LineExplanation & {
    readonly offers: Readonly<Record<string, OfferFacts>>;
    readonly excluded: Partial<ExclusionCounts>;
  };
  readonly sellerNames: ReadonlyMap<string, string>;
};

/** Why the lines of an order got what they got the last time they were matched; for the buyer of the order only. */
export async function whyLines(buyerId: string, orderId: string, on: Executor = db()): Promise<WhyLine[]> {
  const rows = await on
    .selectDistinctOn([matchReasons.orderLineId], {
      orderLineId: matchReasons.orderLineId,
      runId: matchRuns.id,
      matchedAt: matchRuns.startedAt,
      isUnique: matchRuns.isUnique,
      because: matchReasons.because,
    })
    .from(matchReasons)
    .innerJoin(matchRuns, eq(matchRuns.id, matchReasons.runId))
    .innerJoin(orderLines, eq(orderLines.id, matchReasons.orderLineId))
    .innerJoin(
      orders,
      and(eq(orders.id, orderLines.orderId), eq(orders.id, orderId), eq(orders.buyerId, buyerId)),
    )
    .orderBy(matchReasons.orderLineId, desc(matchRuns.startedAt), desc(matchRuns.id));
  // What the run wrote, it wrote in this shape.
  const explained = rows.map((row) => ({
    ...row,
    explanation: row.because as unknown as WhyLine["explanation"],
  }));
  const sellerIds = [
    ...new Set(
      explained.flatMap((row) => Object.values(row.explanation.offers).map((offer) => offer.sellerId)),
    ),
  ];
  const names =
    sellerIds.length > 0
      ? await on
          .select({ id: organisations.id, name: organisations.name })
          .from(organisations)
          .where(inArray(organisations.id, sellerIds))
      : [];
  const sellerNames = new Map(names.map((row) => [row.id, row.name]));
  return explained.map(({ because: _, ...row }) => ({ ...row, sellerNames }));
}
