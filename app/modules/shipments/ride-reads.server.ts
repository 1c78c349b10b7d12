import { and, asc, desc, eq, exists, getTableColumns, inArray, notInArray, or, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { shipments, vehicles } from "#db/schema/shipments.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import type { Point } from "../regions/distance.ts";
import { withRounds } from "./drive.ts";
import { type DriverMark, isAt, marksOfRide } from "./drive-reads.server.ts";
import { type LoadingPlace, loadingPlaces } from "./loading-place-reads.server.ts";
import { ownDeliveriesFrom, rideRow } from "./ride-loads-reads.server.ts";
import type { RideStop } from "./ride-route.ts";

/** A day on which a koperasi has deliveries of its own standing and on no ride: for it room may be offered. */
export type OpenDay = {
  readonly deliveryDay: BusinessDay;
  readonly deliveries: number;
  /** Of all goods whose weight is known. */
  readonly grams: bigint;
  /** Those of which no weight is known: with them no room can be offered. */
  readonly unweighed: readonly string[];
};

/** The days for which a koperasi may offer room in its vehicle, the next first. */
export async function openDays(
  koperasiId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<OpenDay[]> {
  const standing = await ownDeliveriesFrom(koperasiId, today, on);
  const days = [...new Set(standing.map((one) => one.deliveryDay))].sort().slice(0, 14);
  return days.map((deliveryDay) => {
    const deliveries = standing.filter((one) => one.deliveryDay === deliveryDay);
    return {
      deliveryDay,
      deliveries: deliveries.length,
      grams: sumOf(deliveries.map((one) => one.base ?? 0n)),
      unweighed: [...new Set(deliveries.flatMap((one) => one.unweighed))].sort(),
    };
  });
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

/** A delivery of the reader's own, with the warehouse that it is fetched from; null at the own address. */
type OwnPlace = PlaceShown & { readonly store: LoadingPlace | null };

export type RideShown = Omit<RideSummary, "waits"> & {
  readonly isCarrier: boolean;
  /** The reader's own deliveries on it. */
  readonly ownPlaces: readonly OwnPlace[];
  /**
   * Everybody's, for those who ride: once it is fixed, and before that the carrier's own for the carrier. To whom another's goods
   * go is told to the carrier alone.
   */
  readonly places: readonly (Omit<PlaceShown, "buyerName"> & { readonly buyerName: string | null })[];
  /** Where the vehicle starts. */
  readonly yard: Point | null;
  /** How many of the neighbours have not answered. */
  readonly open: number;
  /** All of them for the carrier of a ride that is fixed; otherwise those of the reader's own goods. */
  readonly stops: readonly RideStopShown[];
};

export type RideStopShown = RideStop & {
  readonly round: number;
  readonly name: string;
  readonly address: string;
  readonly at: Point | null;
  /** What the driver has said there; his pictures are the carrier's. */
  readonly marks: readonly RideMark[];
};

export type RideMark = Pick<
  DriverMark,
  "id" | "deed" | "happenedAt" | "signedName" | "photoId" | "signatureId"
>;

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
  const mine = all.filter((place) => place.koperasiId === koperasiId);
  const stores = await loadingPlaces(
    mine.map((place) => place.shipmentId),
    on,
  );
  const ownPlaces = mine.map((place) => ({ ...place, store: stores.get(place.shipmentId) ?? null }));
  const aboard = all.filter((place) => ["accepted", "carried", "dropped"].includes(place.state));
  const isAboard = isFixed && (isCarrier || aboard.some((place) => place.koperasiId === koperasiId));
  const doorSeen = (place: PlaceShown) =>
    isCarrier || place.koperasiId === koperasiId ? place.buyerName : null;
  const ownIds = new Set(ownPlaces.map((place) => place.shipmentId));
  const planned = (await rideRow(rideId, on))?.stops ?? [];
  const stops = withRounds(planned).filter(
    (stop) => (isCarrier && isFixed) || stop.shipmentIds.some((id) => ownIds.has(id)),
  );
  return {
    ...row,
    isCarrier,
    ownPlaces,
    places: isAboard
      ? aboard.map((place) => ({ ...place, buyerName: doorSeen(place) }))
      : isCarrier
        ? ownPlaces
        : [],
    yard: (await placesOf([row.ride.carrierId], on)).get(row.ride.carrierId) ?? null,
    open: all.filter((place) => place.state === "offered").length,
    stops: await stopsShown(stops, isFixed ? await marksSeen(rideId, isCarrier, on) : [], on),
  };
}

async function marksSeen(rideId: string, isCarrier: boolean, on: Executor): Promise<DriverMark[]> {
  const marks = await marksOfRide(rideId, on);
  return isCarrier ? marks : marks.map((mark) => ({ ...mark, photoId: null, signatureId: null }));
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

async function stopsShown(
  stops: readonly (RideStop & { readonly round: number })[],
  marks: readonly DriverMark[],
  on: Executor,
): Promise<RideStopShown[]> {
  const ids = stops.map((stop) => stop.organisationId);
  if (ids.length === 0) return [];
  const places = await placesOf(ids, on);
  const stores = await loadingPlaces(
    stops.flatMap((stop) => (stop.kind === "pickup" ? stop.shipmentIds : [])),
    on,
  );
  const rows = await on
    .select({ id: organisations.id, name: organisations.name, address: organisations.address })
    .from(organisations)
    .where(inArray(organisations.id, ids));
  return stops.map((stop) => {
    const found = rows.find((row) => row.id === stop.organisationId);
    // What is fetched at one stop lies in one place; a door has no store.
    const [store] = stop.kind === "pickup" ? stop.shipmentIds.flatMap((id) => stores.get(id) ?? []) : [];
    return {
      ...stop,
      name: [found?.name ?? "", ...(store ? [store.name] : [])].join(" · "),
      address: store?.address ?? found?.address ?? "",
      at: store?.at ?? places.get(stop.organisationId) ?? null,
      marks: marks
        .filter((mark) => isAt(mark, stop))
        .map(({ id, deed, happenedAt, signedName, photoId, signatureId }) => ({
          id,
          deed,
          happenedAt,
          signedName,
          photoId,
          signatureId,
        })),
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
