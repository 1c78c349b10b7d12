import { and, eq, isNull, or } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { shipmentArrived } from "./shipments.events.ts";

/** Everything on a trip, or one shipment, stands at the buyer's door since `at`. Who has said so already changes nothing. Answers how many arrived now. */
export async function arriveAtDoor(
  tx: Transaction,
  call: Call,
  { subjectId, at }: { readonly subjectId: string; readonly at: Date },
): Promise<number> {
  const arrived = await tx
    .update(shipments)
    .set({ arrivedAt: at })
    .where(
      and(
        or(eq(shipments.id, subjectId), eq(shipments.tripId, subjectId)),
        eq(shipments.state, "dispatched"),
        isNull(shipments.arrivedAt),
      ),
    )
    .returning({ id: shipments.id });
  for (const { id } of arrived) await announce(tx, call, shipmentArrived, { shipmentId: id });
  return arrived.length;
}
