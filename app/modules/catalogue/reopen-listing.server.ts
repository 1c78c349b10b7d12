import { sql } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { RepriceListing } from "./catalogue.schema.ts";
import { givePrice } from "./give-price.server.ts";
import { availableBase } from "./listing-reads.server.ts";
import { ownListing } from "./own-goods.server.ts";

/**
 * Puts goods on the market that are off it: stock that was bought and has no price yet, or what was withdrawn. A day may then
 * bring at least all that lies there. Answers and refuses as new prices do; a listing that is open already is `catalogue.moved`.
 */
export const reopenListing = command({
  name: "catalogue.reopenListing",
  input: RepriceListing,
  permit: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (!mayKeepListing(call.actor, listing)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { listingId, ...price }) => {
    const listing = await ownListing(tx, call, listingId);
    const lying = sql`(select coalesce(sum(${availableBase}), 0) from ${lots} where ${lots.listingId} = ${listingId})`;
    const capacityBasePerDay = sql<bigint>`greatest(${listings.capacityBasePerDay}, ${lying})`;
    return { listingId, isAboveCeiling: await givePrice(tx, call, listing, price, { capacityBasePerDay }) };
  },
});
