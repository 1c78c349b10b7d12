import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { answerRide } from "#app/modules/shipments/answer-ride.server.ts";
import { cancelRide } from "#app/modules/shipments/cancel-ride.server.ts";
import { fixRide } from "#app/modules/shipments/fix-ride.server.ts";
import { leaveRide } from "#app/modules/shipments/leave-ride.server.ts";
import { openRide } from "#app/modules/shipments/open-ride.server.ts";
import { openDays, rideById, ridesOf } from "#app/modules/shipments/ride-reads.server.ts";
import { operationsOf } from "./operation.server.ts";

export const rideOperations = operationsOf("shared rides", ({ get, deed }) => {
  get("/ride-days", {
    summary: "Days on which deliveries of your own wait, for which you may offer room in your vehicle",
    permission: "shipments.dispatch",
    run: async ({ actor, call }) => ({
      rows: await openDays(actor.organisationId, dayOf(call.at, await clockOf(actor.organisationId))),
      next: null,
    }),
  });
  get("/rides", {
    summary: "Rides that you offer, are asked about or go on, newest first",
    permission: "shipments.read",
    run: async ({ actor }) => ({ rows: await ridesOf(actor.organisationId), next: null }),
  });
  get("/rides/{rideId}", {
    summary:
      "One ride: your places on it, the stops that you may know, and everybody's part once it is fixed",
    permission: "shipments.read",
    run: async ({ actor, params }) => {
      const ride = await rideById(actor.organisationId, params["rideId"] ?? "");
      if (!ride) throw new Missing("shipments.rideMissing");
      return ride;
    },
  });
  deed("/rides", {
    summary: "Offer the room in your vehicle, beside your own deliveries of a day, to neighbours on the way",
    permission: "shipments.dispatch",
    command: openRide,
  });
  deed("/ride-places/{ridePlaceId}/answer", {
    summary: "Say yes or no to riding along, for at most what you were told",
    permission: "shipments.dispatch",
    command: answerRide,
  });
  deed("/ride-places/{ridePlaceId}/leave", {
    summary:
      "Take your yes back while others are still asked, or take a passenger out of your ride before it leaves",
    permission: "shipments.dispatch",
    command: leaveRide,
  });
  deed("/rides/{rideId}/fix", {
    summary: "Wait no longer: fix the ride with those who said yes",
    permission: "shipments.dispatch",
    command: fixRide,
  });
  deed("/rides/{rideId}/cancel", {
    summary: "Call your ride off, with a reason, while no passenger's goods have left",
    permission: "shipments.dispatch",
    command: cancelRide,
  });
});
