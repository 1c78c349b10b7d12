import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { tripCostCorrections, trips } from "#db/schema/shipments.ts";

/**
 * Writes down, in the caller's transaction, what a trip cost in truth; what it was said to cost stays on record with the
 * reason. Answers the correction. Refuses when somebody changed the trip meanwhile.
 */
export async function keepTripCost(
  tx: Transaction,
  call: Call,
  trip: { readonly id: string; readonly costRupiah: Rupiah; readonly version: number },
  corrected: { readonly costRupiah: Rupiah; readonly reason: string },
): Promise<string> {
  const moved = await tx
    .update(trips)
    .set({ costRupiah: corrected.costRupiah, version: trip.version + 1 })
    .where(and(eq(trips.id, trip.id), eq(trips.version, trip.version)))
    .returning({ id: trips.id });
  if (moved.length !== 1) throw new Conflict("shipments.tripMoved");
  const correctionId = newId("costCorrection");
  await tx.insert(tripCostCorrections).values({
    id: correctionId,
    tripId: trip.id,
    wasRupiah: trip.costRupiah,
    isRupiah: corrected.costRupiah,
    reason: corrected.reason,
    correctedAt: call.at,
    correctedBy: call.actor.kind === "member" ? call.actor.personId : null,
  });
  return correctionId;
}
