import { and, between, desc, eq, gte, inArray, isNotNull, lte, or, type SQL } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { ratingAnswers } from "#db/schema/oversight.ts";
import { receipts, shipments } from "#db/schema/shipments.ts";
import { lateDeliveries } from "#db/schema/shipments-door.ts";
import type { Period } from "./supplier-reads.server.ts";

type Judged = {
  readonly sellerId: string;
  readonly buyerId: string;
  readonly shipmentId: string | null;
  readonly fromOn: BusinessDay | null;
  readonly toOn: BusinessDay | null;
};

/** True when this buyer counted a delivery of this seller: the one that is named, or any due in the period. */
export async function isJudged(
  { sellerId, buyerId, shipmentId, fromOn, toOn }: Judged,
  on: Executor = db(),
): Promise<boolean> {
  const [row] = await on
    .select({ id: shipments.id })
    .from(shipments)
    .leftJoin(lateDeliveries, eq(lateDeliveries.shipmentId, shipments.id))
    .where(
      and(
        eq(shipments.sellerId, sellerId),
        eq(shipments.buyerId, buyerId),
        eq(shipments.purpose, "order"),
        or(eq(shipments.state, "received"), isNotNull(lateDeliveries.letGoAt)),
        shipmentId === null ? undefined : eq(shipments.id, shipmentId),
        fromOn === null ? undefined : gte(shipments.deliveryDay, fromOn),
        toOn === null ? undefined : lte(shipments.deliveryDay, toOn),
      ),
    )
    .limit(1);
  return row !== undefined;
}

export type RatingAnswer = Pick<
  typeof ratingAnswers.$inferSelect,
  "id" | "sellerId" | "buyerId" | "shipmentId" | "fromOn" | "toOn" | "words" | "saidAt"
> & {
  readonly sellerName: string;
  /** Number of the BAST that it is about; null for a period, and for what was let go. */
  readonly receiptNumber: string | null;
};

async function answers(where: SQL | undefined, period: Period, on: Executor): Promise<RatingAnswer[]> {
  return on
    .select({
      id: ratingAnswers.id,
      sellerId: ratingAnswers.sellerId,
      buyerId: ratingAnswers.buyerId,
      shipmentId: ratingAnswers.shipmentId,
      fromOn: ratingAnswers.fromOn,
      toOn: ratingAnswers.toOn,
      words: ratingAnswers.words,
      saidAt: ratingAnswers.saidAt,
      sellerName: organisations.name,
      receiptNumber: receipts.number,
    })
    .from(ratingAnswers)
    .innerJoin(organisations, eq(organisations.id, ratingAnswers.sellerId))
    .leftJoin(shipments, eq(shipments.id, ratingAnswers.shipmentId))
    .leftJoin(receipts, eq(receipts.shipmentId, ratingAnswers.shipmentId))
    .where(
      and(
        where,
        or(
          between(shipments.deliveryDay, period.from, period.to),
          and(lte(ratingAnswers.fromOn, period.to), gte(ratingAnswers.toOn, period.from)),
        ),
      ),
    )
    .orderBy(desc(ratingAnswers.saidAt), desc(ratingAnswers.id))
    .limit(200);
}

/** What this seller answered to what it is counted by in a period, the latest first. */
export function answersOfSeller(
  sellerId: string,
  period: Period,
  on: Executor = db(),
): Promise<RatingAnswer[]> {
  return answers(eq(ratingAnswers.sellerId, sellerId), period, on);
}

/** What sellers answered to this buyer about a period, the latest first; nothing that was said to others. */
export function answersToBuyer(
  buyerId: string,
  sellerIds: readonly string[],
  period: Period,
  on: Executor = db(),
): Promise<RatingAnswer[]> {
  return answers(
    and(eq(ratingAnswers.buyerId, buyerId), inArray(ratingAnswers.sellerId, [...sellerIds])),
    period,
    on,
  );
}
