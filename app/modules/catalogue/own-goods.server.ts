import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { isOwnGoods } from "./catalogue.policy.ts";

export type ListingRow = typeof listings.$inferSelect;
export type LotRow = typeof lots.$inferSelect;

/** The caller's own listing; somebody else's, and none at all, are Missing alike. */
export async function ownListing(tx: Transaction, call: Call, listingId: string): Promise<ListingRow> {
  const [listing] = await tx.select().from(listings).where(eq(listings.id, listingId));
  if (!listing || !isOwnGoods(call.actor, listing)) throw new Missing("catalogue.missing");
  return listing;
}

/** The caller's own lot, held until the transaction ends; as `ownListing`. */
export async function ownLot(tx: LatestTransaction, call: Call, lotId: string): Promise<LotRow> {
  const [lot] = await hold(tx, lots, eq(lots.id, lotId));
  if (!lot || !isOwnGoods(call.actor, lot)) throw new Missing("catalogue.missing");
  return lot;
}
