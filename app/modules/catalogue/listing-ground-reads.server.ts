import { and, eq, sql } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { dayListings } from "#db/schema/catalogue-days.ts";
import { persons } from "#db/schema/identity.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { parametersOn } from "../regions/parameter-reads.server.ts";
import { gradedCommodities, gradeKey } from "./commodity-reads.server.ts";
import { lastPricesFor } from "./last-price-reads.server.ts";
import { licencesEndingBy } from "./licence-reads.server.ts";
import type { ListingGround } from "./listing-judge.ts";
import { goodsKey, type RowGoods } from "./listing-row.ts";
import { wantedPapers } from "./needed-paper-reads.server.ts";
import { ceilingsFor } from "./price-reads.server.ts";
import { vatRuleOn } from "./vat-rule-reads.server.ts";

/** A price given without an end holds for a week, or for less where such goods may not be priced that far ahead. */
const RENEWAL_DAYS = 7;
/** How far goods are brought unless said otherwise: a village's to its town, a warehouse's over the region. */
const RADIUS_METRES = { koperasi: 30_000, warehouse: 100_000 } as const;

/**
 * Everything that rows of one seller are held against at a moment, in one question for each kind of fact, however many rows there
 * are.
 */
export async function listingGround(
  sellerId: string,
  rows: readonly RowGoods[],
  at: Date,
  on: Executor,
): Promise<ListingGround> {
  const seller = await organisationById(sellerId, on);
  invariant(seller, "a seller stands in the register");
  const today = dayOf(at, seller.timeZone);
  const place = { regionCode: seller.regionCode, day: today };
  const refs = [...new Map(rows.map((row) => [gradeKey(row), row])).values()];
  const goods = await gradedCommodities(refs, on);
  const ceilings = await ceilingsFor(refs, seller.regionCode, today, on);
  const paid = await lastPricesFor(refs, seller.regionCode, today, on);
  const days = await parametersOn(on, ["market.price_age_days_dry", "market.price_age_days_fresh"], place);
  const [lapsed] = await licencesEndingBy(sellerId, addDays(today, -1), on);
  const wanted = await wantedPapers(
    sellerId,
    refs.map(({ commodityCode }) => commodityCode),
    today,
    on,
  );
  const commodities = [...goods].map(([key, commodity]) => {
    const priceDaysMax = Number(
      days[commodity.storageClass === "dry" ? "market.price_age_days_dry" : "market.price_age_days_fresh"],
    );
    const facts = {
      taxClass: commodity.taxClass,
      shelfLifeDays: commodity.shelfLifeDays,
      priceDaysMax,
      priceDays: Math.min(RENEWAL_DAYS, priceDaysMax),
      ceiling: ceilings.get(key) ?? null,
      market: paid.get(key) ?? null,
      wanted: wanted.get(commodity.code) ?? [],
    };
    return [key, facts] as const;
  });
  return {
    today,
    seller: {
      isVatRegistered: seller.isVatRegistered,
      radiusMetres: seller.kind === "koperasi" ? RADIUS_METRES.koperasi : RADIUS_METRES.warehouse,
    },
    vat: await vatRuleOn(today, on),
    lapsedOn: lapsed?.expiresOn ?? null,
    commodities: new Map(commodities),
    ...(await alreadyListed(sellerId, rows, today, on)),
  };
}

async function alreadyListed(
  sellerId: string,
  rows: readonly RowGoods[],
  today: BusinessDay,
  on: Executor,
): Promise<Pick<ListingGround, "standing" | "brought">> {
  const titles = [...new Set(rows.map(({ title }) => title))];
  const found = await on
    .select()
    .from(listings)
    .where(
      and(
        eq(listings.sellerId, sellerId),
        eq(listings.state, "open"),
        sql`lower(${listings.title}) in (select lower(t) from unnest(${sql.param(titles)}::text[]) t)`,
      ),
    )
    .orderBy(listings.id);
  const days = [...new Set(rows.flatMap(({ harvestedOn }) => harvestedOn ?? []))];
  const brought = await on
    .select({
      listingId: dayListings.listingId,
      day: dayListings.day,
      quantityBase: dayListings.quantityBase,
      byName: persons.fullName,
    })
    .from(dayListings)
    .innerJoin(persons, eq(persons.id, dayListings.listedBy))
    .where(
      and(
        sql`${dayListings.listingId} = any(${sql.param(found.map(({ id }) => id))}::text[])`,
        sql`${dayListings.day} = any(${sql.param([today, ...days])}::text[]::date[])`,
      ),
    );
  return {
    // Of goods that are listed twice by hand, the newest is meant.
    standing: new Map(found.map((row) => [goodsKey(row), row])),
    brought: new Map(brought.map(({ listingId, day, ...row }) => [`${listingId}/${day}`, row])),
  };
}
