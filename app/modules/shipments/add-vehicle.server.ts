import { Conflict, Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { vehicles } from "#db/schema/shipments.ts";
import { mayKeepVehicles } from "./shipment.policy.ts";
import { AddVehicle } from "./shipment.schema.ts";

/** Registers a vehicle of the acting organisation, its own or hired: what it carries and what it costs. A plate stands once. */
export const addVehicle = command({
  name: "shipments.addVehicle",
  input: AddVehicle,
  permit: async (_tx, call) => {
    if (!mayKeepVehicles(call.actor)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, vehicle) => {
    invariant(call.actor.kind === "member", "permitted above");
    const vehicleId = newId("vehicle");
    const added = await tx
      .insert(vehicles)
      .values({
        ...vehicle,
        driverName: vehicle.driverName ?? null,
        drivingMinutesMax: vehicle.drivingMinutesMax ?? null,
        id: vehicleId,
        organisationId: call.actor.organisationId,
      })
      .onConflictDoNothing()
      .returning({ id: vehicles.id });
    if (added.length === 0) throw new Conflict("shipments.plateTaken", { plate: vehicle.plate });
    return { vehicleId };
  },
});
