import { expect, test } from "vitest";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { retireVehicle } from "#app/modules/shipments/retire-vehicle.server.ts";
import { retiredVehiclesOf, vehiclesOf } from "#app/modules/shipments/trip-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const pickup = {
  kind: "Pickup",
  plate: "ag 0000 qq",
  payloadGrams: "800000",
  costRupiahPerKm: "4000",
  costRupiahMin: "100000",
};

test("a vehicle is kept by whoever dispatches, retired with a reason, and never deleted; its plate may come again", async () => {
  const town = world(database);
  const [koperasi, other] = [await town.koperasi(), await town.koperasi()];
  const { vehicleId } = await addVehicle(town.callOf(koperasi.warehouse), pickup);
  await expect(addVehicle(town.callOf(other.warehouse), pickup)).rejects.toMatchObject({
    code: "shipments.plateTaken",
  });
  await expect(addVehicle(town.callOf(koperasi.treasurer), pickup)).rejects.toMatchObject({
    kind: "forbidden",
  });
  const reason = "Dijual";
  await expect(retireVehicle(town.callOf(other.warehouse), { vehicleId, reason })).rejects.toMatchObject({
    kind: "missing",
  });
  await retireVehicle(town.callOf(koperasi.warehouse), { vehicleId, reason });
  await expect(retireVehicle(town.callOf(koperasi.warehouse), { vehicleId, reason })).rejects.toMatchObject({
    code: "shipments.vehicleRetired",
  });
  expect(await vehiclesOf(koperasi.id)).toEqual([]);
  expect(await retiredVehiclesOf(koperasi.id)).toMatchObject([
    { plate: "AG 0000 QQ", retiredReason: reason },
  ]);
  await addVehicle(town.callOf(other.warehouse), pickup);
  expect(await vehiclesOf(other.id)).toHaveLength(1);
  await expect(database.sql`delete from vehicles where id = ${vehicleId}`).rejects.toThrow(/append-only/);
});
