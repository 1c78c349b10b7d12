import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { tripsOfTruck } from "./shipment-facts-reads.server.ts";
import { shipmentArrived } from "./shipments.events.ts";

/**
 * One shipment, or everything that goes in a trip's vehicle to this buyer (to anyone, where none is named), stands at the door
 * since `at`. Who has said so already changes nothing. Answers how many arrived now.
 */
export async function arriveAtDoor(
  tx: Transaction,
  call: Call,
  { subjectId, buyerId, at }: { readonly subjectId: string; readonly buyerId?: string; readonly at: Date },
): Promise<number> {
  const tripIds = (await tripsOfTruck(subjectId, tx)).map((trip) => trip.id);
  const arrived = await tx
    .update(shipments)
    .set({ arrivedAt: at })
    .where(
      and(
        or(eq(shipments.id, subjectId), inArray(shipments.tripId, tripIds)),
        buyerId === undefined ? undefined : eq(shipments.buyerId, buyerId),
        eq(shipments.state, "dispatched"),
        isNull(shipments.arrivedAt),
      ),
    )
    .returning({ id: shipments.id });
  for (const { id } of arrived) await announce(tx, call, shipmentArrived, { shipmentId: id });
  return arrived.length;
}
