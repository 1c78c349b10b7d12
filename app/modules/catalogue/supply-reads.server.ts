import { aliasedTable, and, asc, eq, gte, lte, sql } from "drizzle-orm";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { grades, listings, lots, sellerDays } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { type Point, roadMetresBetween } from "../regions/distance.ts";
import { cityOf } from "../regions/region-reads.server.ts";
import { availableBase } from "./listing-reads.server.ts";
import { spreadDayRoom } from "./lot.ts";
import { isOnMarket } from "./market-reads.server.ts";

/** A piece of a lot that a market may promise: what is left of it, at the price and terms of its listing. */
export type SupplyLot = {
  readonly lotId: string;
  readonly listingId: string;
  readonly sellerId: string;
  readonly sellerKind: string;
  readonly sellerRegionCode: string;
  readonly sellerCityCode: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
  /** 0 is the best; a lot may fill lines of its own rank and of worse ones. */
  readonly gradeRank: number;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: bigint;
  readonly minOrderBase: bigint;
  readonly leadTimeHours: number;
  readonly radiusMetres: number;
  /** Where the goods start from: the seller's own point, else its city's centre, else not known. */
  readonly point: Point | null;
  readonly originRegionCode: string;
  readonly availableFrom: BusinessDay;
  readonly expiresOn: BusinessDay;
  /** Left in the lot, and within what its listing can still send that day over all its lots. */
  readonly availableBase: bigint;
};

/** Kitchens lie around the centre of their city; a seller who just misses the centre may still reach one of them. */
const CITY_RADIUS_METRES = 40_000;

const city = aliasedTable(regions, "seller_city");

/**
 * Everything that a city's market may promise for a delivery day: lots good on that day, of open listings with a
 * living price whose radius reaches the city. Lots of one listing together never exceed its capacity for the day.
 * Whether one seller reaches one kitchen is for the market to say; this leaves out only who reaches none.
 */
export async function supplyFor(
  cityCode: string,
  deliveryDay: BusinessDay,
  at: Date,
  on: Executor = db(),
): Promise<SupplyLot[]> {
  const market = await cityOf(cityCode, on);
  const rows = await supplyRows(deliveryDay, dayOf(at, market.timeZone), on);
  const centre = pointOf(market);
  const within = rows
    .map(({ latitude, longitude, ...row }) => ({ ...row, point: pointOf({ latitude, longitude }) }))
    .filter((row) => row.sellerCityCode === cityCode || reaches(row, centre));
  const byListing = new Map<string, (typeof within)[number][]>();
  for (const row of within) {
    const sisters = byListing.get(row.listingId);
    if (sisters) sisters.push(row);
    else byListing.set(row.listingId, [row]);
  }
  return [...byListing.values()].flatMap((sisters) =>
    spreadDayRoom(sisters, sisters[0]?.roomBase ?? 0n).map(({ roomBase: _, ...lot }) => lot),
  );
}

type PlacedRow = { readonly latitude: number | null; readonly longitude: number | null };

function pointOf(place: PlacedRow): Point | null {
  const { latitude, longitude } = place;
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function reaches(
  seller: { readonly point: Point | null; readonly radiusMetres: number },
  centre: Point | null,
): boolean {
  if (seller.point === null || centre === null) return false;
  return roadMetresBetween(seller.point, centre) <= seller.radiusMetres + CITY_RADIUS_METRES;
}

async function supplyRows(deliveryDay: BusinessDay, today: BusinessDay, on: Executor) {
  return on
    .select({
      lotId: lots.id,
      listingId: listings.id,
      sellerId: listings.sellerId,
      sellerKind: organisations.kind,
      sellerRegionCode: organisations.regionCode,
      sellerCityCode: organisations.cityCode,
      commodityCode: listings.commodityCode,
      gradeCode: listings.gradeCode,
      gradeRank: grades.rank,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      priceRupiah: listings.priceRupiah,
      minOrderBase: listings.minOrderBase,
      leadTimeHours: listings.leadTimeHours,
      radiusMetres: listings.radiusMetres,
      latitude: sql<number | null>`coalesce(${organisations.latitude}, ${city.latitude})`,
      longitude: sql<number | null>`coalesce(${organisations.longitude}, ${city.longitude})`,
      originRegionCode: lots.originRegionCode,
      availableFrom: lots.availableFrom,
      expiresOn: lots.expiresOn,
      availableBase,
      roomBase:
        sql<bigint>`(coalesce(${sellerDays.capacityBase}, ${listings.capacityBasePerDay}) - coalesce(${sellerDays.usedBase}, 0))`.mapWith(
          listings.capacityBasePerDay,
        ),
    })
    .from(lots)
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .innerJoin(city, eq(city.code, organisations.cityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, listings.commodityCode), eq(grades.code, listings.gradeCode)),
    )
    .leftJoin(sellerDays, and(eq(sellerDays.listingId, listings.id), eq(sellerDays.day, deliveryDay)))
    .where(
      and(
        isOnMarket(today),
        lte(lots.availableFrom, deliveryDay),
        gte(lots.expiresOn, deliveryDay),
        sql`${availableBase} > 0`,
      ),
    )
    .orderBy(asc(lots.id));
}
