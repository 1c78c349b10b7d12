import { and, eq } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import type { ShipmentFacts } from "./shipment-facts-reads.server.ts";
import { type ShipmentEvent, shipmentLifecycle } from "./shipment-lifecycle.ts";

type Facts = Partial<
  Pick<
    typeof shipments.$inferInsert,
    "number" | "driverName" | "driverPhone" | "vehiclePlate" | "dispatchedBy" | "dispatchedAt" | "note"
  >
>;

/** Moves a shipment along its lifecycle with what is learnt on the way; a Conflict when it changed since it was read. */
export async function moveShipment(
  tx: Transaction,
  shipment: ShipmentFacts,
  event: ShipmentEvent,
  facts: Facts = {},
): Promise<void> {
  const state = nextState(shipmentLifecycle, shipment.state, event, "shipments.moved");
  const moved = await tx
    .update(shipments)
    .set({ ...facts, state, version: shipment.version + 1 })
    .where(
      and(
        eq(shipments.id, shipment.id),
        eq(shipments.state, shipment.state),
        eq(shipments.version, shipment.version),
      ),
    )
    .returning({ id: shipments.id });
  if (moved.length === 0) throw new Conflict("shipments.moved");
}
