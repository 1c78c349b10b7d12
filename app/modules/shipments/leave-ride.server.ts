import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { marksOfRide } from "./drive-reads.server.ts";
import { holdRide, movePlace, planHeldRide } from "./fix-ride.server.ts";
import { fatesOf, placesOfRide, type RideRow, ridePlaceRow, rideRow } from "./ride-loads-reads.server.ts";
import { mayDecideRide } from "./shipment.policy.ts";
import { LeaveRide } from "./shipment.schema.ts";
import { rideLeft } from "./shipments.events.ts";

/**
 * A delivery does not go along after all. Its koperasi takes its yes back while the neighbours are still asked; once the ride is
 * fixed the others count on the round, and only the carrier takes somebody out. Then the round is planned anew with those who
 * stay: each pays its part of that, never more than it said yes to, and the carrier bears the rest; where nobody stays the ride
 * is off. Whoever is out brings its goods itself and pays nothing. Refuses the carrier's own goods, and a fixed ride of which
 * anything has left or been loaded.
 */
export const leaveRide = command({
  name: "shipments.leaveRide",
  input: LeaveRide,
  isolation: "read committed",
  permit: async (tx, call, { ridePlaceId }) => {
    const { ride, place } = await knownPlace(tx, call, ridePlaceId);
    const isAllowed = [ride.carrierId, place.koperasiId].some((id) => mayDecideRide(call.actor, id));
    if (!isAllowed) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { ridePlaceId, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const known = await knownPlace(tx, call, ridePlaceId);
    const ride = await holdRide(tx, known.ride.id);
    const { place } = await knownPlace(tx, call, ridePlaceId);
    if (place.koperasiId === ride.carrierId) throw new RuleBroken("shipments.rideCarrierStays");
    if (place.state !== "accepted") throw new Conflict("shipments.rideMoved");
    const isCarrier = call.actor.organisationId === ride.carrierId;
    if (ride.state === "asked") {
      await movePlace(tx, place, "drop", { reason });
      return { rideId: ride.id, isTakenOut: false, isRiding: true };
    }
    if (ride.state !== "fixed") throw new Conflict("shipments.rideMoved");
    if (!isCarrier) throw new RuleBroken("shipments.rideCountsOnYou");
    await checkStanding(tx, ride);
    await movePlace(tx, place, "drop", { reason, payRupiah: 0n });
    await announce(tx, call, rideLeft, { ridePlaceId });
    return { rideId: ride.id, isTakenOut: true, isRiding: await planHeldRide(tx, call, ride, "refix") };
  },
});

/** A place with its ride, for its koperasi, and for the carrier once it may know who comes. Missing otherwise. */
async function knownPlace(tx: Transaction, call: Call, ridePlaceId: string) {
  const place = await ridePlaceRow(ridePlaceId, tx);
  const ride = place && (await rideRow(place.rideId, tx));
  const actsFor = (id: string | undefined) =>
    call.actor.kind === "member" && call.actor.organisationId === id;
  // Until a ride is fixed its carrier does not know who was asked, and never who said no.
  const isTold = ride?.state !== "asked" && (place?.state === "accepted" || place?.state === "dropped");
  if (!place || !ride || !(actsFor(place.koperasiId) || (actsFor(ride.carrierId) && isTold)))
    throw new Missing("shipments.rideMissing");
  return { place, ride };
}

/** A round is planned anew only while everything on it still stands where it is fetched. */
async function checkStanding(tx: Transaction, ride: RideRow): Promise<void> {
  const aboard = (await placesOfRide(ride.id, tx)).filter((place) => place.state === "accepted");
  const fates = await fatesOf(
    aboard.map((place) => place.shipmentId),
    tx,
  );
  const hasLeft = [...fates.values()].some((state) => state === "dispatched" || state === "received");
  if (hasLeft || (await marksOfRide(ride.id, tx)).length > 0) throw new RuleBroken("shipments.rideUnderWay");
}
