import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { openWarehouse } from "#app/modules/catalogue/keep-warehouse.server.ts";
import { documentByCode } from "#app/modules/documents/document-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { boxesOf } from "#app/modules/shipments/packing.ts";
import { daysToPack, deliveriesToPack } from "#app/modules/shipments/packing-reads.server.ts";
import { planShare } from "#app/modules/shipments/plan-share.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { departed, locked } from "#tests/support/loads.ts";
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

test("a share of a call-off stands on the packing list with its gate and the table it was shared out by, until its truck left", async () => {
  const deal = await locked(database, [40, 20]);
  for (const row of await database.sql`select id from allotments where call_off_id = ${deal.callOffId}`)
    await planShare(deal.town.systemCall(), { allotmentId: row["id"] as string });
  const [koperasi, other] = deal.koperasi;
  if (!koperasi || !other) throw new Error("two koperasi share");
  const [callOff] =
    await database.sql`select delivery_day::text as day, number from call_offs where id = ${deal.callOffId}`;
  const [gate] = await database.sql`select name from organisations where id = ${deal.hub.id}`;
  const day = businessDay(callOff?.["day"] as string);
  expect(await daysToPack(koperasi.id)).toEqual([{ day, count: 1 }]);
  const [share, ...rest] = await deliveriesToPack(koperasi.id, day);
  expect(rest).toEqual([]);
  expect(share).toMatchObject({
    window: null,
    share: { gateName: gate?.["name"], callOffNumber: callOff?.["number"] },
    lines: [{ promisedBase: 600_000n, basePerUnit: 15_000n, baseUnit: "g", lotId: null }],
  });
  expect(Object.keys(share?.lines[0] ?? {}).join()).not.toMatch(/rupiah/i);
  // 40 crates are 40 boxes, each with a label that leads to the table.
  expect(share?.lines[0] && boxesOf(share.lines[0], 20_000n)).toEqual({
    count: 40,
    eachBase: 15_000n,
    lastBase: 15_000n,
  });
  expect(await documentByCode(share?.order?.code ?? "")).toMatchObject({ kind: "JATAH", state: "issued" });
  expect((await deliveriesToPack(other.id, day))[0]?.lines).toMatchObject([{ promisedBase: 300_000n }]);
  expect(await deliveriesToPack(deal.hub.id, day)).toEqual([]);
  await departed(deal);
  expect(await daysToPack(koperasi.id)).toEqual([]);
  expect(await deliveriesToPack(koperasi.id, day)).toEqual([]);
});

test("a share says from which lots it is best fetched: the first to expire, out of what is promised to nobody, store by store", async () => {
  const deal = await locked(database, [40]);
  const [koperasi] = deal.koperasi;
  if (!koperasi) throw new Error("a koperasi shares");
  for (const row of await database.sql`select id from allotments where call_off_id = ${deal.callOffId}`)
    await planShare(deal.town.systemCall(), { allotmentId: row["id"] as string });
  const [callOff] =
    await database.sql`select delivery_day::text as day from call_offs where id = ${deal.callOffId}`;
  const day = businessDay(callOff?.["day"] as string);
  // At the own address lie 100 kg that keep a day longer than what lies in the warehouse.
  const own = await deal.town.goods(
    koperasi,
    {},
    { quantityBase: 100_000n, availableFrom: deal.town.today, expiresOn: addDays(day, 1) },
  );
  const { warehouseId } = await openWarehouse(deal.town.callOf(koperasi.business), {
    name: "Gudang Utara",
    address: "Jalan Gudang 1",
    cityCode: "35.72",
    opensAt: "07:00",
    closesAt: "16:00",
  });
  // Of 250 kg in the warehouse 100 are promised to a kitchen; and there lie eggs for bakers, that nobody called off.
  const stored = await deal.town.goods(
    koperasi,
    { warehouseId },
    { quantityBase: 250_000n, availableFrom: deal.town.today, expiresOn: day },
  );
  const orderId = await deal.town.order(await deal.town.kitchen());
  await deal.town.promise(koperasi, orderId, { lotId: stored.lotId });
  await deal.town.goods(koperasi, { gradeCode: "B" }, { quantityBase: 900_000n });
  const shares = (await deliveriesToPack(koperasi.id, day)).filter(({ share }) => share !== null);
  expect(
    shares.map(({ warehouseName, lines }) => [
      warehouseName,
      lines.map(({ lotId, promisedBase }) => [lotId, promisedBase]),
    ]),
  ).toEqual([
    // Whole crates of 15 kg: 6 of the 100 kg, 10 of the 150 that are free; 24 nobody has yet.
    [
      null,
      [
        [own.lotId, 90_000n],
        [null, 360_000n],
      ],
    ],
    ["Gudang Utara", [[stored.lotId, 150_000n]]],
  ]);
  // Nobody's stock is lowered by a proposal.
  const [lot] = await database.sql`select reserved_base::text as held from lots where id = ${stored.lotId}`;
  expect(lot).toEqual({ held: "100000" });
});
