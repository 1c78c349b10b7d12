import { and, eq } from "drizzle-orm";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import type { LotReason } from "./reason-page.ts";
import { lastRunsOf, reasonsIn, type SeenRun } from "./reason-reads.server.ts";
import { type ToldListing, tellListing } from "./told-listing.ts";

export type ListingRun = ToldListing & SeenRun;

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
  const lotIds = await lotsOfListing(sellerId, listingId, on);
  const runs = await lastRunsOf(lotIds, RUNS_SHOWN, on);
  const reasons = await reasonsIn<LotReason>(
    runs.map(({ runId }) => runId),
    lotIds,
    on,
  );
  const told = runs.flatMap((run): ListingRun[] => {
    const listed = tellListing(
      reasons.filter(({ runId }) => runId === run.runId).map(({ because }) => because),
    );
    return listed === null ? [] : [{ ...run, ...listed }];
  });
  return { ...listing, runs: told };
}

/** The lots of a seller's own listing. */
export async function lotsOfListing(
  sellerId: string,
  listingId: string,
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on
    .select({ id: lots.id })
    .from(lots)
    .where(and(eq(lots.listingId, listingId), eq(lots.sellerId, sellerId)));
  return rows.map(({ id }) => id);
}
