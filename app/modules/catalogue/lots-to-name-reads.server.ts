import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";

export type LotToName = {
  readonly lotId: string;
  readonly title: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly availableFrom: BusinessDay;
  readonly expiresOn: BusinessDay;
  readonly isInCustody: boolean;
  /** Bought to be sold on: it has a cost of its own in the books. */
  readonly isBought: boolean;
};

/** What decides whether goods of these lots may leave with a share, by lot; those that are not this seller's are left out. */
export async function lotsToName(
  sellerId: string,
  lotIds: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, LotToName>> {
  if (lotIds.length === 0) return new Map();
  const rows = await on
    .select({
      lotId: lots.id,
      title: listings.title,
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      availableFrom: lots.availableFrom,
      expiresOn: lots.expiresOn,
      isInCustody: lots.isInCustody,
      isBought: sql<boolean>`${isNotNull(lotCosts.lotId)}`,
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .leftJoin(lotCosts, eq(lotCosts.lotId, lots.id))
    .where(and(eq(lots.sellerId, sellerId), inArray(lots.id, [...lotIds])));
  return new Map(rows.map((row) => [row.lotId, row]));
}
