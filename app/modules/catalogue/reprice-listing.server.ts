import { and, eq, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { listingRepriced } from "./catalogue.events.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { RepriceListing } from "./catalogue.schema.ts";
import { gradedCommodity } from "./commodity-reads.server.ts";
import { ownListing } from "./own-goods.server.ts";
import { isAboveCeiling } from "./price-ceiling.ts";
import { refusePricePeriod } from "./price-period.server.ts";
import { ceilingFor } from "./price-reads.server.ts";
import { tiersRefusal } from "./price-tiers.ts";
import { withVat } from "./vat.ts";
import { vatRuleOn } from "./vat-rule-reads.server.ts";

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
  run: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    const seller = await organisationById(listing.sellerId, tx);
    const commodity = await gradedCommodity(listing.commodityCode, listing.gradeCode, tx);
    invariant(seller && commodity, "a listing has a seller and a commodity");
    const today = dayOf(call.at, seller.timeZone);
    await refusePricePeriod(tx, input.priceValidUntil, {
      regionCode: seller.regionCode,
      today,
      storageClass: commodity.storageClass,
    });
    const unfit = tiersRefusal(input, listing);
    if (unfit) throw unfit;
    const moved = await tx
      .update(listings)
      .set({
        priceRupiah: input.priceRupiah,
        tiers: input.tiers,
        ...(input.costRupiah === undefined ? {} : { costRupiah: input.costRupiah }),
        priceValidUntil: input.priceValidUntil,
        version: sql`${listings.version} + 1`,
        updatedAt: call.at,
      })
      .where(and(eq(listings.id, listing.id), eq(listings.state, "open")))
      .returning({ id: listings.id });
    if (moved.length === 0) throw new Conflict("catalogue.moved");
    await announce(tx, call, listingRepriced, { listingId: listing.id });
    const ceiling = await ceilingFor(listing, seller.regionCode, today, tx);
    const priceRupiah = withVat(input.priceRupiah, commodity.taxClass, seller, await vatRuleOn(today, tx));
    return {
      listingId: listing.id,
      isAboveCeiling: isAboveCeiling({ ...listing, priceRupiah }, ceiling),
    };
  },
});
