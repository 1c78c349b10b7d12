import { and, eq, type SQL, sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { listingOpened, listingRepriced } from "./catalogue.events.ts";
import { gradedCommodity } from "./commodity-reads.server.ts";
import { isPaidAboveCeiling } from "./dear-reads.server.ts";
import { dearestPrice, type KindPrices } from "./kind-prices.ts";
import type { ListingRow } from "./own-goods.server.ts";
import { refusePricePeriod } from "./price-period.server.ts";
import { type PriceTier, tiersRefusal } from "./price-tiers.ts";

type NewPrice = {
  readonly priceRupiah: Rupiah;
  readonly tiers: readonly PriceTier[];
  readonly kindPrices: KindPrices;
  /** Left out, the cost that stands. */
  readonly costRupiah?: Rupiah | undefined;
  readonly priceValidUntil: BusinessDay;
};

/**
 * Gives an open listing new prices and a new period, in the caller's transaction; answers whether one of the new prices, with
 * the seller's VAT, stands above the legal ceiling. Refuses a period that is over or too long, prices by quantity that do not
 * fall from step to step, and a listing that is withdrawn. With `reopening` it is the other way about: a listing that is off the
 * market comes on it, and a day may bring so much.
 */
export async function givePrice(
  tx: Transaction,
  call: Call,
  listing: ListingRow,
  price: NewPrice,
  reopening: { readonly capacityBasePerDay: SQL<bigint> } | null = null,
): Promise<boolean> {
  const seller = await organisationById(listing.sellerId, tx);
  const commodity = await gradedCommodity(listing.commodityCode, listing.gradeCode, tx);
  invariant(seller && commodity, "a listing has a seller and a commodity");
  const today = dayOf(call.at, seller.timeZone);
  await refusePricePeriod(tx, price.priceValidUntil, {
    regionCode: seller.regionCode,
    today,
    storageClass: commodity.storageClass,
  });
  const unfit = tiersRefusal(price, listing);
  if (unfit) throw unfit;
  const moved = await tx
    .update(listings)
    .set({
      ...(reopening ?? {}),
      state: "open",
      priceRupiah: price.priceRupiah,
      tiers: price.tiers,
      kindPrices: price.kindPrices,
      ...(price.costRupiah === undefined ? {} : { costRupiah: price.costRupiah }),
      priceValidUntil: price.priceValidUntil,
      version: sql`${listings.version} + 1`,
      updatedAt: call.at,
    })
    .where(and(eq(listings.id, listing.id), eq(listings.state, reopening ? "withdrawn" : "open")))
    .returning({ id: listings.id });
  if (moved.length === 0) throw new Conflict("catalogue.moved");
  await announce(tx, call, reopening ? listingOpened : listingRepriced, { listingId: listing.id });
  return isPaidAboveCeiling({ ...listing, priceRupiah: dearestPrice(price) }, commodity, seller, today, tx);
}
