import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings, lots } from "#db/schema/catalogue.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import { warehouses } from "#db/schema/catalogue-warehouses.ts";
import { organisations } from "#db/schema/identity.ts";
import { plannedDemands } from "#db/schema/menus.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { type FarmFloor, farmFloors } from "../catalogue/farm-floor-reads.server.ts";
import { city, roadMetresTo } from "../catalogue/market-reads.server.ts";
import { DEMAND_WEEKS } from "../menus/demand.ts";
import { mondayOf } from "../menus/kitchen-calendar.ts";
import type { Point } from "../regions/distance.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { isBelowFloor, type RadarWeek, radarWeek } from "./demand-radar.ts";

export type Radar = {
  readonly reachKm: number;
  readonly glutPercent: number;
  /** When the menus were reckoned last; null where none was. */
  readonly reckonedAt: Date | null;
  readonly goods: readonly RadarGoods[];
};

export type RadarGoods = {
  readonly commodityCode: string;
  readonly name: string;
  readonly baseUnit: BaseUnit;
  /** The seller has an open listing of it. */
  readonly isOwn: boolean;
  readonly weeks: readonly RadarWeek[];
  /** Set where farms have been paid less than the legal floor for days. */
  readonly belowFloor: Pick<FarmFloor, "floor" | "paid"> | null;
};

type Seller = {
  readonly id: string;
  readonly regionCode: string;
  readonly cityCode: string;
  readonly timeZone: TimeZone;
};

/** So many warehouses are looked around from. */
const PLACES_MAX = 50;

/** A degree of latitude is nowhere shorter. */
const METRES_PER_DEGREE = 110_500;

/**
 * What kitchens within reach of a seller, or of a warehouse of its own, need week by week, beside what it and others have unsold, commodity by commodity: its own first,
 * then the most needed. Nobody is named, and no figure is told of fewer than three kitchens or three other sellers.
 */
export async function demandRadar(seller: Seller, at: Date, on: Executor = db()): Promise<Radar> {
  const today = dayOf(at, seller.timeZone);
  const rules = await parametersOn(
    on,
    ["radar.reach_km", "radar.glut_percent", "radar.floor_days", "market.reference_age_days"] as const,
    { regionCode: seller.regionCode, day: today },
  );
  const rule = (key: keyof typeof rules) => asNumber(key, rules[key]);
  const reachKm = rule("radar.reach_km");
  const places = await placesOf(seller.id, on);
  const rows =
    places.length === 0 ? [] : await gathered({ seller, places, reachMetres: reachKm * 1000, today }, on);
  const own = new Set(
    (
      await on
        .selectDistinct({ code: listings.commodityCode })
        .from(listings)
        .where(and(eq(listings.sellerId, seller.id), eq(listings.state, "open")))
    ).map(({ code }) => code),
  );
  const floors = await farmFloors(
    [...own],
    { regionCode: seller.regionCode, day: today, lookBackDays: rule("market.reference_age_days") },
    on,
  );
  const glutPercent = rule("radar.glut_percent");
  const goods = new Map<string, RadarGoods & { weeks: RadarWeek[] }>();
  for (const { commodityCode, name, baseUnit, reckonedAt: _, ...row } of rows) {
    const floor = floors.get(commodityCode);
    const isLow = floor && isBelowFloor(floor.paid, floor.floor, rule("radar.floor_days"));
    const known = goods.get(commodityCode) ?? {
      commodityCode,
      name,
      baseUnit,
      isOwn: own.has(commodityCode),
      weeks: [],
      belowFloor: isLow ? floor : null,
    };
    known.weeks.push(radarWeek(row, glutPercent));
    goods.set(commodityCode, known);
  }
  const needOf = ({ weeks }: RadarGoods) =>
    weeks.reduce((sum, week) => sum + (week.neededBase ?? 0n) / 1000n, 0n);
  return {
    reachKm,
    glutPercent,
    reckonedAt: rows.reduce<Date | null>((last, row) => later(last, row.reckonedAt), null),
    goods: [...goods.values()].sort((a, b) => {
      if (a.isOwn !== b.isOwn) return a.isOwn ? -1 : 1;
      const [of, with_] = [needOf(a), needOf(b)];
      return of === with_ ? (a.name < b.name ? -1 : 1) : of > with_ ? -1 : 1;
    }),
  };
}

function later(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b > a) ? b : a;
}

/** From where a seller hands goods out: its own place, else the middle of its city, and each of its open warehouses; none where nothing is known. */
async function placesOf(sellerId: string, on: Executor): Promise<Point[]> {
  const own = await on
    .select({
      latitude: sql<number | null>`coalesce(${organisations.latitude}, ${city.latitude})`,
      longitude: sql<number | null>`coalesce(${organisations.longitude}, ${city.longitude})`,
    })
    .from(organisations)
    .innerJoin(city, eq(city.code, organisations.cityCode))
    .where(eq(organisations.id, sellerId));
  const stores = await on
    .select({ latitude: warehouses.latitude, longitude: warehouses.longitude })
    .from(warehouses)
    .where(and(eq(warehouses.organisationId, sellerId), isNull(warehouses.closedAt)))
    .limit(PLACES_MAX);
  return [...own, ...stores].flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  );
}

type Around = {
  readonly seller: Seller;
  readonly places: readonly Point[];
  readonly reachMetres: number;
  readonly today: BusinessDay;
};

/** Organisations of these kinds that may trade within reach of one of the places, as a part of a statement. */
function within({ places, reachMetres, seller }: Around, kinds: SQL): SQL {
  // No road is shorter than the way straight north: whoever lies beyond that needs no trigonometry.
  const up = reachMetres / METRES_PER_DEGREE;
  const near = places.map(
    (
      place,
    ) => sql`(coalesce(${organisations.latitude}, ${city.latitude}) between ${place.latitude - up}::float8 and ${place.latitude + up}::float8
          and ${roadMetresTo(place)} <= ${reachMetres})`,
  );
  return sql`select ${organisations.id} as id from ${organisations}
    join regions seller_city on seller_city.code = ${organisations.cityCode}
    where ${organisations.kind} in (${kinds}) and ${organisations.state} = 'active'
      and (${organisations.id} = ${seller.id} or ${sql.join(near, sql` or `)})`;
}

type Row = {
  readonly commodityCode: string;
  readonly name: string;
  readonly baseUnit: BaseUnit;
  readonly week: BusinessDay;
  readonly neededBase: bigint;
  readonly kitchens: number;
  readonly openBase: bigint;
  readonly kitchensOpen: number;
  readonly kitchensPromised: number;
  readonly ownBase: bigint;
  readonly othersBase: bigint;
  readonly otherSellers: number;
  readonly reckonedAt: Date | null;
};

/** Demand and supply by commodity and week, and how many stand behind each, in one statement. */
async function gathered(around: Around, on: Executor): Promise<Row[]> {
  const { seller, today } = around;
  const from = mondayOf(today);
  const until = addDays(from, DEMAND_WEEKS * 7);
  const found = await on.execute<Record<string, string | number | Date | null>>(sql`
    with weeks as (
      select (${from}::date + 7 * n)::date as week from generate_series(0, ${DEMAND_WEEKS - 1}::int) as n
    ), kitchens as (${within(around, sql`'kitchen'`)}),
    sellers as (${within(around, sql`'koperasi', 'bumd'`)}),
    ordered as (
      select ${orders.buyerId} as kitchen, date_trunc('week', ${orders.deliveryDay})::date as week,
        ${orderLines.commodityCode} as code, sum(${orderLines.quantityBase}) as base, sum(${orderLines.promisedBase}) as promised
      from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
      where ${orders.buyerId} in (select id from kitchens) and ${orders.state} in ('submitted', 'approved', 'closed')
        and ${orders.deliveryDay} >= ${from}::date and ${orders.deliveryDay} < ${until}::date
      group by 1, 2, 3
    ), planned as (
      select ${plannedDemands.organisationId} as kitchen, ${plannedDemands.week} as week, ${plannedDemands.commodityCode} as code,
        ${plannedDemands.needBase} as base, ${plannedDemands.reckonedAt} as reckoned_at
      from ${plannedDemands} where ${plannedDemands.organisationId} in (select id from kitchens)
        and ${plannedDemands.week} >= ${from}::date and ${plannedDemands.week} < ${until}::date
    ), each as (
      select kitchen, week, code, greatest(coalesce(o.base, 0), coalesce(p.base, 0)) as needed,
        coalesce(o.promised, 0) as promised, p.reckoned_at
      from ordered o full join planned p using (kitchen, week, code)
    ), demand as (
      select code, week, sum(needed) as needed, count(*) filter (where needed > 0)::int as kitchens,
        sum(greatest(needed - promised, 0)) as open, count(*) filter (where needed > promised)::int as kitchens_open,
        count(*) filter (where promised > 0)::int as kitchens_promised, max(reckoned_at) as reckoned_at
      from each group by 1, 2
    ), unsold as (
      select ${lots.sellerId} as seller, ${listings.commodityCode} as code, w.week,
        ${lots.quantityBase} - ${lots.reservedBase} - ${lots.shippedBase} - ${lots.lostBase} as base
      from ${lots} join ${listings} on ${listings.id} = ${lots.listingId}
      join weeks w on ${lots.availableFrom} < w.week + 7 and ${lots.expiresOn} >= greatest(w.week, ${today}::date)
      -- Said once more without the week, so that what is gone is never looked at.
      where ${lots.sellerId} in (select id from sellers) and ${lots.expiresOn} >= ${today}::date and ${listings.state} = 'open'
      union all
      select ${harvestAsks.sellerId}, ${listings.commodityCode}, date_trunc('week', ${harvestAsks.onDay})::date,
        coalesce(${harvestAsks.promisedBase}, ${harvestAsks.quantityBase})
      from ${harvestAsks} join ${listings} on ${listings.id} = ${harvestAsks.listingId}
      where ${harvestAsks.sellerId} in (select id from sellers) and ${harvestAsks.state} in ('asked', 'promised')
        and ${harvestAsks.onDay} >= ${today}::date and ${harvestAsks.onDay} < ${until}::date
    ), supply as (
      select code, week, coalesce(sum(base) filter (where seller = ${seller.id}), 0) as own,
        coalesce(sum(base) filter (where seller <> ${seller.id}), 0) as others,
        count(distinct seller) filter (where seller <> ${seller.id})::int as other_sellers
      from unsold where base > 0 group by 1, 2
    ), shown as (select code from demand where needed > 0 union select code from supply where own > 0)
    select c.code, c.name, c.base_unit, w.week::text as week, coalesce(d.needed, 0)::bigint::text as needed,
      coalesce(d.kitchens, 0) as kitchens, coalesce(d.open, 0)::bigint::text as open, coalesce(d.kitchens_open, 0) as kitchens_open,
      coalesce(d.kitchens_promised, 0) as kitchens_promised, coalesce(s.own, 0)::bigint::text as own,
      coalesce(s.others, 0)::bigint::text as others, coalesce(s.other_sellers, 0) as other_sellers, d.reckoned_at::text as reckoned_at
    from shown join ${commodities} c on c.code = shown.code cross join weeks w
    left join demand d on d.code = c.code and d.week = w.week
    left join supply s on s.code = c.code and s.week = w.week
    order by c.name, c.code, w.week`);
  return found.map((row) => ({
    commodityCode: String(row["code"]),
    name: String(row["name"]),
    baseUnit: row["base_unit"] as BaseUnit,
    week: row["week"] as BusinessDay,
    neededBase: BigInt(String(row["needed"])),
    kitchens: Number(row["kitchens"]),
    openBase: BigInt(String(row["open"])),
    kitchensOpen: Number(row["kitchens_open"]),
    kitchensPromised: Number(row["kitchens_promised"]),
    ownBase: BigInt(String(row["own"])),
    othersBase: BigInt(String(row["others"])),
    otherSellers: Number(row["other_sellers"]),
    reckonedAt: row["reckoned_at"] === null ? null : new Date(String(row["reckoned_at"])),
  }));
}
