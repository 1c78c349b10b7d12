import { and, asc, eq, gte, inArray, isNull, lte, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { warehouseDays, warehouses } from "#db/schema/catalogue-warehouses.ts";
import { regions } from "#db/schema/regions.ts";
import type { Point } from "../regions/distance.ts";
import { availableBase } from "./listing-reads.server.ts";
import type { WarehouseDay } from "./warehouse-day.ts";

/** So many warehouses are shown and chosen among; nobody in the trade has more. */
const WAREHOUSES_MAX = 200;

export type WarehouseName = { readonly id: string; readonly name: string; readonly cityName: string };

/** The open warehouses of a seller, the first opened first. */
export async function warehouseNames(organisationId: string, on: Executor = db()): Promise<WarehouseName[]> {
  return on
    .select({ id: warehouses.id, name: warehouses.name, cityName: regions.name })
    .from(warehouses)
    .innerJoin(regions, eq(regions.code, warehouses.cityCode))
    .where(and(eq(warehouses.organisationId, organisationId), isNull(warehouses.closedAt)))
    .orderBy(asc(warehouses.id))
    .limit(WAREHOUSES_MAX);
}

export type OwnWarehouse = typeof warehouses.$inferSelect & {
  readonly cityName: string;
  /** Listings on the market whose goods lie here, and how much of them is left to promise, in grams. */
  readonly listingCount: number;
  readonly stockGrams: bigint;
  /** A day for each, from the one asked for. */
  readonly days: readonly WarehouseDay[];
};

/** A seller's open warehouses with what is promised out of each on `count` days from `from`; only one of them with `only`. */
export async function warehousesOf(
  organisationId: string,
  { from, count, only }: { readonly from: BusinessDay; readonly count: number; readonly only?: string },
  on: Executor = db(),
): Promise<OwnWarehouse[]> {
  const rows = await on
    .select({ warehouse: warehouses, cityName: regions.name })
    .from(warehouses)
    .innerJoin(regions, eq(regions.code, warehouses.cityCode))
    .where(
      and(
        eq(warehouses.organisationId, organisationId),
        isNull(warehouses.closedAt),
        only === undefined ? undefined : eq(warehouses.id, only),
      ),
    )
    .orderBy(asc(warehouses.id))
    .limit(WAREHOUSES_MAX);
  const ids = rows.map(({ warehouse }) => warehouse.id);
  if (ids.length === 0) return [];
  const [used, stock] = await Promise.all([
    on
      .select()
      .from(warehouseDays)
      .where(
        and(
          inArray(warehouseDays.warehouseId, ids),
          gte(warehouseDays.day, from),
          lte(warehouseDays.day, addDays(from, count - 1)),
        ),
      ),
    on
      .select({
        warehouseId: listings.warehouseId,
        listingCount: sql<number>`count(distinct ${listings.id})::int`,
        mg: sql<string>`coalesce(sum(${availableBase} * ${listings.mgPerBase}) filter (where ${lots.expiresOn} >= ${from}), 0)::text`,
      })
      .from(listings)
      .leftJoin(lots, eq(lots.listingId, listings.id))
      .where(and(inArray(listings.warehouseId, ids), eq(listings.state, "open")))
      .groupBy(listings.warehouseId),
  ]);
  const dayOfWarehouse = new Map(used.map((row) => [`${row.warehouseId}/${row.day}`, row]));
  const stockOf = new Map(stock.map((row) => [row.warehouseId, row]));
  return rows.map(({ warehouse, cityName }) => ({
    ...warehouse,
    cityName,
    listingCount: stockOf.get(warehouse.id)?.listingCount ?? 0,
    stockGrams: BigInt(stockOf.get(warehouse.id)?.mg ?? "0") / 1000n,
    days: Array.from({ length: count }, (_, at): WarehouseDay => {
      const day = addDays(from, at);
      const row = dayOfWarehouse.get(`${warehouse.id}/${day}`);
      const capacityMg = row?.capacityMg ?? null;
      return {
        day,
        // Rounded up: nobody is told that there is more room than there is.
        usedGrams: ((row?.usedMg ?? 0n) + 999n) / 1000n,
        capacityGrams:
          row === undefined ? warehouse.gramsPerDay : capacityMg === null ? null : capacityMg / 1000n,
      };
    }),
  }));
}

/** What the papers and screens of whoever fetches goods say of a warehouse, by id; also of one that was closed since. */
export async function warehousePlaces(
  ids: readonly string[],
  on: Executor = db(),
): Promise<
  Map<
    string,
    {
      readonly name: string;
      readonly address: string;
      readonly cityName: string;
      readonly opensAt: string;
      readonly closesAt: string;
      readonly at: Point;
    }
  >
> {
  if (ids.length === 0) return new Map();
  const rows = await on
    .select({
      id: warehouses.id,
      name: warehouses.name,
      address: warehouses.address,
      cityName: regions.name,
      opensAt: warehouses.opensAt,
      closesAt: warehouses.closesAt,
      at: { latitude: warehouses.latitude, longitude: warehouses.longitude },
    })
    .from(warehouses)
    .innerJoin(regions, eq(regions.code, warehouses.cityCode))
    .where(inArray(warehouses.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
