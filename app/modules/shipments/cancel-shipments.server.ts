import { and, eq, sql } from "drizzle-orm";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { voidStandingDocuments } from "../documents/issue-document.server.ts";
import { CancelShipments } from "./shipment.schema.ts";
import { orderFacts } from "./shipment-facts-reads.server.ts";

/**
 * When an order is called off, what was being prepared for it stays at home, and every Surat Pesanan about it shows
 * DIBATALKAN with the reason that was given. Does nothing for an order that stands.
 */
export const cancelShipments = command({
  name: "shipments.cancel",
  input: CancelShipments,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { orderId }) => {
    const order = await orderFacts(orderId, tx);
    if (order?.state !== "cancelled") return { orderId };
    const cancelled = await tx
      .update(shipments)
      .set({ state: "cancelled", version: sql`${shipments.version} + 1` })
      .where(and(eq(shipments.orderId, orderId), eq(shipments.state, "planned")))
      .returning({ id: shipments.id });
    invariant(order.stateReason, "an order is cancelled for a reason");
    // A paper may also be about the whole order: then it falls with it.
    await voidStandingDocuments(tx, call, {
      kind: "SP",
      subjectIds: [orderId, ...cancelled.map((shipment) => shipment.id)],
      reason: order.stateReason,
    });
    return { orderId };
  },
});
