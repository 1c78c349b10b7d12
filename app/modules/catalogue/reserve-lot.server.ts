import { and, eq, sql } from "drizzle-orm";
import { quantity } from "#app/i18n/format.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Conflict, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { listings, lots, sellerDays } from "#db/schema/catalogue.ts";
import { availableOf } from "./lot.ts";
import { type DayShare, daySharesOf, type LotShare, lotSharesOf, type Reservation } from "./reservation.ts";
import { dayShareRows, lotShareRows } from "./share-rows.server.ts";

/**
 * Promises goods out of lots, and out of the day's capacity of their listings, in the caller's transaction: all of
 * the reservations or none. Refuses with `catalogue.soldOut` when a lot has too little left and with
 * `catalogue.dayFull` when the seller's day has; both are Conflicts, for somebody else was first.
 *
 * Lots are locked in id order, then days: two callers whose reservations overlap can wait, and never deadlock.
 */
export async function reserveLots(tx: Transaction, reservations: readonly Reservation[]): Promise<void> {
  if (reservations.length === 0) return;
  invariant(
    reservations.every((reservation) => reservation.quantityBase > 0n),
    "a reservation takes something",
  );
  await takeLots(tx, lotSharesOf(reservations));
  await takeDays(tx, daySharesOf(reservations));
}

/** As `reserveLots`, for one. */
export async function reserveLot(tx: Transaction, reservation: Reservation): Promise<void> {
  await reserveLots(tx, [reservation]);
}

async function takeLots(tx: Transaction, shares: readonly LotShare[]): Promise<void> {
  const ids = shares.map((share) => share.lotId);
  await holdFound(
    tx,
    sql`
    select 1 from ${lots} where ${lots.id} = any(${sql.param(ids)}::text[])
    order by ${lots.id}`,
    { change: lots },
  );
  const taken = await tx.execute(sql`
    update ${lots} set reserved_base = ${lots.reservedBase} + wanted.base, version = ${lots.version} + 1
    from ${lotShareRows(shares)} as wanted (lot_id, base)
    where ${lots.id} = wanted.lot_id
      and ${lots.reservedBase} + ${lots.shippedBase} + ${lots.lostBase} + wanted.base <= ${lots.quantityBase}
    returning ${lots.id} as id`);
  if (taken.length === shares.length) return;
  const got = new Set(taken.map((row) => row["id"]));
  const short = shares.find((share) => !got.has(share.lotId));
  invariant(short, "a lot that was not taken is short");
  throw await soldOut(tx, short);
}

async function soldOut(tx: Transaction, share: LotShare): Promise<Conflict | Missing> {
  const [row] = await tx
    .select({ lot: lots, title: listings.title, unit: listings.unit, basePerUnit: listings.basePerUnit })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(eq(lots.id, share.lotId));
  if (!row) return new Missing("catalogue.missing");
  const availableBase = availableOf(row.lot);
  return new Conflict("catalogue.soldOut", {
    lotId: share.lotId,
    title: row.title,
    available: quantity(availableBase, row.unit, row.basePerUnit),
    availableBase: availableBase.toString(),
  });
}

async function takeDays(tx: Transaction, shares: readonly DayShare[]): Promise<void> {
  // A day's row is born with the capacity that the listing declares; a share above it makes no row at all.
  const taken = await tx.execute(sql`
    insert into ${sellerDays} (listing_id, day, used_base, capacity_base)
    select wanted.listing_id, wanted.day, wanted.base, ${listings.capacityBasePerDay}
    from ${dayShareRows(shares)} as wanted (listing_id, day, base) join ${listings} on ${listings.id} = wanted.listing_id
    where wanted.base <= ${listings.capacityBasePerDay}
    order by wanted.listing_id, wanted.day
    on conflict (listing_id, day) do update set used_base = ${sellerDays}.used_base + excluded.used_base
    where ${sellerDays}.used_base + excluded.used_base <= ${sellerDays}.capacity_base
    returning listing_id, day::text as day`);
  if (taken.length === shares.length) return;
  const got = new Set(taken.map((row) => `${row["listing_id"]}/${row["day"]}`));
  const short = shares.find((share) => !got.has(`${share.listingId}/${share.day}`));
  invariant(short, "a day that was not taken is full");
  throw await dayFull(tx, short.listingId, short.day);
}

async function dayFull(tx: Transaction, listingId: string, day: BusinessDay): Promise<Conflict | Missing> {
  const [listing] = await tx.select().from(listings).where(eq(listings.id, listingId));
  if (!listing) return new Missing("catalogue.missing");
  const [used] = await tx
    .select()
    .from(sellerDays)
    .where(and(eq(sellerDays.listingId, listingId), eq(sellerDays.day, day)));
  const roomBase = (used?.capacityBase ?? listing.capacityBasePerDay) - (used?.usedBase ?? 0n);
  return new Conflict("catalogue.dayFull", {
    listingId,
    title: listing.title,
    day,
    available: quantity(roomBase, listing.unit, listing.basePerUnit),
    availableBase: roomBase.toString(),
  });
}
