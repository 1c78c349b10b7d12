import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lots } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { type GradeRef, gradeKey } from "./commodity-reads.server.ts";
import { priceForKind } from "./kind-price-reads.server.ts";
import { availableBase } from "./listing-reads.server.ts";
import { city, isOnMarket, type MarketPlace, reached } from "./market-reads.server.ts";
import { fallingSteps, type PriceStep } from "./price-tiers.ts";
import { withVat } from "./vat.ts";
import { vatRuleOn } from "./vat-rule-reads.server.ts";

/** An offer that costs least from some quantity on: rupiah for a unit of `basePerUnit`, brought to the door. */
export type OfferPrice = PriceStep & {
  /** Before tax, as orders write their ceilings. */
  readonly priceRupiah: Rupiah;
  /** The newest harvest behind it. */
  readonly harvestedOn: BusinessDay;
  readonly sellerName: string;
};

/**
 * The offers of each graded commodity that reach the place and cost least as they are paid, by `gradeKey`, in steps by quantity:
 * what is on the market there on that day for a buyer of that kind with goods behind it, of the grade asked for or a better one. Goods that nobody
 * offers are left out.
 */
export async function cheapestOffers(
  refs: readonly GradeRef[],
  place: MarketPlace,
  on: Executor = db(),
): Promise<Map<string, readonly OfferPrice[]>> {
  if (refs.length === 0) return new Map();
  const codes = [...new Set(refs.map((ref) => ref.commodityCode))];
  const [single, tiered, ranks, rule] = await Promise.all([
    leastListPrices(codes, place, on),
    tieredListings(codes, place, on),
    on.select().from(grades).where(inArray(grades.commodityCode, codes)),
    vatRuleOn(place.day, on),
  ]);
  const steps = [
    ...single.map((offer) => ({ ...offer, fromBase: 0n })),
    ...tiered.flatMap(({ tiers, ...offer }) => tiers.map((tier) => ({ ...offer, ...tier }))),
  ].map((offer) => ({ ...offer, paidRupiah: withVat(offer.priceRupiah, offer.taxClass, offer, rule) }));
  const found = new Map<string, readonly OfferPrice[]>();
  for (const ref of refs) {
    const asked = ranks.find(
      (grade) => grade.commodityCode === ref.commodityCode && grade.code === ref.gradeCode,
    );
    if (!asked) continue;
    const falling = fallingSteps(
      steps.filter((offer) => offer.commodityCode === ref.commodityCode && offer.rank <= asked.rank),
    );
    if (falling.length > 0) found.set(gradeKey(ref), falling);
  }
  return found;
}

/** Lots of a listing that are there on the day. */
const heldOn = (day: BusinessDay) =>
  sql`${lots.listingId} = ${listings.id} and ${lots.availableFrom} <= ${day} and ${lots.expiresOn} >= ${day} and ${availableBase} > 0`;

const offerColumns = ({ day, buyerKind }: MarketPlace) => ({
  commodityCode: listings.commodityCode,
  rank: grades.rank,
  priceRupiah: priceForKind(buyerKind),
  basePerUnit: listings.basePerUnit,
  sellerName: organisations.name,
  isVatRegistered: organisations.isVatRegistered,
  taxClass: commodities.taxClass,
  harvestedOn: sql<BusinessDay>`(select max(${lots.harvestedOn})::text from ${lots} where ${heldOn(day)})`,
});

const isOffered = (codes: readonly string[], place: MarketPlace) =>
  and(
    inArray(listings.commodityCode, codes),
    isOnMarket(place.day),
    reached(place),
    sql`exists (select 1 from ${lots} where ${heldOn(place.day)})`,
  );

/** Of each grade, with and without VAT, the listing that costs least where little is asked for. */
function leastListPrices(codes: readonly string[], place: MarketPlace, on: Executor) {
  return on
    .selectDistinctOn(
      [listings.commodityCode, grades.rank, organisations.isVatRegistered],
      offerColumns(place),
    )
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(city, eq(city.code, organisations.cityCode))
    .innerJoin(grades, isGradeOfListing)
    .where(isOffered(codes, place))
    .orderBy(
      listings.commodityCode,
      grades.rank,
      organisations.isVatRegistered,
      sql`${priceForKind(place.buyerKind)}::numeric / ${listings.basePerUnit}`,
      asc(listings.id),
    );
}

/** Every listing that costs less from some quantity on. */
function tieredListings(codes: readonly string[], place: MarketPlace, on: Executor) {
  return on
    .select({ ...offerColumns(place), tiers: listings.tiers })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(city, eq(city.code, organisations.cityCode))
    .innerJoin(grades, isGradeOfListing)
    .where(and(isOffered(codes, place), sql`${listings.tiers} <> '[]'`))
    .orderBy(asc(listings.id));
}

const isGradeOfListing = and(
  eq(grades.commodityCode, listings.commodityCode),
  eq(grades.code, listings.gradeCode),
);
