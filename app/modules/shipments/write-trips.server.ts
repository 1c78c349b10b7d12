import { and, eq, inArray, sql } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { tripStops, trips, vehicles } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { leaveTruck } from "./leave-truck.server.ts";
import { standingTrips } from "./shipment-facts-reads.server.ts";
import type { TripGround } from "./trip-ground-reads.server.ts";
import { freeVehicles, type ShareToCarry } from "./trip-loads-reads.server.ts";
import { writeTrip } from "./write-trip.server.ts";

type Vehicle = typeof vehicles.$inferSelect;

/** Some shares on one vehicle; null is one that is hired, at the contract's rate for freight. */
export type TripWish = { readonly vehicleId: string | null; readonly shares: readonly ShareToCarry[] };

/**
 * Writes these trips in the place of those of the call-off that have not left; the caller holds the call-off, and every
 * share that has not left is on one of them. Refuses a vehicle of strangers, one that another call-off counts on that
 * day, one on two of the trips, a load above its payload or too warm in it, and a round that no order of stops brings
 * within the windows and the driver's hours. The trips that stood before keep their ids as far as there are as many; those
 * that went in one vehicle with trips of other call-offs go apart from them.
 */
export async function writeTrips(
  tx: LatestTransaction,
  call: Call,
  plan: {
    readonly callOff: CallOffFacts;
    readonly ground: TripGround;
    readonly trips: readonly TripWish[];
  },
): Promise<string[]> {
  const { callOff, ground } = plan;
  const chosen = await chosenVehicles(tx, callOff, plan.trips);
  const before = (await standingTrips(callOff.id, tx)).filter((trip) => trip.state === "planned");
  await leaveTruck(tx, call, before);
  await clear(tx, before);
  const tripIds: string[] = [];
  for (const [at, wish] of plan.trips.entries()) {
    const vehicle = wish.vehicleId === null ? null : (chosen.get(wish.vehicleId) ?? null);
    const tripId = before[at]?.id ?? null;
    tripIds.push(await writeTrip(tx, call, { callOff, ground, vehicle, shares: wish.shares, tripId }));
  }
  await cancelRest(tx, before.slice(plan.trips.length));
  return tripIds;
}

/** The vehicles that are asked for, held, so that nobody else plans or retires them meanwhile. */
async function chosenVehicles(
  tx: LatestTransaction,
  callOff: CallOffFacts,
  wishes: readonly TripWish[],
): Promise<ReadonlyMap<string, Vehicle>> {
  const ids = wishes.flatMap((wish) => wish.vehicleId ?? []);
  if (new Set(ids).size < ids.length) throw new RuleBroken("shipments.vehicleTwice");
  if (ids.length === 0) return new Map();
  const held = await hold(tx, vehicles, inArray(vehicles.id, ids));
  const ownerIds = [callOff.hubId, ...wishes.flatMap((wish) => wish.shares.map((share) => share.koperasiId))];
  const known = held.filter((one) => one.retiredAt === null && ownerIds.includes(one.organisationId));
  if (known.length < ids.length) throw new Missing("shipments.vehicleMissing");
  const asked = { ownerIds, day: callOff.deliveryDay, callOffId: callOff.id };
  const free = new Map((await freeVehicles(asked, tx)).map((one) => [one.id, one]));
  const busy = known.find((one) => !free.has(one.id));
  if (busy) throw new Conflict("shipments.vehicleBusy", { plate: busy.plate });
  return free;
}

/** Takes the vehicles and stops off trips that are about to be written anew, so that these may be given around. */
async function clear(tx: LatestTransaction, before: readonly { readonly id: string }[]): Promise<void> {
  const ids = before.map((trip) => trip.id);
  if (ids.length === 0) return;
  await tx.update(trips).set({ vehicleId: null }).where(inArray(trips.id, ids));
  await tx.delete(tripStops).where(inArray(tripStops.tripId, ids));
}

async function cancelRest(tx: LatestTransaction, rest: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of rest)
    await tx
      .update(trips)
      .set({ state: "cancelled", version: sql`${trips.version} + 1` })
      .where(and(eq(trips.id, id), eq(trips.state, "planned")));
}
