import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lots } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { type GradeRef, gradeKey } from "./commodity-reads.server.ts";
import { availableBase } from "./listing-reads.server.ts";
import { city, isOnMarket, type MarketPlace, reached } from "./market-reads.server.ts";
import { withVat } from "./vat.ts";
import { vatRuleOn } from "./vat-rule-reads.server.ts";

/** The cheapest offer that stands for some goods: rupiah for a unit of `basePerUnit`, brought to the door. */
export type OfferPrice = {
  /** Before tax, as orders write their ceilings. */
  readonly priceRupiah: bigint;
  /** With the VAT that this seller adds. */
  readonly paidRupiah: bigint;
  /** The newest harvest behind it. */
  readonly harvestedOn: BusinessDay;
  readonly basePerUnit: bigint;
  readonly sellerName: string;
};

/**
 * The offer of each graded commodity that reaches the place and costs least as it is paid, by `gradeKey`: what is on the market
 * there on that day with goods behind it, of the grade asked for or a better one. Goods that nobody offers are left out.
 */
export async function cheapestOffers(
  refs: readonly GradeRef[],
  place: MarketPlace,
  on: Executor = db(),
): Promise<Map<string, OfferPrice>> {
  if (refs.length === 0) return new Map();
  const codes = [...new Set(refs.map((ref) => ref.commodityCode))];
  const isHeld = sql`exists (select 1 from ${lots} where ${lots.listingId} = ${listings.id}
    and ${lots.availableFrom} <= ${place.day} and ${lots.expiresOn} >= ${place.day} and ${availableBase} > 0)`;
  const [offers, ranks, rule] = await Promise.all([
    on
      .selectDistinctOn([listings.commodityCode, grades.rank, organisations.isVatRegistered], {
        commodityCode: listings.commodityCode,
        rank: grades.rank,
        priceRupiah: listings.priceRupiah,
        basePerUnit: listings.basePerUnit,
        sellerName: organisations.name,
        isVatRegistered: organisations.isVatRegistered,
        taxClass: commodities.taxClass,
        harvestedOn: sql<BusinessDay>`(select max(${lots.harvestedOn})::text from ${lots} where ${lots.listingId} = ${listings.id}
          and ${lots.availableFrom} <= ${place.day} and ${lots.expiresOn} >= ${place.day} and ${availableBase} > 0)`,
      })
      .from(listings)
      .innerJoin(organisations, eq(organisations.id, listings.sellerId))
      .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
      .innerJoin(city, eq(city.code, organisations.cityCode))
      .innerJoin(
        grades,
        and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
      )
      .where(and(inArray(listings.commodityCode, codes), isOnMarket(place.day), reached(place), isHeld))
      .orderBy(
        listings.commodityCode,
        grades.rank,
        organisations.isVatRegistered,
        sql`${listings.priceRupiah}::numeric / ${listings.basePerUnit}`,
        asc(listings.id),
      ),
    on.select().from(grades).where(inArray(grades.commodityCode, codes)),
    vatRuleOn(place.day, on),
  ]);
  const found = new Map<string, OfferPrice>();
  for (const ref of refs) {
    const asked = ranks.find(
      (grade) => grade.commodityCode === ref.commodityCode && grade.code === ref.gradeCode,
    );
    if (!asked) continue;
    const [cheapest] = offers
      .filter((offer) => offer.commodityCode === ref.commodityCode && offer.rank <= asked.rank)
      .map((offer) => ({ ...offer, paidRupiah: withVat(offer.priceRupiah, offer.taxClass, offer, rule) }))
      .sort((a, b) => {
        const [one, other] = [a.paidRupiah * b.basePerUnit, b.paidRupiah * a.basePerUnit];
        return one < other ? -1 : one > other ? 1 : 0;
      });
    if (cheapest) found.set(gradeKey(ref), cheapest);
  }
  return found;
}
