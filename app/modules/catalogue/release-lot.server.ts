import { type SQL, sql } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { sellerDays } from "#db/schema/catalogue-seller-days.ts";
import { warehouseDays } from "#db/schema/catalogue-warehouses.ts";
import { daySharesOf, lotSharesOf, type Reservation } from "./reservation.ts";
import { dayShareRows, lotShareRows } from "./share-rows.server.ts";

/**
 * Gives promised goods back to their lots, and their listings' days back to the seller, in the caller's transaction.
 * It undoes `reserveLots` for the same or a smaller quantity; giving back more than is promised is a fault of ours.
 */
export async function releaseLots(tx: Transaction, reservations: readonly Reservation[]): Promise<void> {
  if (reservations.length === 0) return;
  const shares = lotSharesOf(reservations);
  const ids = shares.map((share) => share.lotId);
  await holdFound(
    tx,
    sql`
    select 1 from ${lots} where ${lots.id} = any(${sql.param(ids)}::text[])
    order by ${lots.id}`,
    { change: lots },
  );
  const released = await tx.execute(sql`
    update ${lots} set reserved_base = ${lots.reservedBase} - given.base, version = ${lots.version} + 1
    from ${lotShareRows(shares)} as given (lot_id, base) where ${lots.id} = given.lot_id returning ${lots.id} as id`);
  invariant(released.length === shares.length, "a promise is given back to the lot it came from");
  await freeDays(tx, reservations);
}

/** As `releaseLots`, for one. */
export async function releaseLot(tx: Transaction, reservation: Reservation): Promise<void> {
  await releaseLots(tx, [reservation]);
}

/** Gives the days back to their listings, in the order in which days are locked. */
async function freeDays(tx: Transaction, reservations: readonly Omit<Reservation, "lotId">[]): Promise<void> {
  const shares = daySharesOf(reservations.map((reservation) => ({ lotId: "", ...reservation })));
  if (shares.length === 0) return;
  await holdFound(
    tx,
    sql`
    select 1 from ${sellerDays} join ${dayShareRows(shares)} as given (listing_id, day, base)
      on ${sellerDays.listingId} = given.listing_id and ${sellerDays.day} = given.day
    order by ${sellerDays.listingId}, ${sellerDays.day}`,
    { change: sellerDays },
  );
  const freed = await tx.execute(sql`
    update ${sellerDays} set used_base = ${sellerDays.usedBase} - given.base
    from ${dayShareRows(shares)} as given (listing_id, day, base)
    where ${sellerDays.listingId} = given.listing_id and ${sellerDays.day} = given.day
    returning ${sellerDays.listingId} as id`);
  invariant(freed.length === shares.length, "a promise is given back to the day it was made for");
  await freeWarehouses(tx, dayShareRows(shares));
}

/** And to the warehouses that would have handed the goods out. */
async function freeWarehouses(tx: Transaction, shares: SQL): Promise<void> {
  const given = sql`
    select ${sellerDays.warehouseId} as warehouse_id, given.day, sum(given.base * ${sellerDays.mgPerBase})::bigint as mg
    from ${shares} as given (listing_id, day, base)
    join ${sellerDays} on ${sellerDays.listingId} = given.listing_id and ${sellerDays.day} = given.day
    where ${sellerDays.warehouseId} is not null group by 1, 2`;
  const held = await holdFound(
    tx,
    sql`
    select 1 from ${warehouseDays} join (${given}) as given
      on ${warehouseDays.warehouseId} = given.warehouse_id and ${warehouseDays.day} = given.day
    order by ${warehouseDays.warehouseId}, ${warehouseDays.day}`,
    { change: warehouseDays },
  );
  if (held.length === 0) return;
  await tx.execute(sql`
    update ${warehouseDays} set used_mg = ${warehouseDays.usedMg} - given.mg from (${given}) as given
    where ${warehouseDays.warehouseId} = given.warehouse_id and ${warehouseDays.day} = given.day`);
}
