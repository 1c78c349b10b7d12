import { aliasedTable, and, asc, eq, gt, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades, listings, lots } from "#db/schema/catalogue.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { organisations, verificationPapers } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import type { MarketFilter } from "./catalogue.schema.ts";
import { priceForKind } from "./kind-price-reads.server.ts";
import { priceListFor } from "./kind-prices.ts";
import { availableBase } from "./listing-reads.server.ts";
import { hasPapersFor } from "./needed-paper-reads.server.ts";
import { generalPapers } from "./needed-papers.ts";
import type { PriceTier } from "./price-tiers.ts";
import type { TaxClass } from "./vat.ts";

export const city = aliasedTable(regions, "seller_city");
const warehouseCity = alias(regions, "warehouse_city");

/** Whether the licences of this seller's business are all in date: the newest of each kind that it handed in. Joins `organisations`. */
export function hasLivingLicences(day: BusinessDay | SQL): SQL<boolean> {
  return sql<boolean>`not exists (
    select 1 from (
      select distinct on (p.kind) p.expires_on from ${verificationPapers} p
      where p.organisation_id = ${organisations.id} and ${inArray(sql`p.kind`, [...generalPapers])}
      order by p.kind, p.created_at desc, p.id desc
    ) newest where newest.expires_on < ${day})`;
}

/**
 * Kept prices only, of sellers who may trade, and with the papers that the goods need on the day on which they would be delivered, where
 * that is another one.
 */
export function isOnMarket(day: BusinessDay | SQL, deliveryDay: BusinessDay | SQL = day): SQL | undefined {
  return and(
    eq(listings.state, "open"),
    sql`${listings.priceValidUntil} >= ${day}`,
    eq(organisations.state, "active"),
    hasLivingLicences(deliveryDay),
    hasPapersFor(deliveryDay),
  );
}

export type MarketListing = {
  readonly id: string;
  readonly title: string;
  readonly commodityCode: string;
  readonly commodityName: string;
  readonly category: string;
  readonly gradeCode: string;
  readonly gradeName: string;
  readonly baseUnit: "g" | "ml" | "piece";
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** What a buyer of the reader's kind pays; of the prices of other kinds nothing is told. */
  readonly priceRupiah: bigint;
  /** Cheaper prices for whoever takes more, from the smallest quantity up. */
  readonly tiers: readonly PriceTier[];
  /** For comparing packs of different sizes: milli-rupiah per base unit, cut. */
  readonly milliRupiahPerBase: bigint;
  readonly priceValidUntil: BusinessDay;
  readonly minOrderBase: bigint;
  readonly leadTimeHours: number;
  readonly radiusMetres: number;
  readonly photoId: string | null;
  readonly note: string | null;
  readonly sellerId: string;
  readonly sellerName: string;
  readonly sellerKind: OrganisationKind;
  readonly isVatRegistered: boolean;
  readonly taxClass: TaxClass;
  readonly cityCode: string;
  readonly cityName: string;
  /** Where the goods leave from, of a seller with several places; city and reach are its own. */
  readonly warehouseName: string | null;
  readonly availableBase: bigint;
};

/** Who would buy, where and when; without a place, everything on the market is shown. */
export type MarketPlace = {
  readonly day: BusinessDay;
  /** Null shows everybody's price. */
  readonly buyerKind: OrganisationKind | null;
  readonly near?: { readonly latitude: number; readonly longitude: number };
};

const perBase = ({ buyerKind }: MarketPlace) =>
  sql<bigint>`(${priceForKind(buyerKind)} * 1000 / ${listings.basePerUnit})`.mapWith(listings.priceRupiah);

type Spot = { readonly latitude: number; readonly longitude: number };

/** Metres by road from the organisation of a row, guessed as a straight line and three tenths: the same guess as `roadMetresBetween`. */
export function roadMetresTo(near: Spot): SQL {
  return roadMetresFrom(
    sql`coalesce(${organisations.latitude}, ${city.latitude})`,
    sql`coalesce(${organisations.longitude}, ${city.longitude})`,
    near,
  );
}

/** The same from where the goods of a listing lie: their warehouse, else the address of their seller. */
function roadMetresOfGoods(near: Spot): SQL {
  const ofWarehouse = (column: SQL) =>
    sql`(select ${column} from ${warehouses} own where own.id = ${listings.warehouseId})`;
  return roadMetresFrom(
    sql`coalesce(${ofWarehouse(sql`own.latitude`)}, ${organisations.latitude}, ${city.latitude})`,
    sql`coalesce(${ofWarehouse(sql`own.longitude`)}, ${organisations.longitude}, ${city.longitude})`,
    near,
  );
}

function roadMetresFrom(latitude: SQL, longitude: SQL, near: Spot): SQL {
  return sql`1.3 * 12742017.6 * asin(sqrt(least(1.0,
    power(sin(radians(${latitude} - ${near.latitude}::float8) / 2), 2)
    + cos(radians(${near.latitude}::float8)) * cos(radians(${latitude}))
      * power(sin(radians(${longitude} - ${near.longitude}::float8) / 2), 2))))`;
}

/**
 * What is for sale on a day: open listings with a living price and something left, the cheapest per base unit first.
 * With a place, only what its seller brings there. Anyone signed in may look; what goods cost the seller is not shown.
 */
export async function marketListings(
  filter: MarketFilter,
  place: MarketPlace,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<MarketListing>> {
  const rows = await listed(and(narrowed(filter), after(page.after, place)), place, page.limit + 1, on);
  return pageOf(rows, page.limit, (row) => `${row.milliRupiahPerBase}~${row.id}`);
}

/** As `marketListings`, of these commodities and to choose among: the 2.000 cheapest per base unit. */
export async function offersOf(
  commodityCodes: readonly string[],
  place: MarketPlace,
  on: Executor = db(),
): Promise<MarketListing[]> {
  if (commodityCodes.length === 0) return [];
  return listed(inArray(listings.commodityCode, [...commodityCodes]), place, 2_000, on);
}

async function listed(
  wanted: SQL | undefined,
  place: MarketPlace,
  limit: number,
  on: Executor,
): Promise<MarketListing[]> {
  const stock = on
    .select({
      listingId: lots.listingId,
      left: sql<bigint>`sum(${availableBase})::bigint`.mapWith(lots.quantityBase).as("left_base"),
    })
    .from(lots)
    .where(
      and(
        sql`${lots.availableFrom} <= ${place.day}`,
        sql`${lots.expiresOn} >= ${place.day}`,
        sql`${availableBase} > 0`,
      ),
    )
    .groupBy(lots.listingId)
    .as("stock");
  const rows = await on
    .select({
      id: listings.id,
      title: listings.title,
      commodityCode: listings.commodityCode,
      commodityName: commodities.name,
      category: commodities.category,
      gradeCode: listings.gradeCode,
      gradeName: grades.name,
      baseUnit: commodities.baseUnit,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      priceRupiah: listings.priceRupiah,
      tiers: listings.tiers,
      kindPrices: listings.kindPrices,
      taxClass: commodities.taxClass,
      isVatRegistered: organisations.isVatRegistered,
      milliRupiahPerBase: perBase(place),
      priceValidUntil: listings.priceValidUntil,
      minOrderBase: listings.minOrderBase,
      leadTimeHours: listings.leadTimeHours,
      radiusMetres: listings.radiusMetres,
      photoId: listings.photoId,
      note: listings.note,
      sellerId: listings.sellerId,
      sellerName: organisations.name,
      sellerKind: organisations.kind,
      cityCode: sql<string>`coalesce(${warehouses.cityCode}, ${organisations.cityCode})`,
      cityName: sql<string>`coalesce(${warehouseCity.name}, ${city.name})`,
      warehouseName: warehouses.name,
      availableBase: stock.left,
    })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .innerJoin(city, eq(city.code, organisations.cityCode))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .innerJoin(stock, eq(stock.listingId, listings.id))
    .leftJoin(warehouses, eq(warehouses.id, listings.warehouseId))
    .leftJoin(warehouseCity, eq(warehouseCity.code, warehouses.cityCode))
    .where(and(isOnMarket(place.day), wanted, reached(place)))
    .orderBy(asc(perBase(place)), asc(listings.id))
    .limit(limit);
  return rows.map(
    ({ kindPrices, ...row }): MarketListing => ({
      ...row,
      ...priceListFor({ ...row, kindPrices }, place.buyerKind),
    }),
  );
}

function narrowed(filter: MarketFilter): SQL | undefined {
  const text = (filter.text ?? "").replaceAll(/[\\%_]/g, "\\$&");
  return and(
    filter.commodityCode === undefined ? undefined : eq(listings.commodityCode, filter.commodityCode),
    filter.category === undefined ? undefined : eq(commodities.category, filter.category),
    filter.cityCode === undefined
      ? undefined
      : sql`coalesce(${warehouses.cityCode}, ${organisations.cityCode}) = ${filter.cityCode}`,
    text === ""
      ? undefined
      : or(
          ilike(listings.title, `%${text}%`),
          ilike(commodities.name, `%${text}%`),
          ilike(commodities.nameEn, `%${text}%`),
          ilike(organisations.name, `%${text}%`),
        ),
  );
}

/** Whether the seller brings its goods to where the reader would buy. Joins `organisations` and their city. */
export function reached(place: Pick<MarketPlace, "near">): SQL | undefined {
  return place.near === undefined
    ? undefined
    : sql`coalesce(${roadMetresOfGoods(place.near)} <= ${listings.radiusMetres}, false)`;
}

function after(cursor: string | undefined, place: MarketPlace): SQL | undefined {
  const match = /^(\d{1,18})~(lst_[0-9a-z]+)$/.exec(cursor ?? "");
  if (!match) return undefined;
  const [, price = "0", id = ""] = match;
  const cost = perBase(place);
  return or(sql`${cost} > ${price}::bigint`, and(sql`${cost} = ${price}::bigint`, gt(listings.id, id)));
}
