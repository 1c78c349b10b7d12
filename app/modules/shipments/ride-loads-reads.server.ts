import { and, asc, eq, inArray, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import type { RideGoods } from "./ride.ts";
import { pickupWindowsOf } from "./trip-loads-reads.server.ts";
import { coldestOf, type StorageClass } from "./vehicle-fit.ts";

const sellers = alias(organisations, "sellers");
const buyers = alias(organisations, "buyers");

/** Deliveries of koperasi to buyers of one city on one day that still stand in the yard and on no ride, by shipment. */
export function deliveriesWithin(cityCode: string, day: BusinessDay, on: Executor): Promise<RideGoods[]> {
  const onRide = on
    .select({ one: sql`1` })
    .from(ridePlaces)
    .where(
      and(
        eq(ridePlaces.shipmentId, shipments.id),
        inArray(ridePlaces.state, ["offered", "accepted", "carried"]),
      ),
    );
  return waiting(
    and(
      eq(sellers.cityCode, cityCode),
      eq(sellers.kind, "koperasi"),
      eq(sellers.state, "active"),
      eq(buyers.cityCode, cityCode),
      eq(shipments.deliveryDay, day),
      notExists(onRide),
    ),
    on,
  );
}

/** Those of these deliveries that still stand in the yard. */
export async function deliveriesAmong(shipmentIds: readonly string[], on: Executor): Promise<RideGoods[]> {
  return shipmentIds.length === 0 ? [] : waiting(inArray(shipments.id, [...shipmentIds]), on);
}

/** Minutes after midnight of "HH:MM". */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** What is counted in pieces or litres has no weight that a vehicle could be filled by: such deliveries are left out. */
async function waiting(where: SQL | undefined, on: Executor): Promise<RideGoods[]> {
  const rows = await on
    .select({
      shipmentId: shipments.id,
      koperasiId: shipments.sellerId,
      buyerId: shipments.buyerId,
      windowStart: orders.windowStart,
      windowEnd: orders.windowEnd,
      base: sql<string>`sum(${shipmentLines.promisedBase})::text`,
      isWeighed: sql<boolean>`bool_and(${commodities.baseUnit} = 'g')`,
      storageClasses: sql<StorageClass[]>`array_agg(distinct ${commodities.storageClass})`,
    })
    .from(shipments)
    .innerJoin(orders, and(eq(orders.id, shipments.orderId), eq(orders.state, "approved")))
    .innerJoin(sellers, eq(sellers.id, shipments.sellerId))
    .innerJoin(buyers, eq(buyers.id, shipments.buyerId))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(and(eq(shipments.state, "planned"), eq(shipments.purpose, "order"), where))
    .groupBy(shipments.id, orders.windowStart, orders.windowEnd)
    .orderBy(asc(shipments.id))
    .limit(200);
  const weighed = rows.filter((row) => row.isWeighed && BigInt(row.base) > 0n);
  const koperasiIds = weighed.map((row) => row.koperasiId);
  const places = await placesOf([...koperasiIds, ...weighed.map((row) => row.buyerId)], on);
  const windows = await pickupWindowsOf(koperasiIds, on);
  return weighed.map((row) => ({
    shipmentId: row.shipmentId,
    koperasiId: row.koperasiId,
    from: places.get(row.koperasiId) ?? null,
    pickup: windows.get(row.koperasiId) ?? null,
    buyerId: row.buyerId,
    to: places.get(row.buyerId) ?? null,
    window: { from: minuteOf(row.windowStart), to: minuteOf(row.windowEnd) },
    base: BigInt(row.base),
    storageClass: coldestOf(row.storageClasses),
  }));
}

export type RideRow = typeof rides.$inferSelect;
export type RidePlaceRow = typeof ridePlaces.$inferSelect;

/** A ride as commands need it; whoever asks has yet to be checked. */
export async function rideRow(rideId: string, on: Executor): Promise<RideRow | null> {
  const [row] = await on.select().from(rides).where(eq(rides.id, rideId));
  return row ?? null;
}

/** The places of a ride, by shipment. For commands. */
export async function placesOfRide(rideId: string, on: Executor): Promise<RidePlaceRow[]> {
  return on
    .select()
    .from(ridePlaces)
    .where(eq(ridePlaces.rideId, rideId))
    .orderBy(asc(ridePlaces.shipmentId));
}

export async function ridePlaceRow(ridePlaceId: string, on: Executor): Promise<RidePlaceRow | null> {
  const [row] = await on.select().from(ridePlaces).where(eq(ridePlaces.id, ridePlaceId));
  return row ?? null;
}

/** Rides whose time to answer has run out, and those of which everything that was to be carried has ended; by id. */
export async function ridesToMove(
  at: Date,
  on: Executor,
): Promise<{ readonly toFix: readonly string[]; readonly toSettle: readonly string[] }> {
  const overdue = await on
    .select({ id: rides.id })
    .from(rides)
    .where(and(eq(rides.state, "asked"), sql`${rides.answerBy} < ${at.toISOString()}::timestamptz`))
    .orderBy(asc(rides.id))
    .limit(100);
  const ended = await on
    .select({ id: rides.id })
    .from(rides)
    .where(
      and(
        eq(rides.state, "fixed"),
        sql`not exists (select 1 from ride_places p join shipments s on s.id = p.shipment_id
          where p.ride_id = ${rides.id} and p.state = 'accepted' and s.state not in ('received', 'cancelled'))`,
      ),
    )
    .orderBy(asc(rides.id))
    .limit(100);
  return { toFix: overdue.map((row) => row.id), toSettle: ended.map((row) => row.id) };
}

/** Which of these shipments arrived, and whether any of them has left. */
export async function fatesOf(
  shipmentIds: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, (typeof shipments.$inferSelect)["state"]>> {
  if (shipmentIds.length === 0) return new Map();
  const rows = await on
    .select({ id: shipments.id, state: shipments.state })
    .from(shipments)
    .where(inArray(shipments.id, [...shipmentIds]));
  return new Map(rows.map((row) => [row.id, row.state]));
}
