import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { ridePayables } from "#app/modules/payments/payable-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { cancelRide } from "#app/modules/shipments/cancel-ride.server.ts";
import { cancelShipments } from "#app/modules/shipments/cancel-shipments.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { fixRide } from "#app/modules/shipments/fix-ride.server.ts";
import { moveRides } from "#app/modules/shipments/move-rides.server.ts";
import { openRide } from "#app/modules/shipments/open-ride.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { openDays, rideById, ridesOf } from "#app/modules/shipments/ride-reads.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { road as emptyRoad, pickup, standingDelivery } from "#tests/support/rides.ts";
import { type Kitchen, type Koperasi, world } from "#tests/support/world.ts";

// Goal: neighbours share a vehicle to the kitchens of their city: who is asked, who pays what, and that it stands in both
// books. Method: three koperasi along one road and two kitchens at its end, each with a delivery of its own that day.
const database = await testDatabase({ poolSize: 12 });

/** The road with a delivery of each that day. */
async function road(day: number) {
  const there = await emptyRoad(world(database), day);
  const { town, carrier, near, far, kitchens } = there;
  const shipments = {
    own: await standingDelivery(town, carrier, kitchens[0], { kg: 120 }),
    near: await standingDelivery(town, near, kitchens[0], { kg: 80 }),
    far: await standingDelivery(town, far, kitchens[1], { kg: 60 }),
  };
  return { ...there, shipments };
}

const stringify = (told: unknown) =>
  JSON.stringify(told, (_key, value) => (typeof value === "bigint" ? value.toString() : value));

async function arrive(
  { town }: Awaited<ReturnType<typeof road>>,
  seller: Koperasi,
  kitchen: Kitchen,
  shipmentId: string,
) {
  const shown = await shipmentById(seller.id, shipmentId);
  const lines = shown?.lines ?? [];
  await dispatchShipment(town.callOf(seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({ shipmentLineId: line.id, loadedBase: line.promisedBase.toString() })),
  });
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: line.promisedBase.toString() })),
  });
}

test("three neighbours on one pickup: asked, answered, fixed, delivered, and each part paid through both books", async () => {
  const there = await road(0);
  const { town, carrier, near, far, kitchens, shipments } = there;
  expect(await openDays(carrier.id, town.today)).toMatchObject([
    { deliveryDay: town.deliveryDay, deliveries: 1 },
  ]);
  const { rideId, asked } = await there.open();
  expect(asked).toBe(2);
  // Until they answer nobody knows who else is asked, and strangers know nothing.
  const seenByCarrier = await rideById(carrier.id, rideId);
  expect(seenByCarrier?.places.map((place) => place.koperasiId)).toEqual([carrier.id]);
  const seenByNear = await rideById(near.id, rideId);
  expect(seenByNear?.places).toEqual([]);
  expect(seenByNear?.stops.map((stop) => stop.organisationId)).toEqual([near.id, kitchens[0].id]);
  // Nothing that is handed out names a third: neither the page nor the list.
  for (const told of [seenByCarrier, seenByNear, await ridesOf(near.id), await ridesOf(carrier.id)])
    expect(stringify(told)).not.toContain(far.id);
  expect(await rideById(kitchens[0].id, rideId)).toBeNull();
  const quoted = seenByNear?.ownPlaces[0]?.quotedRupiah ?? 0n;
  expect(await outcomeOf(there.open())).toBe("shipments.vehicleBusy");
  await there.answer(near, true);
  expect(await outcomeOf(there.answer(near, true))).toBe("shipments.rideMoved");
  await there.answer(far, true);
  const fixed = await rideById(near.id, rideId);
  expect(fixed?.ride.state).toBe("fixed");
  expect(fixed?.places.map((place) => place.koperasiId).sort()).toEqual([carrier.id, near.id, far.id].sort());
  expect(sumOf((fixed?.places ?? []).map((place) => place.payRupiah ?? 0n))).toBe(fixed?.ride.costRupiah);
  expect(fixed?.ownPlaces[0]?.payRupiah).toBe(quoted);
  // What another pays is everybody's business; to whom it delivers is not.
  expect(fixed?.places.find((place) => place.koperasiId === far.id)?.buyerName).toBeNull();
  expect((await rideById(carrier.id, rideId))?.places.every((place) => place.buyerName !== null)).toBe(true);
  await arrive(there, carrier, kitchens[0], shipments.own);
  await arrive(there, near, kitchens[0], shipments.near);
  expect(await moveRides(town.systemCall(), {})).toEqual({ fixed: 0, settled: 0 });
  await arrive(there, far, kitchens[1], shipments.far);
  expect(await moveRides(town.systemCall(), {})).toEqual({ fixed: 0, settled: 1 });
  expect(await moveRides(town.systemCall(), {})).toEqual({ fixed: 0, settled: 0 });
  const owed = async () => {
    const mine = (await balancesOf(near.id, ["payable"], carrier.id)).get("payable");
    const theirs = (await balancesOf(carrier.id, ["receivable"], near.id)).get("receivable");
    return [mine, theirs];
  };
  expect(await owed()).toEqual([-quoted, quoted]);
  const [due] = await ridePayables(near.id);
  expect(due).toMatchObject({ to: "ride", dueRupiah: quoted });
  const ask = (by: Koperasi) =>
    outcomeOf(requestPayout(town.callOf(by.secretary), { to: "ride", ridePlaceId: due?.id ?? "" }));
  expect(await ask(far)).toBe("payments.missing");
  const { payoutId } = await requestPayout(town.callOf(near.secretary), {
    to: "ride",
    ridePlaceId: due?.id ?? "",
  });
  expect(await ask(near)).toBe("payments.alreadyRequested");
  await approvePayout(town.callOf(near.treasurer), { payoutId });
  await confirmPayout(town.callOf(near.treasurer), {
    payoutId,
    settledOn: town.today,
    bankReference: "TRF-ANGKUT",
  });
  expect(await owed()).toEqual([0n, 0n]);
  expect(await ask(near)).toBe("payments.alreadyRequested");
  expect(await ridePayables(near.id)).toEqual([]);
});

test("who declines is left out, the others pay no more than they said yes to, and whose goods do not come pays nothing", async () => {
  const there = await road(20);
  const { town, carrier, near, far, kitchens, shipments } = there;
  const { rideId } = await there.open();
  const quoted = (await rideById(near.id, rideId))?.ownPlaces[0]?.quotedRupiah ?? 0n;
  await there.answer(far, false);
  await there.answer(near, true);
  const fixed = await rideById(carrier.id, rideId);
  const nearPays = fixed?.places.find((place) => place.koperasiId === near.id)?.payRupiah ?? 0n;
  expect(nearPays).toBeGreaterThan(0n);
  expect(nearPays).toBeLessThanOrEqual(quoted);
  expect(sumOf((fixed?.places ?? []).map((place) => place.payRupiah ?? 0n))).toBe(fixed?.ride.costRupiah);
  // The kitchen calls its order of the neighbour's goods off.
  const orderId = (await shipmentById(near.id, shipments.near))?.shipment.orderId ?? "";
  await cancelOrder(town.callOf(kitchens[0].head), { orderId, reason: "Dapur libur mendadak" });
  await cancelShipments(town.systemCall(), { orderId });
  await arrive(there, carrier, kitchens[0], shipments.own);
  expect(await moveRides(town.systemCall(), {})).toMatchObject({ settled: 1 });
  const settled = await rideById(carrier.id, rideId);
  expect(settled?.places.map((place) => [place.koperasiId === carrier.id, place.payRupiah])).toEqual(
    expect.arrayContaining([
      [true, settled?.ride.costRupiah],
      [false, 0n],
    ]),
  );
  expect(await ridePayables(near.id)).toEqual([]);
});

test("a ride waits as long as it says, needs goods of one's own and somebody on the way, and can be called off while the goods stand", async () => {
  const there = await road(40);
  const { town, carrier, near, far, vehicleId } = there;
  const refused = (deliveryDay = town.deliveryDay, by = carrier.warehouse) =>
    outcomeOf(openRide(town.callOf(by), { vehicleId, deliveryDay }));
  expect(await refused(addDays(town.deliveryDay, 1))).toBe("shipments.rideNothingOwn");
  expect(await refused(town.deliveryDay, near.warehouse)).toBe("shipments.vehicleMissing");
  expect(await refused(town.deliveryDay, carrier.treasurer)).toBe("shipments.forbidden");
  const first = await there.open();
  expect(await outcomeOf(fixRide(town.callOf(near.warehouse), { rideId: first.rideId }))).toBe(
    "shipments.rideMissing",
  );
  // Nobody answers: the carrier waits no longer, and goes alone.
  expect(await fixRide(town.callOf(carrier.warehouse), { rideId: first.rideId })).toMatchObject({
    isFixed: false,
  });
  expect((await rideById(carrier.id, first.rideId))?.ride).toMatchObject({
    state: "cancelled",
    reason: "Tidak ada yang ikut",
  });
  const second = await there.open();
  await there.answer(near, true);
  const answerBy = (await rideById(carrier.id, second.rideId))?.ride.answerBy ?? town.at;
  town.goTo(new Date(answerBy.getTime() + 60_000));
  expect(await outcomeOf(there.answer(far, true))).toBe("shipments.rideAnswerLate");
  expect(await moveRides(town.systemCall(), {})).toMatchObject({ fixed: 1 });
  expect((await rideById(near.id, second.rideId))?.ride.state).toBe("fixed");
  const off = () =>
    outcomeOf(cancelRide(town.callOf(carrier.warehouse), { rideId: second.rideId, reason: "Ban pecah" }));
  expect(await off()).toBe("done");
  expect(await off()).toBe("shipments.rideMoved");
  // Free again, so it can be asked for anew; two vehicles that ask at once do not both get the same neighbour.
  const nearVehicle = await pickup(town, near, "41");
  const outcomes = await Promise.all([
    outcomeOf(there.open()),
    outcomeOf(
      openRide(town.callOf(near.warehouse), { vehicleId: nearVehicle, deliveryDay: town.deliveryDay }),
    ),
  ]);
  expect(outcomes).toContain("done");
});

test("whoever is asked reads at which of its warehouses its goods are fetched, and the carrier nothing of it before", async () => {
  const there = await emptyRoad(world(database), 60);
  const { town, carrier, near, kitchens } = there;
  const [point] = await database.sql`select latitude, longitude from organisations where id = ${near.id}`;
  await openWarehouse(town.callOf(near.business), {
    name: "Gudang Sawah",
    address: "Jalan Lumbung 9",
    cityCode: "35.72",
    opensAt: "06:30",
    closesAt: "15:00",
    latitude: String(point?.["latitude"]),
    longitude: String(point?.["longitude"]),
  });
  await standingDelivery(town, carrier, kitchens[0], { kg: 120 });
  await standingDelivery(town, near, kitchens[0], { kg: 80 });
  const { rideId } = await there.open();
  const seenByNear = await rideById(near.id, rideId);
  expect(seenByNear?.ownPlaces[0]?.store).toMatchObject({
    name: "Gudang Sawah",
    address: "Jalan Lumbung 9",
    opensAt: "06:30",
  });
  expect(seenByNear?.stops[0]?.name).toContain("Gudang Sawah");
  const seenByCarrier = await rideById(carrier.id, rideId);
  expect(seenByCarrier?.ownPlaces[0]?.store).toBeNull();
  expect(stringify(seenByCarrier)).not.toContain("Gudang Sawah");
});
