import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { LinkActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { tripStops, trips } from "#db/schema/shipments.ts";
import { driverMarks } from "#db/schema/shipments-drive.ts";
import { type StopKind, withRounds } from "./drive.ts";
import { loadingPlaces } from "./loading-place-reads.server.ts";
import { rideRow } from "./ride-loads-reads.server.ts";
import { tripsOfTruck } from "./shipment-facts-reads.server.ts";
import { loadOfDriver, type ShipmentLineShown, type ShipmentSummary } from "./shipment-reads.server.ts";

export type DriverMark = typeof driverMarks.$inferSelect;
type Load = ShipmentSummary & { readonly lines: readonly ShipmentLineShown[] };

export type DriveStop = {
  readonly kind: StopKind;
  readonly organisationId: string;
  /** The how manieth call there on this way, from 1. */
  readonly round: number;
  readonly name: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly dueMinute: number | null;
  /** What is fetched here, or given: the shipments of a pick-up's koperasi, and all of them at the gate and at the end. */
  readonly loads: readonly Load[];
  readonly marks: readonly DriverMark[];
};

export type Drive = {
  readonly of: "trip" | "ride" | "shipment";
  readonly stops: readonly DriveStop[];
  /** Everything was received. */
  readonly isOver: boolean;
};

type Way = Pick<Drive, "of"> & { readonly stops: readonly Omit<DriveStop, "marks">[] };

/**
 * What a driver's link leads along: the stops of a trip or of a ride, or the one door of a shipment, with what he has said at
 * each; null when nothing is left of it.
 */
export async function driveOf(actor: LinkActor, on: Executor = db()): Promise<Drive | null> {
  const loads = await loadOfDriver(actor, on);
  const [first] = loads;
  if (!first) return null;
  const tripIds = (await tripsOfTruck(actor.subjectId, on)).map((trip) => trip.id);
  const way =
    (await rideWay(actor.subjectId, loads, on)) ??
    (await tripWay(tripIds, loads, on)) ??
    doorWay(first, loads);
  const marks = await standingMarks(
    or(
      inArray(driverMarks.tripId, tripIds),
      eq(driverMarks.shipmentId, actor.subjectId),
      eq(driverMarks.rideId, actor.subjectId),
    ),
    on,
  );
  return {
    of: way.of,
    isOver: loads.every(({ shipment }) => shipment.state === "received"),
    stops: way.stops.map((stop) => ({ ...stop, marks: marks.filter((mark) => isAt(mark, stop)) })),
  };
}

/** What drivers have said of some way and not taken back, in order. */
function standingMarks(of: SQL | undefined, on: Executor): Promise<DriverMark[]> {
  return on
    .select()
    .from(driverMarks)
    .where(and(of, isNull(driverMarks.takenBackAt)))
    .orderBy(asc(driverMarks.happenedAt), asc(driverMarks.id));
}

/** Whether something was said at this stop. */
export function isAt(
  mark: Pick<DriverMark, "place" | "organisationId" | "round">,
  stop: Pick<DriveStop, "kind" | "organisationId" | "round">,
): boolean {
  return mark.place === stop.kind && mark.organisationId === stop.organisationId && mark.round === stop.round;
}

const doorOf = (load: Load) => ({
  address: load.destinationAddress ?? load.buyerAddress,
  phone: load.buyerPhone,
});

/** One delivery has one stop: the door it goes to. */
function doorWay(first: Load, loads: readonly Load[]): Way {
  const door = {
    kind: "dropoff" as const,
    organisationId: first.shipment.buyerId,
    round: 1,
    name: first.buyerName,
    dueMinute: null,
  };
  return { of: "shipment", stops: [{ ...door, ...doorOf(first), loads }] };
}

/** The round of a ride with what is fetched and given at each stop; null where this is no ride. */
async function rideWay(rideId: string, loads: readonly Load[], on: Executor): Promise<Way | null> {
  const ride = await rideRow(rideId, on);
  if (!ride) return null;
  const named = await on
    .select({
      id: organisations.id,
      name: organisations.name,
      address: organisations.address,
      phone: organisations.phone,
    })
    .from(organisations)
    .where(
      inArray(
        organisations.id,
        ride.stops.map((stop) => stop.organisationId),
      ),
    );
  const stores = await loadingPlaces(
    ride.stops.flatMap((stop) => (stop.kind === "pickup" ? stop.shipmentIds : [])),
    on,
  );
  return {
    of: "ride",
    stops: withRounds(ride.stops).map(({ kind, organisationId, round, dueMinute, shipmentIds }) => {
      const own = loads.filter(({ shipment }) => shipmentIds.includes(shipment.id));
      const [load] = own;
      const place = named.find((one) => one.id === organisationId);
      const [store] = kind === "pickup" ? shipmentIds.flatMap((id) => stores.get(id) ?? []) : [];
      return {
        kind,
        organisationId,
        round,
        dueMinute,
        name: [place?.name ?? "", ...(store ? [store.name] : [])].join(" · "),
        address: store?.address ?? place?.address ?? null,
        phone: place?.phone ?? null,
        ...(kind === "dropoff" && load ? doorOf(load) : {}),
        loads: own,
      };
    }),
  };
}

/** The stops of trips in one vehicle, which number them together: one place, one stop. Null where there are none. */
async function tripWay(
  tripIds: readonly string[],
  loads: readonly Load[],
  on: Executor,
): Promise<Way | null> {
  const stops = await on
    .selectDistinctOn([tripStops.position], {
      kind: tripStops.kind,
      organisationId: tripStops.organisationId,
      name: organisations.name,
      address: organisations.address,
      phone: organisations.phone,
      dueMinute: tripStops.dueMinute,
    })
    .from(tripStops)
    .innerJoin(trips, eq(trips.id, tripStops.tripId))
    .innerJoin(organisations, eq(organisations.id, tripStops.organisationId))
    .where(inArray(tripStops.tripId, [...tripIds]))
    .orderBy(asc(tripStops.position), asc(tripStops.id));
  if (stops.length === 0) return null;
  const once = stops.filter(
    ({ kind, organisationId }, at) =>
      stops.findIndex((one) => one.kind === kind && one.organisationId === organisationId) === at,
  );
  return {
    of: "trip",
    stops: once.map((stop) => {
      const own = loads.filter(({ shipment }) =>
        stop.kind === "pickup"
          ? shipment.sellerId === stop.organisationId
          : stop.kind === "gate" || shipment.buyerId === stop.organisationId,
      );
      const [load] = own;
      return { ...stop, round: 1, ...(stop.kind === "dropoff" && load ? doorOf(load) : {}), loads: own };
    }),
  };
}

/**
 * What a driver has said along a trip, in order; of a vehicle that other trips share, at this trip's own stops. For whoever may
 * see the trip.
 */
export async function marksOfTrip(
  tripId: string,
  on: Executor = db(),
): Promise<(DriverMark & { readonly name: string })[]> {
  const rows = await on
    .select({ mark: driverMarks, name: organisations.name })
    .from(driverMarks)
    .innerJoin(organisations, eq(organisations.id, driverMarks.organisationId))
    .where(
      and(
        inArray(
          driverMarks.tripId,
          (await tripsOfTruck(tripId, on)).map((trip) => trip.id),
        ),
        isNull(driverMarks.takenBackAt),
        sql`exists (select 1 from ${tripStops} own where own.trip_id = ${tripId}
          and own.kind = ${driverMarks.place} and own.organisation_id = ${driverMarks.organisationId})`,
      ),
    )
    .orderBy(asc(driverMarks.happenedAt), asc(driverMarks.id));
  return rows.map(({ mark, name }) => ({ ...mark, name }));
}

/** What a driver has said along a ride and not taken back, in order. For whoever may see the stops it was said at. */
export function marksOfRide(rideId: string, on: Executor = db()): Promise<DriverMark[]> {
  return standingMarks(eq(driverMarks.rideId, rideId), on);
}
