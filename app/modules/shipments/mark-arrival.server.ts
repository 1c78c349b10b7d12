import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { arriveAtDoor } from "./arrive-at-door.server.ts";
import { MarkArrival } from "./shipment.schema.ts";

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
    return { subjectId, arrived: await arriveAtDoor(tx, call, { subjectId, at: call.at }) };
  },
});
