import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { matchOfferReasons, matchRuns } from "#db/schema/matching.ts";
import { type KeptLotReason, type ToldListing, tellListing } from "./told-listing.ts";

export type ListingRun = ToldListing & {
  readonly runId: string;
  readonly deliveryDay: string;
  readonly matchedAt: Date;
  readonly isUnique: boolean;
};

const RUNS_SHOWN = 20;

/** How a listing fared in its last runs, the latest first; for its own seller only. */
export async function runsOfListing(
  sellerId: string,
  listingId: string,
  on: Executor = db(),
): Promise<{ readonly baseUnit: BaseUnit; readonly runs: readonly ListingRun[] } | null> {
  const [listing] = await on
    .select({ baseUnit: commodities.baseUnit })
    .from(listings)
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(and(eq(listings.id, listingId), eq(listings.sellerId, sellerId)));
  if (!listing) return null;
  const runs = await on
    .selectDistinct({
      runId: matchRuns.id,
      deliveryDay: matchRuns.deliveryDay,
      matchedAt: matchRuns.startedAt,
      isUnique: matchRuns.isUnique,
    })
    .from(matchOfferReasons)
    .innerJoin(lots, and(eq(lots.id, matchOfferReasons.lotId), eq(lots.listingId, listingId)))
    .innerJoin(matchRuns, eq(matchRuns.id, matchOfferReasons.runId))
    .where(eq(matchOfferReasons.sellerId, sellerId))
    .orderBy(desc(matchRuns.startedAt), desc(matchRuns.id))
    .limit(RUNS_SHOWN);
  if (runs.length === 0) return { ...listing, runs: [] };
  const reasons = await on
    .select({ runId: matchOfferReasons.runId, because: matchOfferReasons.because })
    .from(matchOfferReasons)
    .innerJoin(lots, and(eq(lots.id, matchOfferReasons.lotId), eq(lots.listingId, listingId)))
    .where(
      and(
        eq(matchOfferReasons.sellerId, sellerId),
        inArray(
          matchOfferReasons.runId,
          runs.map(({ runId }) => runId),
        ),
      ),
    )
    .orderBy(asc(matchOfferReasons.lotId));
  const told = runs.flatMap((run): ListingRun[] => {
    // What the run wrote, it wrote in this shape.
    const kept = reasons.flatMap(({ runId, because }) =>
      runId === run.runId ? [because as unknown as KeptLotReason] : [],
    );
    const listed = tellListing(kept);
    return listed === null ? [] : [{ ...run, ...listed }];
  });
  return { ...listing, runs: told };
}
