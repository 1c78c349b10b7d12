import { and, eq, inArray, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { hold } from "#db/hold.server.ts";
import { shipments, tripStops, trips, vehicles } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { type HeldTrip, holdTruck } from "./hold-truck.server.ts";
import { truckMember } from "./truck-ground-reads.server.ts";
import { writeTrip } from "./write-trip.server.ts";
import { writeTruck } from "./write-truck.server.ts";

/**
 * Takes planned trips out of the vehicles that they share with trips of other call-offs. Those keep the vehicle and are planned
 * anew without them; where its owner has no part in what is left, each goes with a hired one. Nothing happens to a trip that has
 * its vehicle to itself. The caller writes anew or cancels what left.
 */
export async function leaveTruck(
  tx: LatestTransaction,
  call: Call,
  leaving: readonly { readonly id: string; readonly leadId: string | null }[],
): Promise<void> {
  const leavingIds = leaving.map((trip) => trip.id);
  if (leavingIds.length === 0) return;
  const held = await holdTruck(tx, leavingIds);
  const isLeaving = (trip: HeldTrip) => leavingIds.includes(trip.trip.id);
  const shared = held.filter(isLeaving).filter((one) => held.some((other) => isMate(one, other)));
  if (shared.length === 0) return;
  const staying = held.filter((one) => !isLeaving(one));
  await tx
    .update(trips)
    .set({ vehicleId: null, leadId: null, version: sql`${trips.version} + 1` })
    .where(
      inArray(
        trips.id,
        shared.map((one) => one.trip.id),
      ),
    );
  for (const truckId of new Set(staying.map(truckIdOf)))
    await planWithout(
      tx,
      call,
      staying.filter((one) => truckIdOf(one) === truckId),
    );
}

const truckIdOf = ({ trip }: HeldTrip) => trip.leadId ?? trip.id;

const isMate = (one: HeldTrip, other: HeldTrip) =>
  one.trip.id !== other.trip.id && truckIdOf(one) === truckIdOf(other);

/** The trips that stay in a vehicle, with those gone that left. */
async function planWithout(tx: LatestTransaction, call: Call, staying: readonly HeldTrip[]): Promise<void> {
  const [first] = staying;
  if (!first?.trip.vehicleId) return;
  const [vehicle] = await hold(tx, vehicles, eq(vehicles.id, first.trip.vehicleId));
  const mayCarry = vehicle && (await hasPart(tx, vehicle.organisationId, staying));
  const members = await Promise.all(staying.map(({ trip, callOff }) => truckMember(trip, callOff, tx)));
  if (mayCarry && members.length > 1) {
    const leadId = staying.find(({ trip }) => trip.leadId === null)?.trip.id ?? first.trip.id;
    return writeTruck(tx, call, { leadId, vehicle, members });
  }
  for (const { trip, ...member } of members) {
    await tx.delete(tripStops).where(eq(tripStops.tripId, trip.id));
    await writeTrip(tx, call, { ...member, vehicle: mayCarry ? vehicle : null, tripId: trip.id });
  }
}

/** Whether a vehicle's owner is the trade center itself, or has goods on one of these trips' call-offs. */
async function hasPart(
  tx: LatestTransaction,
  ownerId: string,
  staying: readonly HeldTrip[],
): Promise<boolean> {
  if (staying.some(({ trip }) => trip.hubId === ownerId)) return true;
  const [own] = await tx
    .select({ id: shipments.id })
    .from(shipments)
    .where(
      and(
        eq(shipments.sellerId, ownerId),
        inArray(
          shipments.callOffId,
          staying.map(({ trip }) => trip.callOffId),
        ),
      ),
    )
    .limit(1);
  return own !== undefined;
}
