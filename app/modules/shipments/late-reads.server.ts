import { and, asc, eq, gte, inArray, isNull, lte, ne, sql } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { columnOf } from "#app/kernel/column.ts";
import { db, type Executor } from "#db/client.server.ts";
import { columnRows } from "#db/column-rows.server.ts";
import { commodities, grades, listings, lots } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { lateDeliveries } from "#db/schema/shipments-door.ts";
import { priceForKind } from "../catalogue/kind-price-reads.server.ts";
import { availableBase } from "../catalogue/listing-reads.server.ts";
import { city, isOnMarket, reached } from "../catalogue/market-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import { type Point, roadMetresBetween } from "../regions/distance.ts";
import { numberParameters } from "../regions/parameter-reads.server.ts";
import { dueAtDoor } from "./due-at-door.server.ts";
import { byReadiness, type LateLine, type Substitute } from "./late.ts";

/** Deliveries so many days old are looked at no more: what never left is given up by then. */
const LATE_DAYS = 2;
const FOUND_MAX = 200;

export type FoundLate = { readonly shipmentId: string; readonly dueAt: Date };

/** What should stand at a door by now, and a while longer, and does not, and nobody was told of yet: the longest due first. */
export async function lateAt(at: Date, on: Executor): Promise<FoundLate[]> {
  const today = dayOf(at, "Asia/Jakarta");
  const isComing = and(
    eq(shipments.purpose, "order"),
    inArray(shipments.state, ["planned", "dispatched"]),
    gte(shipments.deliveryDay, addDays(today, -LATE_DAYS)),
    // The day begins two hours earlier in the east.
    lte(shipments.deliveryDay, addDays(today, 1)),
    isNull(shipments.arrivedAt),
  );
  const cities = await on
    .selectDistinct({ code: orders.cityCode })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .where(isComing);
  if (cities.length === 0) return [];
  const regionCodes = cities.map(({ code }) => code);
  const scope = { regionCodes, day: today };
  const [late, substitute] = await Promise.all([
    numberParameters(on, "receiving.late_after_minutes", scope),
    numberParameters(on, "receiving.substitute_minutes", scope),
  ]);
  const minutesOf = (rule: ReadonlyMap<string, number>) =>
    columnOf(regionCodes.map((code) => Math.round(rule.get(code) ?? 0)));
  const rules = sql`${columnRows([columnOf(regionCodes), "text"], [minutesOf(late), "int"], [minutesOf(substitute), "int"])}
    as rules (city_code, late_minutes, substitute_minutes)`;
  const dueAt = dueAtDoor(
    {
      day: sql`${orders.deliveryDay}`,
      windowEnd: sql`${orders.windowEnd}`,
      zone: sql`${regions.timeZone}`,
      plannedAt: sql`${shipments.createdAt}`,
    },
    sql`rules.substitute_minutes`,
  );
  return on
    .select({ shipmentId: shipments.id, dueAt: dueAt.mapWith(shipments.createdAt) })
    .from(shipments)
    .innerJoin(orders, and(eq(orders.id, shipments.orderId), eq(orders.state, "approved")))
    .innerJoin(regions, eq(regions.code, orders.cityCode))
    .innerJoin(rules, sql`rules.city_code = ${orders.cityCode}`)
    .leftJoin(lateDeliveries, eq(lateDeliveries.shipmentId, shipments.id))
    .where(
      and(
        isComing,
        isNull(lateDeliveries.shipmentId),
        sql`${dueAt} + rules.late_minutes * interval '1 minute' < ${at.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(dueAt, asc(shipments.id))
    .limit(FOUND_MAX);
}

/** What was told of a late delivery; null when it is not late. Whoever asks has yet to be checked. */
export async function lateFacts(
  shipmentId: string,
  on: Executor = db(),
): Promise<typeof lateDeliveries.$inferSelect | null> {
  const [row] = await on.select().from(lateDeliveries).where(eq(lateDeliveries.shipmentId, shipmentId));
  return row ?? null;
}

/** What stands promised on a late shipment, line by line, as its order asked for it. */
export async function lateLines(shipmentId: string, on: Executor = db()): Promise<LateLine[]> {
  return on
    .select({
      shipmentLineId: shipmentLines.id,
      commitmentId: commitments.id,
      orderId: commitments.orderId,
      orderLineId: orderLines.id,
      sellerId: commitments.sellerId,
      buyerId: commitments.buyerId,
      deliveryDay: commitments.deliveryDay,
      description: shipmentLines.description,
      commodityCode: orderLines.commodityCode,
      rank: grades.rank,
      baseUnit: commodities.baseUnit,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      priceRupiah: shipmentLines.priceRupiah,
      missingBase: shipmentLines.promisedBase,
      ceilingRupiah: orderLines.ceilingRupiah,
      ceilingBasePerUnit: orderLines.basePerUnit,
    })
    .from(shipmentLines)
    .innerJoin(
      commitments,
      and(eq(commitments.id, shipmentLines.commitmentId), eq(commitments.state, "accepted")),
    )
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, orderLines.commodityCode), eq(grades.code, orderLines.gradeCode)),
    )
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .orderBy(asc(shipmentLines.position));
}

/** Of one line, so many others are named. */
const SUBSTITUTES_MAX = 6;
const LOTS_MAX = 60;
const HOUR_MS = 3_600_000;

/**
 * Who else has the goods of a late line and brings them to its kitchen: of each seller the fullest lot of its listing that is
 * good on that day, of the grade asked for or a better one. First those who are in time and within what the order pays.
 */
export async function substitutesFor(
  line: LateLine,
  at: Date,
  on: Executor = db(),
): Promise<readonly Substitute[]> {
  const near = (await placesOf([line.buyerId], on)).get(line.buyerId);
  if (!near) return [];
  const rows = await candidates(line, { day: line.deliveryDay, near }, on);
  const seen = new Set<string>();
  const firsts = rows.filter(({ sellerId }) => !seen.has(sellerId) && seen.add(sellerId));
  const [places, zone] = await Promise.all([
    placesOf(
      firsts.map(({ sellerId }) => sellerId),
      on,
    ),
    clockOf(line.buyerId, on),
  ]);
  return firsts
    .map((row): Substitute => {
      const place = places.get(row.sellerId);
      const there = dayOf(new Date(at.getTime() + row.leadTimeHours * HOUR_MS), zone);
      return {
        ...row,
        metres: place ? roadMetresBetween(near, place) : null,
        isInTime: there <= line.deliveryDay,
        isWithinPrice: row.priceRupiah * line.ceilingBasePerUnit <= line.ceilingRupiah * row.basePerUnit,
      };
    })
    .sort(byReadiness)
    .slice(0, SUBSTITUTES_MAX);
}

function candidates(
  line: LateLine,
  place: { readonly day: BusinessDay; readonly near: Point },
  on: Executor,
) {
  const priceRupiah = priceForKind(
    sql`(select buyer.kind from ${organisations} buyer where buyer.id = ${line.buyerId})`,
  );
  return on
    .select({
      lotId: lots.id,
      listingId: listings.id,
      sellerId: organisations.id,
      sellerName: organisations.name,
      phone: organisations.phone,
      cityName: city.name,
      gradeName: grades.name,
      unit: listings.unit,
      basePerUnit: listings.basePerUnit,
      priceRupiah,
      minOrderBase: listings.minOrderBase,
      leadTimeHours: listings.leadTimeHours,
      availableBase: availableBase.mapWith(lots.quantityBase),
    })
    .from(listings)
    .innerJoin(organisations, eq(organisations.id, listings.sellerId))
    .innerJoin(city, eq(city.code, organisations.cityCode))
    .innerJoin(
      grades,
      and(
        eq(grades.commodityCode, listings.commodityCode),
        eq(grades.code, listings.gradeCode),
        lte(grades.rank, line.rank),
      ),
    )
    .innerJoin(
      lots,
      and(
        eq(lots.listingId, listings.id),
        lte(lots.availableFrom, line.deliveryDay),
        gte(lots.expiresOn, line.deliveryDay),
        sql`${availableBase} >= least(${listings.minOrderBase}, ${line.missingBase})`,
        sql`${availableBase} > 0`,
      ),
    )
    .where(
      and(
        eq(listings.commodityCode, line.commodityCode),
        ne(listings.sellerId, line.sellerId),
        ne(listings.sellerId, line.buyerId),
        isOnMarket(line.deliveryDay),
        reached(place),
      ),
    )
    .orderBy(sql`${priceRupiah}::numeric / ${listings.basePerUnit}`, sql`${availableBase} desc`, asc(lots.id))
    .limit(LOTS_MAX);
}
