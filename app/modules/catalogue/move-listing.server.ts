import { and, eq, gt, gte, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { sellerDays } from "#db/schema/catalogue-seller-days.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { heldWarehouse } from "./keep-warehouse.server.ts";
import { ownListing } from "./own-goods.server.ts";
import { storedIn } from "./stored-in.server.ts";
import { MoveListing } from "./warehouse.schema.ts";

/**
 * All goods of a listing are brought to another warehouse, or to the seller's own address: from now on they are offered, weighed and fetched
 * from there. Refuses while anything of them is promised, which its buyer waits for from where it lies now, and goods whose weight nobody
 * knows.
 */
export const moveListing = command({
  name: "catalogue.moveListing",
  input: MoveListing,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (!mayKeepListing(call.actor, listing)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { listingId, warehouseId }) => {
    const listing = await ownListing(tx, call, listingId);
    if (warehouseId !== undefined) await heldWarehouse(tx, call, warehouseId);
    // Lots in id order, as everyone takes them who promises some: whoever does at this moment waits, or is waited for.
    const goods = await hold(tx, lots, eq(lots.listingId, listingId), sql`${lots.id}`);
    if (goods.some(({ reservedBase }) => reservedBase > 0n)) throw new RuleBroken("catalogue.movePromised");
    const today = dayOf(call.at, await clockOf(listing.sellerId, tx));
    const coming = and(eq(sellerDays.listingId, listingId), gte(sellerDays.day, today));
    const [promised] = await tx
      .select({ day: sellerDays.day })
      .from(sellerDays)
      .where(and(coming, gt(sellerDays.usedBase, 0n)))
      .limit(1);
    if (promised) throw new RuleBroken("catalogue.movePromised");
    const place = await storedIn(tx, listing, warehouseId ?? null);
    if (place === null) throw new RuleBroken("catalogue.weightUnknown");
    await tx
      .update(listings)
      .set({ ...place, version: sql`${listings.version} + 1`, updatedAt: call.at })
      .where(eq(listings.id, listingId));
    await tx.update(sellerDays).set(place).where(coming);
    return { listingId };
  },
});
