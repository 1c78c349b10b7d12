import type { BusinessDay } from "#app/kernel/calendar.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { answerRide } from "#app/modules/shipments/answer-ride.server.ts";
import { openRide } from "#app/modules/shipments/open-ride.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { rideById, ridesOf } from "#app/modules/shipments/ride-reads.server.ts";
import type { Kitchen, Koperasi, World } from "./world.ts";

/** Goods that are counted in boxes: so many in one, for so much. */
export type Counted = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly unit: string;
  readonly basePerUnit: string;
  readonly packs: number;
};

/** A delivery of so many kilograms of eggs, or of counted goods, planned and waiting in the koperasi's yard. */
export async function standingDelivery(
  town: World,
  seller: Koperasi,
  kitchen: Kitchen,
  {
    kg = 0,
    counted,
    day = town.deliveryDay,
  }: { readonly kg?: number; readonly counted?: Counted; readonly day?: BusinessDay },
): Promise<string> {
  const { packs = 0, ...pack } = counted ?? {};
  const goods = await town.goods(
    seller,
    counted ? { ...pack, priceRupiah: "90000", costRupiah: "80000", minOrderBase: "1" } : {},
  );
  const quantityBase = counted ? BigInt(packs) * BigInt(counted.basePerUnit) : BigInt(kg) * 1_000n;
  const ceilingRupiah = counted ? "95000" : "29000";
  const orderId = await town.order(kitchen, {
    deliveryDay: day,
    line: { ...pack, ceilingRupiah, quantityBase: quantityBase.toString() },
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

/** Three koperasi on a road of nine kilometres, the carrier at its far end, and two kitchens in the middle of the town. */
export async function road(town: World, day: number) {
  town.advance(day * 24 * 3_600_000);
  const carrier = await town.koperasi({ regionCode: await villageOf(town, "35.72", 0) });
  const near = await town.koperasi({ regionCode: await villageOf(town, "35.72", 1) });
  const far = await town.koperasi({ regionCode: await villageOf(town, "35.72", 2) });
  const kitchens = [await town.kitchen(), await town.kitchen()] as const;
  await standAt(town, carrier.id, 112.1);
  await standAt(town, near.id, 112.12);
  await standAt(town, far.id, 112.14);
  for (const kitchen of kitchens) await standAt(town, kitchen.id, 112.18);
  const vehicleId = await pickup(town, carrier, `${day}`);
  const open = (by = carrier) =>
    openRide(town.callOf(by.warehouse), { vehicleId, deliveryDay: town.deliveryDay });
  const answer = async (who: Koperasi, yes: boolean) => {
    const [mine] = await ridesOf(who.id);
    const ride = await rideById(who.id, mine?.id ?? "");
    return answerRide(town.callOf(who.warehouse), {
      ridePlaceId: ride?.ownPlaces[0]?.id ?? "",
      answer: yes ? "yes" : "no",
    });
  };
  return { town, carrier, near, far, kitchens, vehicleId, open, answer };
}
export type Road = Awaited<ReturnType<typeof road>>;

async function villageOf({ database }: World, cityCode: string, at: number): Promise<string> {
  const rows = await database.sql`select code from regions where level = 4 and code like ${`${cityCode}.%`}
    and not exists (select 1 from organisations o where o.region_code = regions.code and o.kind = 'koperasi') order by code`;
  return rows[at]?.["code"] as string;
}
