import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fixHeldRide, holdRide, movePlace } from "./fix-ride.server.ts";
import { placesOfRide, ridePlaceRow } from "./ride-loads-reads.server.ts";
import { mayDecideRide } from "./shipment.policy.ts";
import { AnswerRide } from "./shipment.schema.ts";

/**
 * A koperasi takes its place on a neighbour's vehicle, or does not. With a yes it agrees to pay its part, at most what it
 * was told. With the last answer the ride is fixed. Refuses an answer after its time.
 */
export const answerRide = command({
  name: "shipments.answerRide",
  input: AnswerRide,
  isolation: "read committed",
  permit: async (tx, call, { ridePlaceId }) => {
    const place = await ridePlaceRow(ridePlaceId, tx);
    const isOwn = call.actor.kind === "member" && call.actor.organisationId === place?.koperasiId;
    if (!place || !isOwn) throw new Missing("shipments.rideMissing");
    if (!mayDecideRide(call.actor, place.koperasiId)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { ridePlaceId, answer }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const known = await ridePlaceRow(ridePlaceId, tx);
    invariant(known, "permitted above");
    const ride = await holdRide(tx, known.rideId);
    const place = await ridePlaceRow(ridePlaceId, tx);
    if (ride.state !== "asked" || place?.state !== "offered") throw new Conflict("shipments.rideMoved");
    if (call.at > ride.answerBy) throw new RuleBroken("shipments.rideAnswerLate");
    await movePlace(tx, place, answer === "yes" ? "accept" : "decline", {
      answeredBy: call.actor.personId,
      answeredAt: call.at,
    });
    const waits = (await placesOfRide(ride.id, tx)).some((one) => one.state === "offered");
    if (!waits) await fixHeldRide(tx, call, ride);
    return { rideId: ride.id };
  },
});
