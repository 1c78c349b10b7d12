import { expect, test } from "vitest";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { retireVehicle } from "#app/modules/shipments/retire-vehicle.server.ts";
import { retiredVehiclesOf, vehiclesOf } from "#app/modules/shipments/vehicle-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { locked, trip } from "#tests/support/loads.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 12 });
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

test("a retired vehicle is planned for no trip, and one that a planned trip counts on is not retired", async () => {
  const deal = await locked(database, [300]);
  const logistics = () => deal.town.callOf(deal.hub.logistics);
  const add = (mark: string, costRupiahPerKm: string) =>
    addVehicle(logistics(), {
      ...pickup,
      plate: `AG ${mark} ${deal.hub.shortName}`,
      payloadGrams: "5000000",
      costRupiahPerKm,
    });
  const [cheap, dear] = [await add("1", "100"), await add("2", "9000")];
  const reason = "Masuk bengkel";
  await retireVehicle(logistics(), { ...cheap, reason });
  // Left to itself the trip takes what is in use, though the retired one would be cheaper.
  const first = await trip(deal);
  expect(first.trip.vehicleId).toBe(dear.vehicleId);
  await expect(planTrip(logistics(), { callOffId: deal.callOffId, ...cheap })).rejects.toMatchObject({
    code: "shipments.vehicleMissing",
  });
  await expect(retireVehicle(logistics(), { ...dear, reason })).rejects.toMatchObject({
    code: "shipments.vehicleOnTrip",
  });
  const around = [
    database.sql`update trips set vehicle_id = ${cheap.vehicleId} where id = ${first.trip.id}`,
    database.sql`update vehicles set retired_at = now(), retired_reason = 'x' where id = ${dear.vehicleId}`,
  ];
  for (const change of around) await expect(change).rejects.toMatchObject({ code: "40001" });
  const spare = await add("3", "8000");
  await planTrip(logistics(), { callOffId: deal.callOffId, ...spare });
  await retireVehicle(logistics(), { ...dear, reason });
});

test("of planning a trip with a vehicle and retiring it at the same moment, one is refused in words", async () => {
  const deal = await locked(database, [300]);
  const logistics = () => deal.town.callOf(deal.hub.logistics);
  const { vehicleId } = await addVehicle(logistics(), {
    ...pickup,
    plate: `AG 9 ${deal.hub.shortName}`,
    payloadGrams: "5000000",
  });
  const outcomes = await Promise.allSettled([
    planTrip(logistics(), { callOffId: deal.callOffId, vehicleId }),
    retireVehicle(logistics(), { vehicleId, reason: "Dijual" }),
  ]);
  const refused = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [(outcome.reason as { readonly code?: string }).code] : [],
  );
  expect(refused).toHaveLength(1);
  expect(["shipments.vehicleMissing", "shipments.vehicleOnTrip"]).toContain(refused[0]);
});
