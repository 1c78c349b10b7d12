import { aliasedTable, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Transaction } from "#db/client.server.ts";
import { grades, listings, lots } from "#db/schema/catalogue.ts";
import { sellerDays } from "#db/schema/catalogue-seller-days.ts";
import { warehouseDays, warehouses } from "#db/schema/catalogue-warehouses.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { streamTexts } from "#db/stream-rows.server.ts";
import { isOnMarket } from "./market-reads.server.ts";

/** The box on the map in which somebody waits for goods, in degrees. */
export type Area = {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
};

export type SupplyWish = {
  readonly commodityCode: string;
  readonly deliveryDay: BusinessDay;
  readonly at: Date;
  /** Only lots that could reach into it; all of the country when absent. */
  readonly area?: Area;
};

const city = aliasedTable(regions, "seller_city");
// Goods leave from the warehouse where they lie.
const latitude = sql`coalesce(${warehouses.latitude}, ${organisations.latitude}, ${city.latitude})`;
const longitude = sql`coalesce(${warehouses.longitude}, ${organisations.longitude}, ${city.longitude})`;

// A degree of latitude is at least 110.5 km everywhere; of longitude, as much less as its parallel is shorter. No road
// is shorter than the straight line, so a lot beyond its radius in a straight line is beyond it by road.
const METRES_PER_DEGREE = 110_500;
const LATITUDE_MAX = 85;

function reachesInto({ south, north, west, east }: Area): SQL {
  const up = sql`(${listings.radiusMetres} / ${METRES_PER_DEGREE}::float8)`;
  const parallel = Math.min(LATITUDE_MAX, Math.max(Math.abs(south), Math.abs(north)) + 10);
  const aside = sql`(${listings.radiusMetres} / ${METRES_PER_DEGREE * Math.cos((parallel * Math.PI) / 180)}::float8)`;
  return sql`and ${latitude} between ${south}::float8 - ${up} and ${north}::float8 + ${up}
    and ${longitude} between ${west}::float8 - ${aside} and ${east}::float8 + ${aside}`;
}

/** What a warehouse can still hand out that day; null where nothing limits it. */
const warehouseRoomMg = sql`(case when ${warehouseDays.day} is null then ${warehouses.gramsPerDay} * 1000
  else ${warehouseDays.capacityMg} - ${warehouseDays.usedMg} end)`;

/**
 * Everything of one commodity that a market may promise for a delivery day, one line of JSON for each lot in id order
 * (`readSupply`): lots good on that day, of open listings with a living price, of sellers who may trade, with the papers that the goods need on it. Whether one
 * seller reaches one kitchen is for the market to say; with an area, this leaves out only who reaches nobody in it.
 */
export function supplyTexts(tx: Transaction, wish: SupplyWish): AsyncGenerator<string[]> {
  const { commodityCode, deliveryDay, at, area } = wish;
  const moment = sql`${at.toISOString()}::timestamptz`;
  const today = sql`(${moment} at time zone ${city.timeZone})::date`;
  // A seller that needs a day to get ready can be asked until a day before the delivery day ends on its own clock.
  const isInTime = sql`((${deliveryDay}::date + time '23:59') at time zone ${city.timeZone}
    - make_interval(hours => ${listings.leadTimeHours}) >= ${moment})`;
  return streamTexts(
    tx,
    sql`select json_build_array(${lots.id}, ${listings.id}, ${listings.sellerId}, ${organisations.kind}, ${grades.rank},
        ${listings.unit}, ${listings.basePerUnit}::text, ${listings.priceRupiah}::text, ${listings.minOrderBase}::text,
        ${listings.radiusMetres}, ${latitude}, ${longitude}, ${lots.availableFrom}, ${lots.expiresOn},
        (${lots.quantityBase} - ${lots.reservedBase} - ${lots.shippedBase} - ${lots.lostBase})::text,
        (coalesce(${sellerDays.capacityBase}, ${listings.capacityBasePerDay}) - coalesce(${sellerDays.usedBase}, 0))::text,
        ${isInTime}, ${lots.version}, ${listings.version}, ${organisations.isVatRegistered}, ${listings.tiers},
        ${listings.kindPrices}, case when ${warehouses.id} is null then null else json_build_array(${warehouses.id},
          coalesce(${sellerDays.mgPerBase}, ${listings.mgPerBase})::text, ${warehouseRoomMg}::text) end)::text as text
      from ${lots}
      join ${listings} on ${listings.id} = ${lots.listingId}
      join ${organisations} on ${organisations.id} = ${listings.sellerId}
      join ${regions} seller_city on ${city.code} = ${organisations.cityCode}
      join ${grades} on ${grades.commodityCode} = ${listings.commodityCode} and ${grades.code} = ${listings.gradeCode}
      left join ${sellerDays} on ${sellerDays.listingId} = ${listings.id} and ${sellerDays.day} = ${deliveryDay}::date
      left join ${warehouses} on ${warehouses.id} = ${listings.warehouseId}
      left join ${warehouseDays} on ${warehouseDays.warehouseId} = ${warehouses.id} and ${warehouseDays.day} = ${deliveryDay}::date
      where ${listings.commodityCode} = ${commodityCode} and ${isOnMarket(today, sql`${deliveryDay}::date`)}
        and ${lots.availableFrom} <= ${deliveryDay}::date and ${lots.expiresOn} >= ${deliveryDay}::date
        and ${lots.quantityBase} > ${lots.reservedBase} + ${lots.shippedBase} + ${lots.lostBase}
        ${area ? reachesInto(area) : sql``}
      order by ${lots.id} collate "C"`,
  );
}
