import { sql } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdFound } from "#db/hold.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";

/** A lot as somebody read it without a lock: its own version and that of its listing, which sets price and terms. */
export type SeenLot = { readonly lotId: string; readonly version: number; readonly listingVersion: number };

/**
 * Locks lots, in id order, if all of them still are what they were when they were read; a Conflict
 * (`catalogue.moved`) when one of them, or the listing that sells it, has changed since.
 */
export async function holdLotsAsSeen(tx: Transaction, seen: readonly SeenLot[]): Promise<void> {
  if (seen.length === 0) return;
  const held = await holdFound(
    tx,
    sql`
    select 1 from ${lots}
    join unnest(${sql.param(seen.map((lot) => lot.lotId))}::text[], ${sql.param(seen.map((lot) => lot.version))}::int[],
      ${sql.param(seen.map((lot) => lot.listingVersion))}::int[]) as seen (lot_id, version, listing_version)
      on seen.lot_id = ${lots.id}
    join ${listings} on ${listings.id} = ${lots.listingId}
    where ${lots.version} = seen.version and ${listings.version} = seen.listing_version
    order by ${lots.id}`,
    { change: lots },
  );
  if (held.length !== seen.length) throw new Conflict("catalogue.moved");
}
