import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { lateDeliveries } from "#db/schema/shipments-door.ts";
import { lateAt } from "./late-reads.server.ts";
import { shipmentLate } from "./shipments.events.ts";

/**
 * Raises the alarm for every delivery of an order that was due, and the grace of its region past, and does not stand at the
 * door: each once, however many rounds find it together. Answers how many.
 */
export const tellLateDeliveries = command({
  name: "shipments.tellLate",
  input: z.object({}),
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const found = await lateAt(call.at, tx);
    if (found.length === 0) return { told: 0 };
    const told = await tx
      .insert(lateDeliveries)
      .values(found.map((late) => ({ ...late, toldAt: call.at })))
      .onConflictDoNothing()
      .returning({ shipmentId: lateDeliveries.shipmentId });
    for (const { shipmentId } of told) await announce(tx, call, shipmentLate, { shipmentId });
    return { told: told.length };
  },
});
