import { and, eq, inArray, sql } from "drizzle-orm";
import { minuteTime, weight } from "#app/i18n/format.ts";
import { actorName, type Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { shipments, tripStops, trips, vehicles } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { wholeMinutes } from "./fleet.ts";
import { openDriverLink } from "./open-driver-link.server.ts";
import { standingTrips } from "./shipment-facts-reads.server.ts";
import { tripPlanned } from "./shipments.events.ts";
import type { TripGround } from "./trip-ground-reads.server.ts";
import { freeVehicles, type ShareToCarry } from "./trip-loads-reads.server.ts";
import { freightAtRate, type Route, routeOf, vehicleCost } from "./trips.ts";
import { keepsCold } from "./vehicle-fit.ts";

type Vehicle = typeof vehicles.$inferSelect;

/** Some shares on one vehicle; null is one that is hired, at the contract's rate for freight. */
export type TripWish = { readonly vehicleId: string | null; readonly shares: readonly ShareToCarry[] };

/**
 * Writes these trips in the place of those of the call-off that have not left; the caller holds the call-off, and every
 * share that has not left is on one of them. Refuses a vehicle of strangers, one that another call-off counts on that
 * day, one on two of the trips, a load above its payload or too warm in it, and a round that no order of stops brings
 * within the windows and the driver's hours. The trips that stood before keep their ids as far as there are as many.
 */
export async function writeTrips(
  tx: LatestTransaction,
  call: Call,
  plan: {
    readonly callOff: CallOffFacts;
    readonly ground: TripGround;
    readonly trips: readonly TripWish[];
  },
): Promise<string[]> {
  const { callOff, ground } = plan;
  const chosen = await chosenVehicles(tx, callOff, plan.trips);
  const before = (await standingTrips(callOff.id, tx)).filter((trip) => trip.state === "planned");
  await clear(tx, before);
  const tripIds: string[] = [];
  for (const [at, wish] of plan.trips.entries()) {
    const vehicle = wish.vehicleId === null ? null : (chosen.get(wish.vehicleId) ?? null);
    const route = await routeFor(tx, callOff, { ground, vehicle, shares: wish.shares });
    const load = sumOf(wish.shares.map((share) => share.base));
    const written = {
      vehicleId: vehicle?.id ?? null,
      driverName: vehicle?.driverName ?? null,
      costRupiah: costOf(ground, vehicle, { load, metres: route.metres }),
      metres: route.metres,
      drivingMinutes: wholeMinutes(route.metres, ground.pace),
      plannedBy: actorName(call.actor),
    };
    const tripId = await writeTrip(tx, call, callOff, { tripId: before[at]?.id ?? null, written });
    await writeStops(tx, tripId, route);
    await tx
      .update(shipments)
      .set({ tripId })
      .where(
        inArray(
          shipments.id,
          wish.shares.map((share) => share.shipmentId),
        ),
      );
    await openDriverLink(tx, call, { tripId, hubId: callOff.hubId });
    await announce(tx, call, tripPlanned, { tripId });
    tripIds.push(tripId);
  }
  await cancelRest(tx, before.slice(plan.trips.length));
  return tripIds;
}

/** The vehicles that are asked for, held, so that nobody else plans or retires them meanwhile. */
async function chosenVehicles(
  tx: LatestTransaction,
  callOff: CallOffFacts,
  wishes: readonly TripWish[],
): Promise<ReadonlyMap<string, Vehicle>> {
  const ids = wishes.flatMap((wish) => wish.vehicleId ?? []);
  if (new Set(ids).size < ids.length) throw new RuleBroken("shipments.vehicleTwice");
  if (ids.length === 0) return new Map();
  const held = await hold(tx, vehicles, inArray(vehicles.id, ids));
  const ownerIds = [callOff.hubId, ...wishes.flatMap((wish) => wish.shares.map((share) => share.koperasiId))];
  const known = held.filter((one) => one.retiredAt === null && ownerIds.includes(one.organisationId));
  if (known.length < ids.length) throw new Missing("shipments.vehicleMissing");
  const asked = { ownerIds, day: callOff.deliveryDay, callOffId: callOff.id };
  const free = new Map((await freeVehicles(asked, tx)).map((one) => [one.id, one]));
  const busy = known.find((one) => !free.has(one.id));
  if (busy) throw new Conflict("shipments.vehicleBusy", { plate: busy.plate });
  return free;
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
  if (route === null) throw await outsideWindow(tx, shares);
  if (vehicle === null) return route;
  const minutes = wholeMinutes(route.metres - ground.lineHaulMetres, ground.pace);
  const most = vehicle.drivingMinutesMax ?? ground.drivingMinutesMax;
  if (minutes > most)
    throw new RuleBroken("shipments.drivingTooLong", { plate: vehicle.plate, minutes, most });
  return route;
}

function checkVehicle(ground: TripGround, vehicle: Vehicle, load: bigint): void {
  if (!keepsCold(vehicle.body, ground.storageClass))
    throw new RuleBroken("shipments.tooWarm", { plate: vehicle.plate });
  if (ground.isWeighed && load > vehicle.payloadGrams)
    throw new RuleBroken("shipments.overPayload", {
      load: weight(load),
      payload: weight(vehicle.payloadGrams),
    });
}

/** Names the koperasi whose window closes first: the likeliest to be missed. */
async function outsideWindow(tx: LatestTransaction, shares: readonly ShareToCarry[]): Promise<RuleBroken> {
  const [first] = shares
    .flatMap(({ koperasiId, window }) => (window ? [{ koperasiId, to: window.to }] : []))
    .sort((a, b) => a.to - b.to);
  invariant(first, "only a window is missed");
  const koperasi = (await organisationById(first.koperasiId, tx))?.name ?? "";
  return new RuleBroken("shipments.outsideWindow", { koperasi, until: minuteTime(first.to) });
}

type Written = Pick<
  typeof trips.$inferInsert,
  "vehicleId" | "driverName" | "costRupiah" | "metres" | "drivingMinutes" | "plannedBy"
>;

/** Takes the vehicles and stops off trips that are about to be written anew, so that these may be given around. */
async function clear(tx: LatestTransaction, before: readonly { readonly id: string }[]): Promise<void> {
  const ids = before.map((trip) => trip.id);
  if (ids.length === 0) return;
  await tx.update(trips).set({ vehicleId: null }).where(inArray(trips.id, ids));
  await tx.delete(tripStops).where(inArray(tripStops.tripId, ids));
}

async function writeTrip(
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

async function cancelRest(tx: LatestTransaction, rest: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of rest)
    await tx
      .update(trips)
      .set({ state: "cancelled", version: sql`${trips.version} + 1` })
      .where(and(eq(trips.id, id), eq(trips.state, "planned")));
}
