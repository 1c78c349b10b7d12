import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { RepriceListing } from "./catalogue.schema.ts";
import { givePrice } from "./give-price.server.ts";
import { ownListing } from "./own-goods.server.ts";

/**
 * Gives an open listing new prices and a new period. What was offered or promised before keeps its price. Answers whether
 * the new price, with the seller's VAT, stands above the legal ceiling; refuses a period that is over or too long, and
 * prices by quantity that do not fall from step to step.
 */
export const repriceListing = command({
  name: "catalogue.repriceListing",
  input: RepriceListing,
  permit: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (!mayKeepListing(call.actor, listing)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { listingId, ...price }) => {
    const listing = await ownListing(tx, call, listingId);
    return { listingId, isAboveCeiling: await givePrice(tx, call, listing, price) };
  },
});
