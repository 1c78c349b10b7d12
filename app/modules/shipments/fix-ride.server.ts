import { and, eq } from "drizzle-orm";
import { addDays, momentOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { ridePlaces, rides } from "#db/schema/shipments-rides.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { revokeAccessLinks } from "../identity/open-access-link.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { openDriverLink } from "./open-driver-link.server.ts";
import { ridePayments, ridePlan } from "./ride.ts";
import { rideGround } from "./ride-ground-reads.server.ts";
import { type RideEvent, type RidePlaceEvent, rideLifecycle, ridePlaceLifecycle } from "./ride-lifecycle.ts";
import {
  deliveriesAmong,
  placesOfRide,
  type RidePlaceRow,
  type RideRow,
  rideRow,
} from "./ride-loads-reads.server.ts";
import { mayDecideRide } from "./shipment.policy.ts";
import { FixRide } from "./shipment.schema.ts";
import { vehicleRow } from "./shipment-facts-reads.server.ts";
import { rideCancelled, rideFixed } from "./shipments.events.ts";

/** A signature may be sent by a phone that had no signal all day. */
const LINK_DAYS_AFTER = 3;

/** A ride held until the transaction ends: whoever answers or moves it waits, and then sees what was decided. */
export async function holdRide(tx: LatestTransaction, rideId: string): Promise<RideRow> {
  const [ride] = await hold(tx, rides, eq(rides.id, rideId));
  if (!ride) throw new Missing("shipments.rideMissing");
  return ride;
}

/** The carrier waits no longer: whoever has not answered does not ride, and the ride is fixed with those who come. */
export const fixRide = command({
  name: "shipments.fixRide",
  input: FixRide,
  isolation: "read committed",
  permit: async (tx, call, { rideId }) => {
    const ride = await rideRow(rideId, tx);
    const isCarrier = call.actor.kind === "member" && call.actor.organisationId === ride?.carrierId;
    if (!ride || !isCarrier) throw new Missing("shipments.rideMissing");
    if (!mayDecideRide(call.actor, ride.carrierId)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { rideId }) => {
    const ride = await holdRide(tx, rideId);
    if (ride.state !== "asked") throw new Conflict("shipments.rideMoved");
    return { rideId, isFixed: await fixHeldRide(tx, call, ride) };
  },
});

/**
 * Fixes a ride that the caller holds: who has not answered does not come; of those who come the round is planned anew, each
 * passenger pays its part of that, never more than it said yes to, and the carrier bears the rest. It is cancelled where
 * nobody comes along, or what is to be carried no longer fits. Answers whether it takes place.
 */
export async function fixHeldRide(tx: LatestTransaction, call: Call, ride: RideRow): Promise<boolean> {
  for (const place of await placesOfRide(ride.id, tx))
    if (place.state === "offered") await movePlace(tx, place, "lapse");
  return planHeldRide(tx, call, ride, "fix");
}

/** As `fixHeldRide`, with those who have said yes and still come; a ride that was fixed before is fixed anew. */
export async function planHeldRide(
  tx: LatestTransaction,
  call: Call,
  ride: RideRow,
  event: "fix" | "refix",
): Promise<boolean> {
  const coming = (await placesOfRide(ride.id, tx)).filter((place) => place.state === "accepted");
  const loads = await deliveriesAmong(
    coming.map((place) => place.shipmentId),
    tx,
  );
  const standing = new Set(loads.map((load) => load.shipmentId));
  for (const place of coming)
    if (!standing.has(place.shipmentId)) await movePlace(tx, place, "drop", { payRupiah: 0n });
  const vehicle = await vehicleRow(ride.vehicleId, tx);
  invariant(vehicle, "a ride has a vehicle");
  const ground = await rideGround(ride.carrierId, vehicle, ride.deliveryDay, tx);
  const hasBoth = [true, false].every((isOwn) =>
    loads.some((load) => (load.koperasiId === ride.carrierId) === isOwn),
  );
  if (!hasBoth) return endRide(tx, call, ride, "Tidak ada yang ikut");
  const plan = ridePlan(ground, loads);
  if (plan === null) return endRide(tx, call, ride, "Muatannya tidak lagi cocok dalam satu perjalanan");
  const paid = ridePayments(
    plan,
    ride.carrierId,
    new Map(coming.map((place) => [place.shipmentId, place.quotedRupiah])),
  );
  await moveRide(tx, ride, event, {
    startMinute: plan.route.startMinute,
    metres: plan.route.metres,
    costRupiah: plan.costRupiah,
    stops: plan.route.stops,
  });
  for (const { load, distanceMetres } of plan.places)
    await tx
      .update(ridePlaces)
      .set({ base: load.base, distanceMetres, payRupiah: paid.get(load.shipmentId) ?? 0n })
      .where(and(eq(ridePlaces.rideId, ride.id), eq(ridePlaces.shipmentId, load.shipmentId)));
  const zone = await clockOf(ride.carrierId, tx);
  await openDriverLink(tx, call, {
    subjectId: ride.id,
    ownerId: ride.carrierId,
    until: momentOf(addDays(ride.deliveryDay, LINK_DAYS_AFTER), "00:00", zone),
  });
  await announce(tx, call, rideFixed, { rideId: ride.id });
  return true;
}

/** Calls a held ride off with the reason; everybody brings its goods itself, and nobody pays. */
export async function endRide(
  tx: LatestTransaction,
  call: Call,
  ride: RideRow,
  reason: string,
): Promise<false> {
  for (const place of await placesOfRide(ride.id, tx))
    if (place.state === "offered" || place.state === "accepted") await movePlace(tx, place, "drop");
  await moveRide(tx, ride, "cancel", { reason });
  await revokeAccessLinks(tx, call, { purpose: "drive", subjectId: ride.id });
  await announce(tx, call, rideCancelled, { rideId: ride.id });
  return false;
}

/** Moves a held ride along its lifecycle. */
export async function moveRide(
  tx: LatestTransaction,
  ride: RideRow,
  event: RideEvent,
  facts: Partial<typeof rides.$inferInsert>,
): Promise<void> {
  const state = nextState(rideLifecycle, ride.state, event, "shipments.rideMoved");
  await tx
    .update(rides)
    .set({ ...facts, state, version: ride.version + 1 })
    .where(eq(rides.id, ride.id));
}

/** Moves a place of a held ride along its lifecycle. */
export async function movePlace(
  tx: LatestTransaction,
  place: RidePlaceRow,
  event: RidePlaceEvent,
  facts: Partial<typeof ridePlaces.$inferInsert> = {},
): Promise<void> {
  const state = nextState(ridePlaceLifecycle, place.state, event, "shipments.rideMoved");
  await tx
    .update(ridePlaces)
    .set({ ...facts, state, version: place.version + 1 })
    .where(eq(ridePlaces.id, place.id));
}
