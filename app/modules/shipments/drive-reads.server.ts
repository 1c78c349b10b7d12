import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { LinkActor } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { driverMarks, tripStops, trips } from "#db/schema/shipments.ts";
import type { StopKind } from "./drive.ts";
import { tripsOfTruck } from "./shipment-facts-reads.server.ts";
import { loadOfDriver, type ShipmentLineShown, type ShipmentSummary } from "./shipment-reads.server.ts";

export type DriverMark = typeof driverMarks.$inferSelect;

export type DriveStop = {
  readonly kind: StopKind;
  readonly organisationId: string;
  readonly name: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly dueMinute: number | null;
  /** What is fetched here, or given: the shipments of a pick-up's koperasi, and all of them at the gate and at the end. */
  readonly loads: readonly (ShipmentSummary & { readonly lines: readonly ShipmentLineShown[] })[];
  readonly marks: readonly DriverMark[];
};

export type Drive = {
  readonly isTrip: boolean;
  readonly stops: readonly DriveStop[];
  /** Everything was received. */
  readonly isOver: boolean;
};

/** What a driver's link leads along: the stops of a trip, or the one door of a shipment, with what he has said at each; null when nothing is left of it. */
export async function driveOf(actor: LinkActor, on: Executor = db()): Promise<Drive | null> {
  const loads = await loadOfDriver(actor, on);
  const [first] = loads;
  if (!first) return null;
  const tripIds = (await tripsOfTruck(actor.subjectId, on)).map((trip) => trip.id);
  const marks = await on
    .select()
    .from(driverMarks)
    .where(or(inArray(driverMarks.tripId, tripIds), eq(driverMarks.shipmentId, actor.subjectId)))
    .orderBy(asc(driverMarks.happenedAt));
  const marksAt = (kind: StopKind, organisationId: string) =>
    marks.filter((mark) => mark.place === kind && mark.organisationId === organisationId);
  const isOver = loads.every(({ shipment }) => shipment.state === "received");
  // Trips in one vehicle number their stops together: one place, one stop.
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
    .where(inArray(tripStops.tripId, tripIds))
    .orderBy(asc(tripStops.position), asc(tripStops.id));
  const doorOf = (load: (typeof loads)[number]) => ({
    address: load.destinationAddress ?? load.buyerAddress,
    phone: load.buyerPhone,
  });
  if (stops.length === 0) {
    const organisationId = first.shipment.buyerId;
    const only = { kind: "dropoff" as const, organisationId, name: first.buyerName, dueMinute: null };
    return {
      isTrip: false,
      isOver,
      stops: [{ ...only, ...doorOf(first), loads, marks: marksAt("dropoff", organisationId) }],
    };
  }
  return {
    isTrip: true,
    isOver,
    stops: stops.map((stop) => {
      const own = loads.filter(({ shipment }) =>
        stop.kind === "pickup"
          ? shipment.sellerId === stop.organisationId
          : stop.kind === "gate" || shipment.buyerId === stop.organisationId,
      );
      const [load] = own;
      return {
        ...stop,
        ...(stop.kind === "dropoff" && load ? doorOf(load) : {}),
        loads: own,
        marks: marksAt(stop.kind, stop.organisationId),
      };
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
        sql`exists (select 1 from ${tripStops} own where own.trip_id = ${tripId}
          and own.kind = ${driverMarks.place} and own.organisation_id = ${driverMarks.organisationId})`,
      ),
    )
    .orderBy(asc(driverMarks.happenedAt), asc(driverMarks.id));
  return rows.map(({ mark, name }) => ({ ...mark, name }));
}
