import { dayOf } from "#app/kernel/calendar.ts";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { listingOpened } from "./catalogue.events.ts";
import { mayOpenListing } from "./catalogue.policy.ts";
import { OpenListing } from "./catalogue.schema.ts";
import { gradedCommodity } from "./commodity-reads.server.ts";
import { isPaidAboveCeiling } from "./dear-reads.server.ts";
import { dearestPrice } from "./kind-prices.ts";
import { refusePricePeriod } from "./price-period.server.ts";
import { tiersRefusal } from "./price-tiers.ts";
import { ownWarehouse, type Place, storedIn, usualPlace } from "./stored-in.server.ts";

/**
 * Puts goods on the market: a price per unit, for kinds of buyers another, and the terms. A price that, with the seller's
 * VAT, stands above the legal ceiling is taken and answered with `isAboveCeiling`: the seller is warned here, and no order buys
 * above it without a written reason. Refuses an unknown commodity or grade, a smallest order above a day's capacity, prices
 * by quantity that do not fall from step to step, and a price promised for too long.
 */
export const openListing = command({
  name: "catalogue.openListing",
  input: OpenListing,
  permit: async (_tx, call) => {
    if (!mayOpenListing(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const sellerId = actingOrganisation(call.actor);
    invariant(sellerId, "a seller acts for an organisation");
    const seller = await organisationById(sellerId, tx);
    invariant(seller, "a seller stands in the register");
    const commodity = await gradedCommodity(input.commodityCode, input.gradeCode, tx);
    if (!commodity) throw new RuleBroken("catalogue.unknownGrade", { commodity: input.commodityCode });
    if (input.minOrderBase > input.capacityBasePerDay) throw new RuleBroken("catalogue.minimumAboveCapacity");
    const today = dayOf(call.at, seller.timeZone);
    const market = { regionCode: seller.regionCode, today, storageClass: commodity.storageClass };
    await refusePricePeriod(tx, input.priceValidUntil, market);
    if (input.photoId) await refuseForeignPhoto(tx, input.photoId, sellerId);
    const unfit = tiersRefusal(input, input);
    if (unfit) throw unfit;
    const place = await placeFor(tx, call, sellerId, input);
    const listingId = newId("listing");
    await tx.insert(listings).values({
      ...input,
      ...place,
      id: listingId,
      sellerId,
      costRupiah: input.costRupiah ?? null,
      note: input.note ?? null,
      photoId: input.photoId ?? null,
      state: "open",
      createdAt: call.at,
      updatedAt: call.at,
    });
    await announce(tx, call, listingOpened, { listingId });
    const dearest = { ...input, priceRupiah: dearestPrice(input) };
    return { listingId, isAboveCeiling: await isPaidAboveCeiling(dearest, commodity, seller, today, tx) };
  },
});

/** Where the goods lie, as the seller says; refuses a warehouse that is not its own, and one for goods whose weight nobody knows. */
async function placeFor(tx: Transaction, call: Call, sellerId: string, input: OpenListing): Promise<Place> {
  if (input.warehouseId === undefined) return usualPlace(tx, sellerId, input);
  await ownWarehouse(tx, call, input.warehouseId);
  const place = await storedIn(tx, input, input.warehouseId);
  if (place === null) throw new RuleBroken("catalogue.weightUnknown", { field: "warehouseId" });
  return place;
}

async function refuseForeignPhoto(tx: Transaction, photoId: string, sellerId: string): Promise<void> {
  const photo = await fileById(photoId, tx);
  const isOwn = photo?.ownerId === sellerId && photo.purpose === "listing_photo";
  if (!isOwn || !photo.mediaType.startsWith("image/")) throw new Missing("catalogue.photoMissing");
}
