import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { vehicles } from "#db/schema/shipments.ts";
import { type HeldTrip, holdTruck } from "./hold-truck.server.ts";
import { mayDepartTrip, mayKnowTrip } from "./shipment.policy.ts";
import { ShareTruck } from "./shipment.schema.ts";
import { tripFacts } from "./shipment-facts-reads.server.ts";
import { truckMember } from "./truck-ground-reads.server.ts";
import { writeTruck } from "./write-truck.server.ts";

async function permitTrip(tx: Transaction, call: Call, tripId: string): Promise<void> {
  const trip = await tripFacts(tripId, tx);
  if (!trip || !mayKnowTrip(call.actor, trip)) throw new Missing("shipments.tripMissing");
  if (!mayDepartTrip(call.actor, trip)) throw new Forbidden("shipments.forbidden");
}

/**
 * Puts a planned trip into the vehicle of a planned trip of another call-off that goes the same way on the same day. One round
 * fetches for all; each call-off keeps its trip, its papers and its invoice, and bears its part of the cost by kg·km. Refuses
 * what does not fit (see `plannedTruck`), a trip without a vehicle to go along in, one that shares a vehicle already, and one
 * of the same call-off, which is planned as a whole.
 */
export const shareTruck = command({
  name: "shipments.shareTruck",
  input: ShareTruck,
  isolation: "read committed",
  permit: async (tx, call, { tripId, withTripId }) => {
    await permitTrip(tx, call, tripId);
    await permitTrip(tx, call, withTripId);
  },
  run: async (tx, call, { tripId, withTripId }) => {
    const held = await holdTruck(tx, [tripId, withTripId]);
    const { joining, host } = checkStanding(held, { tripId, withTripId });
    invariant(host.trip.vehicleId, "checked above");
    const leadId = host.trip.leadId ?? host.trip.id;
    const [vehicle] = await hold(tx, vehicles, eq(vehicles.id, host.trip.vehicleId));
    invariant(vehicle, "a trip names a vehicle that there is");
    const aboard = held.filter(
      ({ trip }) => trip.id === joining.trip.id || (trip.leadId ?? trip.id) === leadId,
    );
    const members = await Promise.all(aboard.map(({ trip, callOff }) => truckMember(trip, callOff, tx)));
    await writeTruck(tx, call, { leadId, vehicle, members });
    return { tripId, leadId };
  },
});

/** The two trips as they stand now; refuses when they cannot go together whatever they carry. */
function checkStanding(
  held: readonly HeldTrip[],
  { tripId, withTripId }: ShareTruck,
): { readonly joining: HeldTrip; readonly host: HeldTrip } {
  const joining = held.find(({ trip }) => trip.id === tripId);
  const host = held.find(({ trip }) => trip.id === withTripId);
  if (joining?.trip.state !== "planned" || host?.trip.state !== "planned")
    throw new Conflict("shipments.tripMoved");
  if ([joining, host].some(({ callOff }) => callOff.state !== "locked"))
    throw new RuleBroken("shipments.notLocked");
  if (joining.callOff.id === host.callOff.id) throw new RuleBroken("shipments.truckSameCallOff");
  if (joining.trip.leadId !== null || held.some(({ trip }) => trip.leadId === tripId))
    throw new RuleBroken("shipments.truckShared");
  if (host.trip.vehicleId === null) throw new RuleBroken("shipments.truckNeedsVehicle");
  return { joining, host };
}
