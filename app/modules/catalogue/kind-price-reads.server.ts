import { type SQL, sql } from "drizzle-orm";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { listings } from "#db/schema/catalogue.ts";

/** `priceListFor` of one unit, for queries that sort by it: what a buyer of a kind pays a unit of the listing at hand. */
export function priceForKind(kind: OrganisationKind | SQL | null): SQL<bigint> {
  if (kind === null) return sql<bigint>`${listings.priceRupiah}`.mapWith(listings.priceRupiah);
  return sql<bigint>`coalesce((${listings.kindPrices} ->> ${kind})::bigint, ${listings.priceRupiah})`.mapWith(
    listings.priceRupiah,
  );
}
