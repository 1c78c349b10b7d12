import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { endRide, holdRide } from "./fix-ride.server.ts";
import { fatesOf, placesOfRide, rideRow } from "./ride-loads-reads.server.ts";
import { mayDecideRide } from "./shipment.policy.ts";
import { CancelRide } from "./shipment.schema.ts";

/**
 * The carrier's vehicle does not go after all: the ride is called off with the reason, everybody brings its goods itself and
 * nobody pays. Refuses once any of its passengers' goods have left.
 */
export const cancelRide = command({
  name: "shipments.cancelRide",
  input: CancelRide,
  isolation: "read committed",
  permit: async (tx, call, { rideId }) => {
    const ride = await rideRow(rideId, tx);
    const isCarrier = call.actor.kind === "member" && call.actor.organisationId === ride?.carrierId;
    if (!ride || !isCarrier) throw new Missing("shipments.rideMissing");
    if (!mayDecideRide(call.actor, ride.carrierId)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { rideId, reason }) => {
    const ride = await holdRide(tx, rideId);
    if (ride.state !== "asked" && ride.state !== "fixed") throw new Conflict("shipments.rideMoved");
    const passengers = (await placesOfRide(rideId, tx)).filter(
      (place) => place.state === "accepted" && place.koperasiId !== ride.carrierId,
    );
    const fates = await fatesOf(
      passengers.map((place) => place.shipmentId),
      tx,
    );
    if ([...fates.values()].some((state) => state === "dispatched" || state === "received"))
      throw new RuleBroken("shipments.rideOnItsWay");
    await endRide(tx, call, ride, reason);
    return { rideId };
  },
});
