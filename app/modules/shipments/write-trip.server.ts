import { and, eq, inArray, sql } from "drizzle-orm";
import { actorName, type Call } from "#app/kernel/call.ts";
import { sumOf } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { shipments, tripStops, trips, type vehicles } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { checkDriving, checkVehicle, outsideWindow } from "./check-load.server.ts";
import { wholeMinutes } from "./fleet.ts";
import { openDriverLink } from "./open-driver-link.server.ts";
import { tripPlanned } from "./shipments.events.ts";
import type { TripGround } from "./trip-ground-reads.server.ts";
import type { ShareToCarry } from "./trip-loads-reads.server.ts";
import { freightAtRate, type Route, routeOf, vehicleCost } from "./trips.ts";

type Vehicle = typeof vehicles.$inferSelect;

/**
 * Writes one trip that has a vehicle to itself, or a hired one, in the place of the planned one that is named or as a new one:
 * its round, its cost, its shares and its driver's link. Refuses what `writeTrips` refuses of a load and its way. The caller
 * holds the call-off and the vehicle, and has taken the stops off a trip that is written anew. Answers its id.
 */
export async function writeTrip(
  tx: LatestTransaction,
  call: Call,
  trip: {
    readonly callOff: CallOffFacts;
    readonly ground: TripGround;
    readonly vehicle: Vehicle | null;
    readonly shares: readonly ShareToCarry[];
    readonly tripId: string | null;
  },
): Promise<string> {
  const { callOff, ground, vehicle, shares } = trip;
  const route = await routeFor(tx, callOff, { ground, vehicle, shares });
  const load = sumOf(shares.map((share) => share.base));
  const written = {
    vehicleId: vehicle?.id ?? null,
    leadId: null,
    driverName: vehicle?.driverName ?? null,
    costRupiah: costOf(ground, vehicle, { load, metres: route.metres }),
    metres: route.metres,
    drivingMinutes: wholeMinutes(route.metres, ground.pace),
    plannedBy: actorName(call.actor),
  };
  const tripId = await keepTrip(tx, call, callOff, { tripId: trip.tripId, written });
  await writeStops(tx, tripId, route);
  await tx
    .update(shipments)
    .set({ tripId })
    .where(
      inArray(
        shipments.id,
        shares.map((share) => share.shipmentId),
      ),
    );
  await openDriverLink(tx, call, { subjectId: tripId, ownerId: callOff.hubId });
  await announce(tx, call, tripPlanned, { tripId });
  return tripId;
}

function costOf(
  ground: TripGround,
  vehicle: Vehicle | null,
  { load, metres }: { readonly load: bigint; readonly metres: number },
): bigint {
  if (vehicle) return vehicleCost(vehicle, metres);
  return ground.isWeighed ? freightAtRate(load, ground.freightRupiahPerTonne) : 0n;
}

async function routeFor(
  tx: LatestTransaction,
  callOff: CallOffFacts,
  trip: {
    readonly ground: TripGround;
    readonly vehicle: Vehicle | null;
    readonly shares: readonly ShareToCarry[];
  },
): Promise<Route> {
  const { ground, vehicle, shares } = trip;
  if (vehicle) checkVehicle(ground, vehicle, sumOf(shares.map((share) => share.base)));
  const pickups = shares.map((share) => ({
    organisationId: share.koperasiId,
    at: share.at,
    packs: share.packs,
    // A hired vehicle comes by arrangement with the koperasi.
    window: vehicle === null ? null : share.window,
  }));
  const route = routeOf({ ...ground, hubId: callOff.hubId, buyerId: callOff.buyerId, pickups });
  if (route === null) throw await outsideWindow(shares, tx);
  if (vehicle) checkDriving(ground, vehicle, route.metres);
  return route;
}

type Written = Pick<
  typeof trips.$inferInsert,
  "vehicleId" | "leadId" | "driverName" | "costRupiah" | "metres" | "drivingMinutes" | "plannedBy"
>;

async function keepTrip(
  tx: LatestTransaction,
  call: Call,
  callOff: CallOffFacts,
  trip: { readonly tripId: string | null; readonly written: Written },
): Promise<string> {
  if (trip.tripId !== null) {
    await tx
      .update(trips)
      .set({ ...trip.written, version: sql`${trips.version} + 1` })
      .where(and(eq(trips.id, trip.tripId), eq(trips.state, "planned")));
    return trip.tripId;
  }
  const tripId = newId("trip");
  await tx.insert(trips).values({
    ...trip.written,
    id: tripId,
    hubId: callOff.hubId,
    callOffId: callOff.id,
    state: "planned",
    plannedFor: callOff.deliveryDay,
    createdAt: call.at,
  });
  return tripId;
}

async function writeStops(tx: LatestTransaction, tripId: string, route: Route): Promise<void> {
  await tx
    .insert(tripStops)
    .values(route.stops.map((stop, at) => ({ ...stop, id: newId("stop"), tripId, position: at + 1 })));
}
