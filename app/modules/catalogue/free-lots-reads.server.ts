import { and, asc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { availableBase } from "./listing-reads.server.ts";

/** So many lots of what is fetched on one day are looked through. */
const LOTS_MAX = 500;

export type FreeLot = {
  readonly lotId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  /** Null for what lies at the seller's own address. */
  readonly warehouseId: string | null;
  readonly warehouseName: string | null;
  readonly harvestedOn: BusinessDay;
  readonly expiresOn: BusinessDay;
  /** What is promised to nobody yet, in base units. */
  readonly freeBase: bigint;
};

/**
 * A seller's own lots of these commodities that are good on `day` and not all promised, the first to expire first. Goods in custody
 * are their maker's: they leave only by a sale that settles with them.
 */
export async function freeLots(
  sellerId: string,
  { commodityCodes, day }: { readonly commodityCodes: readonly string[]; readonly day: BusinessDay },
  on: Executor = db(),
): Promise<FreeLot[]> {
  if (commodityCodes.length === 0) return [];
  return on
    .select({
      lotId: lots.id,
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      warehouseId: listings.warehouseId,
      warehouseName: warehouses.name,
      harvestedOn: lots.harvestedOn,
      expiresOn: lots.expiresOn,
      freeBase: availableBase,
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .leftJoin(warehouses, eq(warehouses.id, listings.warehouseId))
    .where(
      and(
        eq(lots.sellerId, sellerId),
        eq(lots.isInCustody, false),
        inArray(listings.commodityCode, [...new Set(commodityCodes)]),
        lte(lots.availableFrom, day),
        gte(lots.expiresOn, day),
        sql`${availableBase} > 0`,
      ),
    )
    .orderBy(asc(lots.expiresOn), asc(lots.harvestedOn), asc(lots.id))
    .limit(LOTS_MAX);
}
