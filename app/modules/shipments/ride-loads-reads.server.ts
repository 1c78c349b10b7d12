import { and, asc, eq, gte, inArray, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { shipmentLines, shipments } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { weighedPacks } from "../catalogue/commodity-reads.server.ts";
import { gramsOf } from "../catalogue/goods-weight.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import { loadingPlaces } from "./loading-place-reads.server.ts";
import type { RideGoods } from "./ride.ts";
import { pickupWindowsOf } from "./trip-loads-reads.server.ts";
import { coldestOf, type StorageClass } from "./vehicle-fit.ts";

const sellers = alias(organisations, "sellers");
const buyers = alias(organisations, "buyers");

/** A delivery that waits in the yard; `base` is its weight in grams, null where no weight is known of some of its goods. */
export type WaitingDelivery = Omit<RideGoods, "base"> & {
  readonly deliveryDay: BusinessDay;
  readonly base: bigint | null;
  /** The goods of it whose weight nobody knows. */
  readonly unweighed: readonly string[];
};

/** On no ride: neither asked for one nor coming along. */
function onNoRide(on: Executor): SQL {
  return notExists(
    on
      .select({ one: sql`1` })
      .from(ridePlaces)
      .where(
        and(
          eq(ridePlaces.shipmentId, shipments.id),
          inArray(ridePlaces.state, ["offered", "accepted", "carried"]),
        ),
      ),
  );
}

/** Deliveries of koperasi to buyers of one city on one day that still stand in the yard and on no ride, by shipment. */
export function deliveriesWithin(
  cityCode: string,
  day: BusinessDay,
  on: Executor,
): Promise<WaitingDelivery[]> {
  return waiting(
    and(
      eq(sellers.cityCode, cityCode),
      eq(sellers.kind, "koperasi"),
      eq(sellers.state, "active"),
      eq(buyers.cityCode, cityCode),
      eq(shipments.deliveryDay, day),
      onNoRide(on),
    ),
    on,
  );
}

/** A koperasi's own deliveries from a day on that still stand in its yard and on no ride, by shipment. */
export function ownDeliveriesFrom(
  koperasiId: string,
  day: BusinessDay,
  on: Executor,
): Promise<WaitingDelivery[]> {
  return waiting(and(eq(shipments.sellerId, koperasiId), gte(shipments.deliveryDay, day), onNoRide(on)), on);
}

/** Those of these deliveries that still stand in the yard. */
export async function deliveriesAmong(shipmentIds: readonly string[], on: Executor): Promise<RideGoods[]> {
  return shipmentIds.length === 0
    ? []
    : (await waiting(inArray(shipments.id, [...shipmentIds]), on)).flatMap(weighedOnes);
}

/** A delivery that a vehicle can be filled with: none where its weight is not known. */
export function weighedOnes({ base, ...delivery }: WaitingDelivery): RideGoods[] {
  return base === null ? [] : [{ ...delivery, base }];
}

/** Minutes after midnight of "HH:MM". */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

async function waiting(where: SQL | undefined, on: Executor): Promise<WaitingDelivery[]> {
  const rows = await on
    .select({
      shipmentId: shipments.id,
      koperasiId: shipments.sellerId,
      buyerId: shipments.buyerId,
      warehouseId: shipments.warehouseId,
      deliveryDay: shipments.deliveryDay,
      windowStart: orders.windowStart,
      windowEnd: orders.windowEnd,
    })
    .from(shipments)
    .innerJoin(orders, and(eq(orders.id, shipments.orderId), eq(orders.state, "approved")))
    .innerJoin(sellers, eq(sellers.id, shipments.sellerId))
    .innerJoin(buyers, eq(buyers.id, shipments.buyerId))
    .where(and(eq(shipments.state, "planned"), eq(shipments.purpose, "order"), where))
    .orderBy(asc(shipments.id))
    .limit(200);
  const goods = await goodsOf(
    rows.map((row) => row.shipmentId),
    on,
  );
  const inside = (shipmentId: string) => goods.filter((line) => line.shipmentId === shipmentId);
  const laden = rows.filter((row) => inside(row.shipmentId).some((line) => line.base > 0n));
  const koperasiIds = laden.map((row) => row.koperasiId);
  const places = await placesOf([...koperasiIds, ...laden.map((row) => row.buyerId)], on);
  const windows = await pickupWindowsOf(koperasiIds, on);
  const stores = await loadingPlaces(
    laden.map((row) => row.shipmentId),
    on,
  );
  return laden.map(({ windowStart, windowEnd, ...row }) => {
    const lines = inside(row.shipmentId);
    const store = stores.get(row.shipmentId);
    const unweighed = lines.filter((line) => line.grams === null).map((line) => line.name);
    return {
      ...row,
      from: store?.at ?? places.get(row.koperasiId) ?? null,
      pickup: store
        ? { from: minuteOf(store.opensAt), to: minuteOf(store.closesAt) }
        : (windows.get(row.koperasiId) ?? null),
      to: places.get(row.buyerId) ?? null,
      window: { from: minuteOf(windowStart), to: minuteOf(windowEnd) },
      base: unweighed.length > 0 ? null : sumOf(lines.map((line) => line.grams ?? 0n)),
      unweighed: [...new Set(unweighed)].sort(),
      storageClass: coldestOf(lines.map((line) => line.storageClass)),
    };
  });
}

type LadenLine = {
  readonly shipmentId: string;
  readonly name: string;
  readonly storageClass: StorageClass;
  readonly base: bigint;
  readonly grams: bigint | null;
};

/** What lies in each of these deliveries, and what it weighs. */
async function goodsOf(shipmentIds: readonly string[], on: Executor): Promise<LadenLine[]> {
  if (shipmentIds.length === 0) return [];
  const rows = await on
    .select({
      shipmentId: shipmentLines.shipmentId,
      commodityCode: commodities.code,
      name: commodities.name,
      storageClass: commodities.storageClass,
      baseUnit: commodities.baseUnit,
      base: shipmentLines.promisedBase,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
    })
    .from(shipmentLines)
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(inArray(shipmentLines.shipmentId, [...shipmentIds]));
  const codes = [...new Set(rows.flatMap((row) => (row.baseUnit === "g" ? [] : [row.commodityCode])))];
  const packs = await weighedPacks(codes, on);
  return rows.map((row) => ({
    ...row,
    grams: gramsOf(
      row,
      packs.filter((pack) => pack.commodityCode === row.commodityCode),
    ),
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

/** The shipments that go on a ride since it was fixed; none of one that is not, or is off. */
export async function carriedOnRide(rideId: string, on: Executor): Promise<string[]> {
  const rows = await on
    .select({ shipmentId: ridePlaces.shipmentId })
    .from(ridePlaces)
    .innerJoin(rides, eq(rides.id, ridePlaces.rideId))
    .where(
      and(
        eq(rides.id, rideId),
        inArray(rides.state, ["fixed", "settled"]),
        inArray(ridePlaces.state, ["accepted", "carried"]),
      ),
    );
  return rows.map((row) => row.shipmentId);
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
