import { believedTime } from "#app/kernel/believed-time.ts";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { dayListings } from "#db/schema/catalogue-days.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { bringLot } from "./bring-lot.server.ts";
import { broughtLast } from "./brought-reads.server.ts";
import { mayKeepListing, mayRegisterLot } from "./catalogue.policy.ts";
import { gradedCommodity } from "./commodity-reads.server.ts";
import { dayListed } from "./day-list-reads.server.ts";
import { ListDay, sharedAlike } from "./day-listing.ts";
import { isPaidAboveCeiling } from "./dear-reads.server.ts";
import { givePrice } from "./give-price.server.ts";
import { ownListing } from "./own-goods.server.ts";
import { refuseUnlicensed } from "./refuse-unlicensed.server.ts";
import { renewalDay } from "./selling-reads.server.ts";

/**
 * Lists the day's goods of one listing as last time: the harvest becomes a lot of the growers of `likeDay`, in their parts, and the
 * price stands anew for as long as such goods may be priced. The day is that of the phone that was filled in, at most a week
 * back. The same goods told again, by any phone of the seller, change nothing; told otherwise, they are refused
 * (`catalogue.listedOtherwise`). Refuses a price above the legal ceiling, which is asked for knowingly on the page of the listing, goods
 * that lack a paper today, and a price told too late.
 */
export const listDay = command({
  name: "catalogue.listDay",
  input: ListDay,
  permit: async (tx, call, { listingId }) => {
    const listing = await ownListing(tx, call, listingId);
    if (!mayKeepListing(call.actor, listing) || !mayRegisterLot(call.actor, listing))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { quantityBase, priceRupiah } = input;
    const listing = await ownListing(tx, call, input.listingId);
    const seller = await organisationById(listing.sellerId, tx);
    const commodity = await gradedCommodity(listing.commodityCode, listing.gradeCode, tx);
    invariant(seller && commodity, "a listing has a seller and a commodity");
    const listedAt = believedTime(input.happenedAt ?? null, call.at);
    const day = dayOf(listedAt, seller.timeZone);
    const today = dayOf(call.at, seller.timeZone);
    const told = (await dayListed([listing.id], day, tx)).get(listing.id);
    if (told) {
      if (told.quantityBase === quantityBase && told.priceRupiah === priceRupiah)
        return { listingId: listing.id, lotId: told.lotId, isNew: false };
      throw new Conflict("catalogue.listedOtherwise", { name: told.listedByName });
    }
    await refuseUnlicensed(tx, seller.id, { ...listing, day: today });
    const isDear = await isPaidAboveCeiling({ ...listing, priceRupiah }, commodity, seller, today, tx);
    if (isDear) throw new RuleBroken("catalogue.listedTooDear", { field: "priceRupiah" });
    const priceValidUntil = await renewalDay(
      commodity.storageClass,
      { regionCode: seller.regionCode, day },
      tx,
    );
    const isKept = listing.priceRupiah === priceRupiah && listing.priceValidUntil >= priceValidUntil;
    if (!isKept)
      await givePrice(tx, call, listing, { ...listing, priceRupiah, costRupiah: undefined, priceValidUntil });
    const before =
      input.likeDay && (await broughtLast([listing.id], { on: input.likeDay }, tx)).get(listing.id);
    const keepDays = Math.min(before?.keepDays ?? commodity.shelfLifeDays, commodity.shelfLifeDays);
    const { lotId } = await bringLot(tx, call, listing, {
      originRegionCode: before?.originRegionCode ?? seller.regionCode,
      harvestedOn: day,
      availableFrom: today,
      expiresOn: addDays(day, keepDays),
      quantityBase,
      parts: sharedAlike(quantityBase, before?.shares ?? []).map(
        ({ producerId, quantityBase: part, priceRupiah: agreed, payDays }) => ({
          producerId,
          quantityBase: part,
          ...(agreed === null ? {} : { priceRupiah: agreed }),
          ...(payDays === null ? {} : { payDays }),
        }),
      ),
    });
    await keepTold(tx, {
      listingId: listing.id,
      sellerId: listing.sellerId,
      day,
      lotId,
      quantityBase,
      priceRupiah,
      listedBy: call.actor.personId,
      listedAt,
      toldAt: call.at,
    });
    return { listingId: listing.id, lotId, isNew: true };
  },
});

/**
 * Another phone that tells the same at the same moment is not seen yet; the key of the table stops this transaction, and the
 * door runs it again, when it is seen.
 */
async function keepTold(tx: Transaction, row: typeof dayListings.$inferInsert): Promise<void> {
  const kept = await tx
    .insert(dayListings)
    .values(row)
    .onConflictDoNothing()
    .returning({ lotId: dayListings.lotId });
  if (kept.length === 0) throw new Conflict("catalogue.moved");
}
