import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { COUNT_LOTS_MAX, storedOf } from "./lot.ts";

/** What lies in a seller's store by its book, lot by lot: what is to be counted first expires first. Goods in custody are their maker's. */
export async function lotsInStore(sellerId: string, today: BusinessDay, on: Executor = db()) {
  const rows = await on
    .select({
      id: lots.id,
      title: listings.title,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      harvestedOn: lots.harvestedOn,
      expiresOn: lots.expiresOn,
      quantityBase: lots.quantityBase,
      shippedBase: lots.shippedBase,
      lostBase: lots.lostBase,
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(
      and(
        eq(lots.sellerId, sellerId),
        eq(lots.isInCustody, false),
        lte(lots.availableFrom, today),
        sql`${lots.quantityBase} > ${lots.shippedBase} + ${lots.lostBase}`,
      ),
    )
    .orderBy(asc(lots.expiresOn), asc(lots.id))
    .limit(COUNT_LOTS_MAX);
  return rows.map(({ quantityBase, shippedBase, lostBase, ...row }) => ({
    ...row,
    storedBase: storedOf({ quantityBase, shippedBase, lostBase }),
  }));
}
