import { Conflict, Missing } from "#app/kernel/errors.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { type TripFacts, tripsOfTruck } from "./shipment-facts-reads.server.ts";

export type HeldTrip = { readonly trip: TripFacts; readonly callOff: CallOffFacts };

/**
 * These trips and all that go in one vehicle with any of them, by id, with their call-offs held in one order for the rest of
 * this transaction. A Conflict when one of them joined or left meanwhile.
 */
export async function holdTruck(tx: LatestTransaction, tripIds: readonly string[]): Promise<HeldTrip[]> {
  const known = await tripsTogether(tx, tripIds);
  const callOffs = new Map<string, CallOffFacts>();
  for (const callOffId of [...new Set(known.map((trip) => trip.callOffId))].sort())
    callOffs.set(callOffId, await holdCallOff(tx, callOffId));
  const now = await tripsTogether(tx, tripIds);
  if (now.map((trip) => trip.id).join() !== known.map((trip) => trip.id).join())
    throw new Conflict("shipments.tripMoved");
  return now.map((trip) => {
    const callOff = callOffs.get(trip.callOffId);
    if (!callOff) throw new Missing("contracts.callOffMissing");
    return { trip, callOff };
  });
}

async function tripsTogether(tx: LatestTransaction, tripIds: readonly string[]): Promise<TripFacts[]> {
  const byId = new Map<string, TripFacts>();
  for (const tripId of tripIds) for (const trip of await tripsOfTruck(tripId, tx)) byId.set(trip.id, trip);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
