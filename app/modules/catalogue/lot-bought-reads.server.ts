import { and, asc, eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lotSources, lots, producers } from "#db/schema/catalogue.ts";

/** One producer's part of a lot, as the seller buys it: per trading unit, paid so many days after a buyer accepted. */
export type BoughtSource = {
  readonly producerId: string;
  readonly name: string;
  readonly broughtBase: bigint;
  readonly leftBase: bigint;
  /** Null where neither the producer nor the listing names one. */
  readonly priceRupiah: bigint | null;
  readonly payDays: number | null;
};

export type BoughtLot = {
  readonly description: string;
  readonly title: string;
  readonly harvestedOn: BusinessDay;
  readonly isInCustody: boolean;
  readonly unit: { readonly name: string; readonly base: BaseUnit; readonly size: bigint };
  readonly sources: readonly BoughtSource[];
};

/** An own lot with whose harvest it is and what was agreed with each, by name; null for a lot of somebody else. */
export async function boughtLot(
  sellerId: string,
  lotId: string,
  on: Executor = db(),
): Promise<BoughtLot | null> {
  const [row] = await on
    .select({ lot: lots, listing: listings, commodity: commodities, gradeName: grades.name })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .where(and(eq(lots.id, lotId), eq(lots.sellerId, sellerId)));
  if (!row) return null;
  const { lot, listing, commodity, gradeName } = row;
  const sources = await on
    .select({ source: lotSources, name: producers.name })
    .from(lotSources)
    .innerJoin(producers, eq(producers.id, lotSources.producerId))
    .where(eq(lotSources.lotId, lotId))
    .orderBy(asc(producers.name), asc(producers.id));
  return {
    description: `${commodity.name} ${gradeName}`,
    title: listing.title,
    harvestedOn: lot.harvestedOn,
    isInCustody: lot.isInCustody,
    unit: { name: listing.unit, base: commodity.baseUnit, size: listing.basePerUnit },
    sources: sources.map(({ source, name }) => ({
      producerId: source.producerId,
      name,
      broughtBase: source.quantityBase,
      leftBase: source.quantityBase - source.shippedBase - source.lostBase,
      priceRupiah: source.priceRupiah ?? listing.costRupiah,
      payDays: source.payDays,
    })),
  };
}
