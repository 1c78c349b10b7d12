import { and, eq, isNull, or } from "drizzle-orm";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { MarkArrival } from "./shipment.schema.ts";
import { shipmentArrived } from "./shipments.events.ts";

/**
 * The driver says that the goods stand at the door. The link says which: one shipment, or everything on a trip.
 * Saying it again changes nothing, and nothing is handed over by it.
 */
export const markArrival = command({
  name: "shipments.markArrival",
  input: MarkArrival,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "link" || call.actor.purpose !== "drive")
      throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    invariant(call.actor.kind === "link", "permitted above");
    const { subjectId } = call.actor;
    const arrived = await tx
      .update(shipments)
      .set({ arrivedAt: call.at })
      .where(
        and(
          or(eq(shipments.id, subjectId), eq(shipments.tripId, subjectId)),
          eq(shipments.state, "dispatched"),
          isNull(shipments.arrivedAt),
        ),
      )
      .returning({ id: shipments.id });
    for (const { id } of arrived) await announce(tx, call, shipmentArrived, { shipmentId: id });
    return { subjectId, arrived: arrived.length };
  },
});
