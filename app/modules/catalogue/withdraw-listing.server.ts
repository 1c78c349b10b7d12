import { and, eq, sql } from "drizzle-orm";
import { Conflict, Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { listingWithdrawn } from "./catalogue.events.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { WithdrawListing } from "./catalogue.schema.ts";
import { ownListing } from "./own-goods.server.ts";

/** Takes a listing off the market until it is put there again. What is promised from it stays promised. */
export const withdrawListing = command({
  name: "catalogue.withdrawListing",
  input: WithdrawListing,
  permit: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (!mayKeepListing(call.actor, listing)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const moved = await tx
      .update(listings)
      .set({ state: "withdrawn", version: sql`${listings.version} + 1`, updatedAt: call.at })
      .where(and(eq(listings.id, input.listingId), eq(listings.state, "open")))
      .returning({ id: listings.id });
    if (moved.length === 0) throw new Conflict("catalogue.moved");
    await announce(tx, call, listingWithdrawn, { listingId: input.listingId });
    return { listingId: input.listingId };
  },
});
