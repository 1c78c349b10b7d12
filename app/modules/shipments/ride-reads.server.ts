import { and, asc, desc, eq, exists, getTableColumns, gte, inArray, notInArray, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { organisations } from "#db/schema/identity.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { shipmentLines, shipments, vehicles } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import type { Point } from "../regions/distance.ts";
import { rideRow } from "./ride-loads-reads.server.ts";
import type { RideStop } from "./ride-route.ts";

/** Days on which a koperasi has deliveries of its own standing, to be weighed and not on a ride: for these it may offer room. */
export async function openDays(
  koperasiId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly deliveryDay: BusinessDay; readonly deliveries: number; readonly grams: bigint }[]> {
  const onRide = on
    .select({ one: sql`1` })
    .from(ridePlaces)
    .where(
      and(
        eq(ridePlaces.shipmentId, shipments.id),
        inArray(ridePlaces.state, ["offered", "accepted", "carried"]),
      ),
    );
  const rows = await on
    .select({
      deliveryDay: shipments.deliveryDay,
      deliveries: sql<number>`count(distinct ${shipments.id})::integer`,
      grams: sql<string>`sum(${shipmentLines.promisedBase})::text`,
    })
    .from(shipments)
    .innerJoin(orders, and(eq(orders.id, shipments.orderId), eq(orders.state, "approved")))
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .innerJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(
      commodities,
      and(eq(commodities.code, orderLines.commodityCode), eq(commodities.baseUnit, "g")),
    )
    .where(
      and(
        eq(shipments.sellerId, koperasiId),
        eq(shipments.state, "planned"),
        gte(shipments.deliveryDay, today),
        sql`not exists ${onRide}`,
      ),
    )
    .groupBy(shipments.deliveryDay)
    .orderBy(asc(shipments.deliveryDay))
    .limit(14);
  return rows.map(({ grams, ...row }) => ({ ...row, grams: BigInt(grams) }));
}

const own = (koperasiId: string, on: Executor) =>
  exists(
    on
      .select({ one: sql`1` })
      .from(ridePlaces)
      .where(and(eq(ridePlaces.rideId, rides.id), eq(ridePlaces.koperasiId, koperasiId))),
  );

// The stops say where everybody stands who was asked: they leave this file for those only whose they are.
const { stops: _stops, ...toldColumns } = getTableColumns(rides);

function rideRows(on: Executor) {
  return on
    .select({
      id: rides.id,
      ride: toldColumns,
      carrierName: organisations.name,
      carrierPhone: organisations.phone,
      kind: vehicles.kind,
      plate: vehicles.plate,
      driverName: vehicles.driverName,
      payloadGrams: vehicles.payloadGrams,
    })
    .from(rides)
    .innerJoin(organisations, eq(organisations.id, rides.carrierId))
    .innerJoin(vehicles, eq(vehicles.id, rides.vehicleId));
}

export type RideSummary = Awaited<ReturnType<typeof rideRows>>[number] & {
  /** Whether its own delivery waits for a yes or a no. */
  readonly waits: boolean;
};

/** The rides that a koperasi offers, is asked about, or rides on; the newest first. */
export async function ridesOf(koperasiId: string, on: Executor = db()): Promise<RideSummary[]> {
  const rows = await rideRows(on)
    .where(or(eq(rides.carrierId, koperasiId), own(koperasiId, on)))
    .orderBy(desc(rides.id))
    .limit(50);
  const waiting = await on
    .select({ rideId: ridePlaces.rideId })
    .from(ridePlaces)
    .where(and(eq(ridePlaces.koperasiId, koperasiId), eq(ridePlaces.state, "offered")));
  const waits = new Set(waiting.map((row) => row.rideId));
  return rows.map((row) => ({ ...row, waits: row.ride.state === "asked" && waits.has(row.id) }));
}

type PlaceShown = typeof ridePlaces.$inferSelect & {
  readonly koperasiName: string;
  readonly buyerName: string;
};

export type RideShown = Omit<RideSummary, "waits"> & {
  readonly isCarrier: boolean;
  /** The reader's own deliveries on it. */
  readonly ownPlaces: readonly PlaceShown[];
  /** Everybody's, for those who ride: once it is fixed, and before that the carrier's own for the carrier. */
  readonly places: readonly PlaceShown[];
  /** Where the vehicle starts. */
  readonly yard: Point | null;
  /** How many of the neighbours have not answered. */
  readonly open: number;
  /** All of them for the carrier of a ride that is fixed; otherwise those of the reader's own goods. */
  readonly stops: readonly (RideStop & {
    readonly name: string;
    readonly address: string;
    readonly at: Point | null;
  })[];
};

/**
 * A ride as its carrier or a koperasi that is asked may see it; null for anyone else. Who delivers what to whom is nobody
 * else's business: until it is fixed each sees its own stops only, and the carrier not whom the house asked.
 */
export async function rideById(
  koperasiId: string,
  rideId: string,
  on: Executor = db(),
): Promise<RideShown | null> {
  const [row] = await rideRows(on).where(
    and(eq(rides.id, rideId), or(eq(rides.carrierId, koperasiId), own(koperasiId, on))),
  );
  if (!row) return null;
  const all = await placesShown(rideId, on);
  const isCarrier = row.ride.carrierId === koperasiId;
  const isFixed = row.ride.state === "fixed" || row.ride.state === "settled";
  const ownPlaces = all.filter((place) => place.koperasiId === koperasiId);
  const aboard = all.filter((place) => ["accepted", "carried", "dropped"].includes(place.state));
  const isAboard = isFixed && (isCarrier || aboard.some((place) => place.koperasiId === koperasiId));
  const ownIds = new Set(ownPlaces.map((place) => place.shipmentId));
  const planned = (await rideRow(rideId, on))?.stops ?? [];
  const stops = planned.filter(
    (stop) => (isCarrier && isFixed) || stop.shipmentIds.some((id) => ownIds.has(id)),
  );
  return {
    ...row,
    isCarrier,
    ownPlaces,
    places: isAboard ? aboard : isCarrier ? ownPlaces : [],
    yard: (await placesOf([row.ride.carrierId], on)).get(row.ride.carrierId) ?? null,
    open: all.filter((place) => place.state === "offered").length,
    stops: await stopsShown(stops, on),
  };
}

async function placesShown(rideId: string, on: Executor): Promise<PlaceShown[]> {
  const rows = await on
    .select({
      place: ridePlaces,
      koperasiName: organisations.name,
      buyerName: sql<string>`(select b.name from organisations b where b.id = ${shipments.buyerId})`,
    })
    .from(ridePlaces)
    .innerJoin(organisations, eq(organisations.id, ridePlaces.koperasiId))
    .innerJoin(shipments, eq(shipments.id, ridePlaces.shipmentId))
    .where(eq(ridePlaces.rideId, rideId))
    .orderBy(asc(organisations.name), asc(ridePlaces.shipmentId));
  return rows.map(({ place, ...names }) => ({ ...place, ...names }));
}

async function stopsShown(stops: readonly RideStop[], on: Executor) {
  const ids = stops.map((stop) => stop.organisationId);
  if (ids.length === 0) return [];
  const places = await placesOf(ids, on);
  const rows = await on
    .select({ id: organisations.id, name: organisations.name, address: organisations.address })
    .from(organisations)
    .where(inArray(organisations.id, ids));
  return stops.map((stop) => {
    const found = rows.find((row) => row.id === stop.organisationId);
    return {
      ...stop,
      name: found?.name ?? "",
      address: found?.address ?? "",
      at: places.get(stop.organisationId) ?? null,
    };
  });
}

/** The ride that a delivery goes on, or is asked for; null where it goes by itself. */
export async function rideOfShipment(
  sellerId: string,
  shipmentId: string,
  on: Executor = db(),
): Promise<{ readonly rideId: string; readonly isFixed: boolean; readonly plate: string } | null> {
  const [row] = await on
    .select({ rideId: rides.id, state: rides.state, plate: vehicles.plate })
    .from(ridePlaces)
    .innerJoin(rides, eq(rides.id, ridePlaces.rideId))
    .innerJoin(vehicles, eq(vehicles.id, rides.vehicleId))
    .where(
      and(
        eq(ridePlaces.shipmentId, shipmentId),
        eq(ridePlaces.koperasiId, sellerId),
        notInArray(ridePlaces.state, ["declined", "lapsed", "dropped"]),
      ),
    );
  return row ? { rideId: row.rideId, isFixed: row.state !== "asked", plate: row.plate } : null;
}
