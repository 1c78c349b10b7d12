import { and, eq, sql } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { CancelShipments } from "./shipment.schema.ts";
import { orderFacts } from "./shipment-facts-reads.server.ts";

/** When an order is called off, what was being prepared for it stays at home. Does nothing for an order that stands. */
export const cancelShipments = command({
  name: "shipments.cancel",
  input: CancelShipments,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, _call, { orderId }) => {
    const order = await orderFacts(orderId, tx);
    if (order?.state !== "cancelled") return { orderId };
    await tx
      .update(shipments)
      .set({ state: "cancelled", version: sql`${shipments.version} + 1` })
      .where(and(eq(shipments.orderId, orderId), eq(shipments.state, "planned")));
    return { orderId };
  },
});
