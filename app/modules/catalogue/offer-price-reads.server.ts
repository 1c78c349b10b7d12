import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { grades, listings, lots } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { type GradeRef, gradeKey } from "./commodity-reads.server.ts";
import { availableBase } from "./listing-reads.server.ts";
import { city, isOnMarket, type MarketPlace, reached } from "./market-reads.server.ts";

/** The cheapest offer that stands for some goods: rupiah for a unit of `basePerUnit`, brought to the door. */
export type OfferPrice = {
  readonly priceRupiah: bigint;
  readonly basePerUnit: bigint;
  readonly sellerName: string;
};

/**
 * The cheapest live offer of each graded commodity that reaches the place, by `gradeKey`: what is on the market there on
 * that day with goods behind it, of the grade asked for or a better one. Goods that nobody offers are left out.
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
  const [offers, ranks] = await Promise.all([
    on
      .selectDistinctOn([listings.commodityCode, grades.rank], {
        commodityCode: listings.commodityCode,
        rank: grades.rank,
        priceRupiah: listings.priceRupiah,
        basePerUnit: listings.basePerUnit,
        sellerName: organisations.name,
      })
      .from(listings)
      .innerJoin(organisations, eq(organisations.id, listings.sellerId))
      .innerJoin(city, eq(city.code, organisations.cityCode))
      .innerJoin(
        grades,
        and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
      )
      .where(and(inArray(listings.commodityCode, codes), isOnMarket(place.day), reached(place), isHeld))
      .orderBy(
        listings.commodityCode,
        grades.rank,
        sql`${listings.priceRupiah}::numeric / ${listings.basePerUnit}`,
        asc(listings.id),
      ),
    on.select().from(grades).where(inArray(grades.commodityCode, codes)),
  ]);
  const found = new Map<string, OfferPrice>();
  for (const ref of refs) {
    const asked = ranks.find(
      (grade) => grade.commodityCode === ref.commodityCode && grade.code === ref.gradeCode,
    );
    if (!asked) continue;
    const [cheapest] = offers
      .filter((offer) => offer.commodityCode === ref.commodityCode && offer.rank <= asked.rank)
      .sort((a, b) => Number(a.priceRupiah * b.basePerUnit - b.priceRupiah * a.basePerUnit));
    if (cheapest) found.set(gradeKey(ref), cheapest);
  }
  return found;
}
