import type { BusinessDay } from "#app/kernel/calendar.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { openRide } from "#app/modules/shipments/open-ride.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { rideById } from "#app/modules/shipments/ride-reads.server.ts";
import type { Kitchen, Koperasi, World } from "./world.ts";

/** A delivery of so many kilograms of eggs, planned and waiting in the koperasi's yard. */
export async function standingDelivery(
  town: World,
  seller: Koperasi,
  kitchen: Kitchen,
  { kg, day = town.deliveryDay }: { readonly kg: number; readonly day?: BusinessDay },
): Promise<string> {
  const goods = await town.goods(seller);
  const quantityBase = BigInt(kg) * 1_000n;
  const orderId = await town.order(kitchen, {
    deliveryDay: day,
    line: { quantityBase: quantityBase.toString() },
  });
  await town.promise(seller, orderId, { lotId: goods.lotId, quantityBase });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  return shipmentIds[0] ?? "";
}

/** Puts an organisation on a road from west to east, so that who drives along it passes the others. */
export async function standAt({ database }: World, id: string, longitude: number): Promise<void> {
  await database.sql`update organisations set latitude = -8.1, longitude = ${longitude} where id = ${id}`;
}

export async function pickup(town: World, owner: Koperasi, mark: string): Promise<string> {
  const { vehicleId } = await addVehicle(town.callOf(owner.warehouse), {
    kind: "pickup",
    plate: `AG ${mark} ${owner.shortName}`,
    payloadGrams: "800000",
    costRupiahPerKm: "4000",
    costRupiahMin: "0",
  });
  return vehicleId;
}

/** A neighbour's ride on which this koperasi is asked to come along, on a day of its own. */
export async function askedToRide(
  town: World,
  { kitchen, koperasi }: { readonly kitchen: Kitchen; readonly koperasi: Koperasi },
  day: BusinessDay,
): Promise<{ rideId: string; ridePlaceId: string; rideVehicleId: string }> {
  const carrier = await town.koperasi();
  await standAt(town, carrier.id, 112.1);
  await standAt(town, koperasi.id, 112.13);
  await standAt(town, kitchen.id, 112.17);
  await standingDelivery(town, carrier, kitchen, { kg: 100, day });
  await standingDelivery(town, koperasi, kitchen, { kg: 60, day });
  const vehicleId = await pickup(town, carrier, "W");
  const { rideId } = await openRide(town.callOf(carrier.warehouse), { vehicleId, deliveryDay: day });
  const ride = await rideById(koperasi.id, rideId);
  const rideVehicleId = await pickup(town, koperasi, "P");
  return { rideId, ridePlaceId: ride?.ownPlaces[0]?.id ?? "", rideVehicleId };
}
