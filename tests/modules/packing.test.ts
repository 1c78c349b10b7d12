import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { documentByCode } from "#app/modules/documents/document-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { daysToPack, deliveriesToPack } from "#app/modules/shipments/packing-reads.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { world } from "#tests/support/world.ts";

// Goal: the packing list of a day is what was promised for it and is still in the store, kitchen by kitchen, and its labels lead to
// a paper that stands. Method: two kitchens and two days, through commands.
const database = await testDatabase({ poolSize: 6 });
const town = world(database);

test("two kitchens of one day stand on its packing list with their lots and orders; what left is packed no more", async () => {
  const koperasi = await town.koperasi();
  const { lotId } = await town.goods(koperasi);
  const planned = async (deliveryDay: string) => {
    const kitchen = await town.kitchen();
    const orderId = await town.order(kitchen, { deliveryDay });
    await town.promise(koperasi, orderId, { lotId });
    await approveOrder(town.callOf(kitchen.head), { orderId });
    const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
    return { kitchen, shipmentId: shipmentIds[0] ?? "" };
  };
  const day = town.deliveryDay;
  const [first, second, later] = [await planned(day), await planned(day), await planned(addDays(day, 1))];
  expect(await daysToPack(koperasi.id)).toEqual([
    { day, count: 2 },
    { day: addDays(day, 1), count: 1 },
  ]);
  const packed = await deliveriesToPack(koperasi.id, day);
  expect(packed.map(({ shipmentId }) => shipmentId).sort()).toEqual(
    [first.shipmentId, second.shipmentId].sort(),
  );
  for (const delivery of packed) {
    expect(delivery.lines).toMatchObject([{ lotId, promisedBase: 100_000n, harvestedOn: town.today }]);
    // Whoever packs is shown no sums.
    expect(Object.keys(delivery.lines[0] ?? {}).join()).not.toMatch(/rupiah/i);
    const paper = await documentByCode(delivery.order?.code ?? "");
    expect(paper).toMatchObject({ kind: "SP", number: delivery.order?.number, state: "issued" });
  }
  const lineId = packed.find(({ shipmentId }) => shipmentId === first.shipmentId)?.lines[0]?.id ?? "";
  const sent = dispatchShipment(town.callOf(koperasi.warehouse), {
    shipmentId: first.shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: [{ shipmentLineId: lineId, loadedBase: "100000" }],
  });
  expect(await outcomeOf(sent)).toBe("done");
  expect((await deliveriesToPack(koperasi.id, day)).map(({ shipmentId }) => shipmentId)).toEqual([
    second.shipmentId,
  ]);
  // Nobody else packs it: neither the kitchen nor another koperasi.
  for (const other of [second.kitchen.id, (await town.koperasi()).id]) {
    expect(await daysToPack(other)).toEqual([]);
    expect(await deliveriesToPack(other, day)).toEqual([]);
  }
  expect(later.shipmentId).not.toBe("");
});
