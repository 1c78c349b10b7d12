import { Missing } from "#app/kernel/errors.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { giveUpTrip } from "#app/modules/shipments/give-up-trip.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { keepPickupWindow } from "#app/modules/shipments/keep-pickup-window.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { planTrips } from "#app/modules/shipments/plan-trips.server.ts";
import { retireVehicle } from "#app/modules/shipments/retire-vehicle.server.ts";
import { shareTruck } from "#app/modules/shipments/share-truck.server.ts";
import { tripProposals } from "#app/modules/shipments/trip-proposal-reads.server.ts";
import { claimsOfCallOff, tripById, tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { vehiclesForCallOff, vehiclesOf } from "#app/modules/shipments/vehicle-reads.server.ts";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import { operationsOf } from "./operation.server.ts";

export const tripOperations = operationsOf("trade center", ({ get, deed }) => {
  get("/vehicles", {
    summary: "Your vehicles in use",
    permission: "trips.read",
    run: async ({ actor }) => ({ rows: await vehiclesOf(actor.organisationId), next: null }),
  });
  deed("/vehicles", { summary: "Add a vehicle", permission: "vehicles.keep", command: addVehicle });
  deed("/vehicles/{vehicleId}/retire", {
    summary: "Take a vehicle out of use, with a reason",
    permission: "vehicles.keep",
    command: retireVehicle,
  });
  deed("/pickup-window", {
    summary: "Say between which hours goods can be fetched at your place",
    permission: "vehicles.keep",
    command: keepPickupWindow,
  });
  get("/call-offs/{callOffId}/vehicles", {
    summary: "Vehicles that could carry it",
    permission: "trips.read",
    run: async ({ actor, params }) => ({
      rows: await vehiclesForCallOff(actor.organisationId, params["callOffId"] ?? ""),
      next: null,
    }),
  });
  deed("/call-offs/{callOffId}/trip", {
    summary: "Plan everything that has not left onto one vehicle",
    permission: "trips.depart",
    command: planTrip,
  });
  get("/call-offs/{callOffId}/trip-proposals", {
    summary: "How its shares could be put onto vehicles: the cheapest plan, and that with the fewest",
    permission: "trips.read",
    run: async ({ actor, params }) => ({
      rows: await tripProposals(actor.organisationId, params["callOffId"] ?? ""),
      next: null,
    }),
  });
  deed("/call-offs/{callOffId}/trips", {
    summary: "Put its shares onto vehicles, one trip each",
    permission: "trips.depart",
    command: planTrips,
  });
  get("/call-offs/{callOffId}/trips", {
    summary: "The trips of a call-off",
    permission: "trips.read",
    run: async ({ actor, params }) => ({
      rows: await tripsOfCallOff(actor.organisationId, params["callOffId"] ?? ""),
      next: null,
    }),
  });
  deed("/trips/{tripId}/truck", {
    summary: "Put a trip into the vehicle of another call-off's trip that goes the same way",
    permission: "trips.depart",
    command: shareTruck,
  });
  deed("/trips/{tripId}/give-up", {
    summary: "Say that nobody on a trip came to the gate",
    permission: "trips.depart",
    command: giveUpTrip,
  });
  get("/trips/{tripId}", {
    summary: "One trip with its stops",
    permission: "trips.read",
    run: async ({ actor, params }) => {
      const trip = await tripById(actor.organisationId, params["tripId"] ?? "");
      if (!trip) throw new Missing("shipments.missing");
      return trip;
    },
  });
  deed("/shipments/{shipmentId}/weigh-in", {
    summary: "Weigh a koperasi's share in at the gate",
    permission: "gate.weigh",
    command: weighIn,
  });
  deed("/trips/{tripId}/depart", {
    summary: "Send the trip off under its manifest",
    permission: "trips.depart",
    command: departTrip,
  });
  deed("/trips/{tripId}/hand-over", {
    summary: "Record what arrived at the destination",
    permission: "shipments.receive",
    command: handOverTrip,
  });
  get("/call-offs/{callOffId}/claims", {
    summary: "Claims on a call-off",
    permission: "trips.read",
    run: async ({ actor, params }) => ({
      rows: await claimsOfCallOff(actor.organisationId, params["callOffId"] ?? ""),
      next: null,
    }),
  });
});
