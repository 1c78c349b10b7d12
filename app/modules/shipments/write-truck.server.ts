import { and, eq, inArray, sql } from "drizzle-orm";
import { actorName, type Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { shipments, tripStops, trips, type vehicles } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { wholeMinutes } from "./fleet.ts";
import { tripPlanned } from "./shipments.events.ts";
import { plannedTruck, type TruckMember } from "./truck-ground-reads.server.ts";

/**
 * Plans these trips, by id, into one vehicle: one round, every trip its own stops of it and its part of the cost by kg·km. The
 * one that is named leads, the others go along. Refuses what `plannedTruck` refuses, before anything is written. The caller
 * holds the call-offs and the vehicle.
 */
export async function writeTruck(
  tx: LatestTransaction,
  call: Call,
  truck: {
    readonly leadId: string;
    readonly vehicle: typeof vehicles.$inferSelect;
    readonly members: readonly TruckMember[];
  },
): Promise<void> {
  const { leadId, vehicle, members } = truck;
  const { plan, ground } = await plannedTruck(members, vehicle, tx);
  const tripIds = members.map(({ trip }) => trip.id);
  await tx.delete(tripStops).where(inArray(tripStops.tripId, tripIds));
  for (const [at, { trip, shares }] of members.entries()) {
    const part = plan.parts[at];
    const written = await tx
      .update(trips)
      .set({
        vehicleId: vehicle.id,
        leadId: trip.id === leadId ? null : leadId,
        driverName: vehicle.driverName,
        costRupiah: part?.costRupiah ?? 0n,
        metres: plan.metres,
        drivingMinutes: wholeMinutes(plan.metres, ground.pace),
        plannedBy: actorName(call.actor),
        version: sql`${trips.version} + 1`,
      })
      .where(and(eq(trips.id, trip.id), eq(trips.state, "planned")))
      .returning({ id: trips.id });
    if (written.length !== 1) throw new Conflict("shipments.tripMoved");
    await tx
      .insert(tripStops)
      .values((part?.stops ?? []).map((stop) => ({ ...stop, id: newId("stop"), tripId: trip.id })));
    await tx
      .update(shipments)
      .set({ tripId: trip.id })
      .where(
        inArray(
          shipments.id,
          shares.map((share) => share.shipmentId),
        ),
      );
    await announce(tx, call, tripPlanned, { tripId: trip.id });
  }
}
