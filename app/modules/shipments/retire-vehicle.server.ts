import { and, eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { trips, vehicles } from "#db/schema/shipments.ts";
import { mayKeepVehicles } from "./shipment.policy.ts";
import { RetireVehicle } from "./shipment.schema.ts";
import { vehicleRow } from "./shipment-facts-reads.server.ts";

/**
 * Takes a vehicle of the acting organisation out of use, with a reason. It is offered for no trip any more, its plate may
 * be registered again, and the trips it made keep naming it. Refuses one that a planned trip counts on.
 */
export const retireVehicle = command({
  name: "shipments.retireVehicle",
  input: RetireVehicle,
  // Whoever plans a trip meanwhile holds the vehicle; the trip has to be seen after that wait.
  isolation: "read committed",
  permit: async (tx, call, { vehicleId }) => {
    if (!mayKeepVehicles(call.actor)) throw new Forbidden("shipments.forbidden");
    const vehicle = await vehicleRow(vehicleId, tx);
    const isOwn = call.actor.kind === "member" && vehicle?.organisationId === call.actor.organisationId;
    if (!isOwn) throw new Missing("shipments.vehicleMissing");
  },
  run: async (tx, call, { vehicleId, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const [vehicle] = await hold(tx, vehicles, eq(vehicles.id, vehicleId));
    if (vehicle?.retiredAt) throw new Conflict("shipments.vehicleRetired");
    const [planned] = await tx
      .select({ id: trips.id })
      .from(trips)
      .where(and(eq(trips.vehicleId, vehicleId), eq(trips.state, "planned")))
      .limit(1);
    if (planned) throw new RuleBroken("shipments.vehicleOnTrip");
    await tx
      .update(vehicles)
      .set({ retiredAt: call.at, retiredBy: call.actor.personId, retiredReason: reason })
      .where(eq(vehicles.id, vehicleId));
    return { vehicleId };
  },
});
