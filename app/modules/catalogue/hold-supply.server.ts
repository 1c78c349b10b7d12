import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";

/**
 * Locks the lots of a commodity that a delivery day could ask for, in id order, and keeps their listings as they are:
 * until the transaction ends, nobody else promises any of them.
 */
export async function holdSupply(
  tx: Transaction,
  { commodityCode, deliveryDay }: { readonly commodityCode: string; readonly deliveryDay: BusinessDay },
): Promise<void> {
  await holdFound(
    tx,
    sql`
    select 1 from ${lots} join ${listings} on ${listings.id} = ${lots.listingId}
    where ${listings.commodityCode} = ${commodityCode} and ${listings.state} = 'open'
      and ${lots.availableFrom} <= ${deliveryDay}::date and ${lots.expiresOn} >= ${deliveryDay}::date
      and ${lots.quantityBase} > ${lots.reservedBase} + ${lots.shippedBase} + ${lots.lostBase}
    order by ${lots.id}`,
    { change: lots, keep: listings },
  );
}
