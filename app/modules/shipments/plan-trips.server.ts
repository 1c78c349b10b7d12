import { RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { permitPlanning, sharesOfLocked } from "./plan-ground.server.ts";
import { PlanTrips } from "./shipment.schema.ts";
import { tripGround } from "./trip-ground-reads.server.ts";
import { writeTrips } from "./write-trips.server.ts";

/**
 * Puts the shares of a locked call-off onto the vehicles that staff chose, or took over from a proposal: every share that
 * has not left on exactly one trip. It replaces what was planned and has not left; each trip finds its own order of stops.
 * Refuses what a vehicle cannot carry, and shares that are not those of the call-off any more (`shipments.sharesDiffer`).
 */
export const planTrips = command({
  name: "shipments.planTrips",
  input: PlanTrips,
  isolation: "read committed",
  permit: (tx, call, { callOffId }) => permitPlanning(tx, call, callOffId),
  run: async (tx, call, { callOffId, trips }) => {
    const { callOff, shares } = await sharesOfLocked(tx, call, callOffId);
    const named = trips.flatMap((trip) => trip.shipmentIds);
    const byId = new Map(shares.map((share) => [share.shipmentId, share]));
    const isWhole = new Set(named).size === named.length && named.length === shares.length;
    if (!isWhole || named.some((id) => !byId.has(id))) throw new RuleBroken("shipments.sharesDiffer");
    const tripIds = await writeTrips(tx, call, {
      callOff,
      ground: await tripGround(callOff, callOff.deliveryDay, tx),
      trips: trips.map((trip) => ({
        vehicleId: trip.vehicleId ?? null,
        shares: trip.shipmentIds.flatMap((id) => byId.get(id) ?? []),
      })),
    });
    return { callOffId, tripIds };
  },
});
