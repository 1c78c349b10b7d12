import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { shipmentArrived } from "./shipments.events.ts";

/** Of these shipments those that are on their way stand at the door since `at`. What was said to stand there already stays. */
export async function arriveAtDoor(
  tx: Transaction,
  call: Call,
  { shipmentIds, at }: { readonly shipmentIds: readonly string[]; readonly at: Date },
): Promise<void> {
  const arrived = await tx
    .update(shipments)
    .set({ arrivedAt: at })
    .where(
      and(
        inArray(shipments.id, [...shipmentIds]),
        eq(shipments.state, "dispatched"),
        isNull(shipments.arrivedAt),
      ),
    )
    .returning({ id: shipments.id });
  for (const { id } of arrived) await announce(tx, call, shipmentArrived, { shipmentId: id });
}
