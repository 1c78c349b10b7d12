import { eq } from "drizzle-orm";
import { Conflict, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { vehicles } from "#db/schema/shipments.ts";
import { holdTruck } from "./hold-truck.server.ts";
import { permitPlanning, sharesOfLocked } from "./plan-ground.server.ts";
import { PlanTrip } from "./shipment.schema.ts";
import { standingTrips } from "./shipment-facts-reads.server.ts";
import { truckMember } from "./truck-ground-reads.server.ts";
import { writeTruck } from "./write-truck.server.ts";

/**
 * When the shares of a call-off change whose one planned trip goes in a vehicle with others, everything of it that has not left
 * is put onto that trip and the round of all is planned anew. Answers false, with nothing changed, where it shares no vehicle or
 * does not fit into it any more: then it is planned for itself.
 */
export const keepOnTruck = command({
  name: "shipments.keepOnTruck",
  input: PlanTrip,
  isolation: "read committed",
  permit: (tx, call, { callOffId }) => permitPlanning(tx, call, callOffId),
  run: async (tx, call, { callOffId }) => {
    const { shares } = await sharesOfLocked(tx, call, callOffId);
    const [own, ...others] = (await standingTrips(callOffId, tx)).filter((trip) => trip.state === "planned");
    if (!own?.vehicleId || others.length > 0) return { isKept: false, tripId: null };
    const held = await holdTruck(tx, [own.id]);
    if (held.length === 1) return { isKept: false, tripId: null };
    if (held.some(({ trip }) => trip.state !== "planned")) throw new Conflict("shipments.tripMoved");
    const [vehicle] = await hold(tx, vehicles, eq(vehicles.id, own.vehicleId));
    const members = await Promise.all(held.map(({ trip, callOff }) => truckMember(trip, callOff, tx)));
    const withAll = members.map((member) => (member.trip.id === own.id ? { ...member, shares } : member));
    if (!vehicle) return { isKept: false, tripId: null };
    try {
      await writeTruck(tx, call, { leadId: own.leadId ?? own.id, vehicle, members: withAll });
    } catch (error) {
      if (error instanceof RuleBroken) return { isKept: false, tripId: null };
      throw error;
    }
    return { isKept: true, tripId: own.id };
  },
});
