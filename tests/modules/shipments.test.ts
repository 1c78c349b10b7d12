import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { documentsAbout, documentVisibleTo } from "#app/modules/documents/document-reads.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { ShipmentFilter } from "#app/modules/shipments/shipment.schema.ts";
import { shipmentById, shipmentsOf, shipmentsOfOrder } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import { type Koperasi, type ListingWish, world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });
const { promised, planned, lineOf, dispatched, receive, paid, lotRow, envelope, states } =
  deliveries(database);

test("from the promise to the BAST: goods leave their lot, are weighed, paid for and closed", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 100_000n, available: 400_000n });
  await receive(deal, shipmentId, { deliveredBase: "100000" });
  expect(await states(deal)).toEqual({ order: "closed", commitment: "fulfilled" });
  // 100 kg at Rp 27.200; the rest of the Rp 29.000 ceiling that was held is free again.
  expect(await envelope(deal)).toEqual({ left: 497_280_000n, held: 0n, spent: 2_720_000n });
  const shown = await shipmentById(deal.kitchen.id, shipmentId);
  expect(shown?.shipment.state).toBe("received");
  expect(shown?.lines[0]).toMatchObject({
    deliveredBase: 100_000n,
    acceptedBase: 100_000n,
    rejectedBase: 0n,
  });
  const papers = await documentsAbout(deal.seller.id, [shipmentId]);
  expect(papers.map((paper) => paper.kind).sort()).toEqual(["BAST", "SJ", "SP"]);
  expect(papers.find((paper) => paper.kind === "BAST")?.number).toBe(shown?.receipt?.number);
  expect(papers.find((paper) => paper.kind === "SJ")?.number).toBe(shown?.shipment.number);
});

test("the foundation that pays for a kitchen reads the papers of what it buys; another foundation none", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  await receive(deal, shipmentId, { deliveredBase: "100000" });
  const papers = await documentsAbout(deal.kitchen.foundation.id, [shipmentId]);
  expect(papers.map((paper) => paper.kind).sort()).toEqual(["BAST", "SJ", "SP"]);
  const other = await deal.town.kitchen();
  for (const { id } of [other.foundation, other]) {
    expect(await documentsAbout(id, [shipmentId])).toEqual([]);
    for (const paper of papers) expect(await documentVisibleTo(id, paper.id)).toBeNull();
  }
});

test("planning is done once, however often it is asked for and by however many", async () => {
  const deal = await promised();
  await approveOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId });
  await Promise.all(
    Array.from({ length: 10 }, () => planShipments(deal.town.systemCall(), { orderId: deal.orderId })),
  );
  expect(await shipmentsOfOrder(deal.kitchen.id, deal.orderId)).toHaveLength(1);
});

test("before the order is approved nothing is prepared and nothing may leave", async () => {
  const deal = await promised();
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(shipmentIds).toEqual([]);
});

test("a promise that comes later joins the shipment while it is prepared, and opens another once it has left", async () => {
  const deal = await promised(40_000n);
  const shipmentId = await planned(deal);
  const join = (base: bigint) =>
    deal.town.promise(deal.seller, deal.orderId, { lotId: deal.goods.lotId, quantityBase: base });
  await join(30_000n);
  await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  const first = await shipmentById(deal.seller.id, shipmentId);
  expect(first?.lines.map((line) => line.promisedBase)).toEqual([40_000n, 30_000n]);
  await dispatchShipment(deal.town.callOf(deal.seller.business), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: (first?.lines ?? []).map((line) => ({
      shipmentLineId: line.id,
      loadedBase: line.promisedBase.toString(),
    })),
  });
  await join(30_000n);
  const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(shipmentIds).not.toContain(shipmentId);
  expect(await shipmentsOfOrder(deal.kitchen.id, deal.orderId)).toHaveLength(2);
});

test("eggs and rice of one order come from two koperasi whole: each BAST says what its SP said and is paid on the third day", async () => {
  const town = world(database);
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006", paymentTermDays: 3 });
  const budgetId = await town.budget(kitchen);
  const kilos = { unit: "kg", basePerUnit: "1000" };
  const lines = [
    { ...kilos, commodityCode: "TLR", gradeCode: "M", quantityBase: "100000", ceilingRupiah: "29000" },
    { ...kilos, commodityCode: "BRS", gradeCode: "M", quantityBase: "180000", ceilingRupiah: "13500" },
  ];
  // Friday, so that the third day is one on which banks work.
  const orderId = await town.order(kitchen, { budgetId, deliveryDay: addDays(town.today, 4), lines });
  const [eggLine, riceLine] = await town.linesOf(orderId);
  const sold = async (line: typeof eggLine, priceRupiah: bigint, wish: ListingWish) => {
    const seller = await town.koperasi({ regionCode: await freeVillage(database) });
    const goods = await town.goods(seller, { ...wish, priceRupiah: priceRupiah.toString() });
    const { commitmentId } = await offerByHand(town.callOf(seller.business), {
      orderLineId: line?.id ?? "",
      lotId: goods.lotId,
      quantityBase: (line?.quantityBase ?? 0n).toString(),
      priceRupiah: priceRupiah.toString(),
    });
    return { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  };
  const rice = { commodityCode: "BRS", gradeCode: "M", title: "Beras medium", costRupiah: "12600" };
  const deals = [await sold(eggLine, 27_200n, {}), await sold(riceLine, 13_000n, rice)] as const;
  await planned(deals[0]);
  const all = await shipmentsOfOrder(kitchen.id, orderId);
  const sellerIds = deals.map(({ seller }) => seller.id);
  expect(all.map((one) => one.shipment.sellerId).sort()).toEqual(sellerIds.sort());
  const shipmentIdOf = (deal: Deal) =>
    all.find((one) => one.shipment.sellerId === deal.seller.id)?.shipment.id ?? "";
  // Neither sees the other's.
  expect((await shipmentsOf(deals[1].seller.id, ShipmentFilter.parse({}))).rows).toHaveLength(1);
  expect(await shipmentById(deals[1].seller.id, shipmentIdOf(deals[0]))).toBeNull();

  const onDay = (day: string) => town.goTo(new Date(`${day}T15:00:00+07:00`));
  const whole = [
    [100_000n, 2_720_000n],
    [180_000n, 2_340_000n],
  ] as const;
  for (const [at, deal] of deals.entries()) {
    const [base, rupiah] = whole[at] ?? [0n, 0n];
    onDay("2026-07-10");
    const shipmentId = await dispatched(deal, base, shipmentIdOf(deal));
    await receive(deal, shipmentId, { deliveredBase: base.toString() });
    const papers = await database.sql`
      select kind, facts->'lines'->0 as line from documents where subject_id = ${shipmentId} order by kind`;
    const saying = (kind: string) => papers.find((paper) => paper["kind"] === kind)?.["line"];
    expect(saying("SP")).toMatchObject({ quantityBase: base.toString() });
    expect(saying("BAST")).toMatchObject({ acceptedBase: base.toString(), rejectedBase: "0" });
    onDay("2026-07-13");
    expect(await invoiceVisibleTo(deal.seller.id, await paid(deal, shipmentId, rupiah))).toMatchObject({
      totalRupiah: rupiah,
      dueOn: "2026-07-13",
      state: "settled",
    });
  }
  expect(await envelope(deals[0])).toEqual({ left: 494_940_000n, held: 0n, spent: 5_060_000n });
  expect(await states(deals[1])).toEqual({ order: "closed", commitment: "fulfilled" });
});

test("no more leaves than was promised plus two percent, and what stays goes back to the lot", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  expect(await outcomeOf(dispatched(deal, 102_001n, shipmentId))).toBe("shipments.loadedTooMuch");
  expect(await outcomeOf(dispatched(deal, 0n, shipmentId))).toBe("shipments.nothingLoaded");
  await dispatched(deal, 95_000n, shipmentId);
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 95_000n, available: 405_000n });
});

test("a shipment leaves once, by the hand of its own seller", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  const line = await lineOf(deal, shipmentId);
  const input = {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: [{ shipmentLineId: line.id, loadedBase: "100000" }],
  };
  const stranger: Koperasi = await deal.town.koperasi({ regionCode: await freeVillage(database) });
  const send = (by: Parameters<typeof deal.town.callOf>[0]) =>
    outcomeOf(dispatchShipment(deal.town.callOf(by), input));
  expect(await send(stranger.chair)).toBe("shipments.missing");
  expect(await send(deal.kitchen.head)).toBe("shipments.forbidden");
  expect(await send(deal.seller.treasurer)).toBe("shipments.forbidden");
  const tries = await Promise.all(Array.from({ length: 5 }, () => send(deal.seller.warehouse)));
  expect(tries.sort()).toEqual(["done", ...Array.from({ length: 4 }, () => "shipments.moved")]);
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 100_000n });
  expect(
    await outcomeOf(
      cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Batal" }),
    ),
  ).toBe("orders.goodsUnderway");
});

test("every line is filled in exactly once", async () => {
  const deal = await promised(40_000n);
  await deal.town.promise(deal.seller, deal.orderId, { lotId: deal.goods.lotId, quantityBase: 30_000n });
  const shipmentId = await planned(deal);
  const lines = (await shipmentById(deal.seller.id, shipmentId))?.lines ?? [];
  const send = (ids: readonly string[]) =>
    outcomeOf(
      dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
        shipmentId,
        driverName: "Pak Min",
        vehiclePlate: "AG 0000 XF",
        lines: ids.map((shipmentLineId) => ({ shipmentLineId, loadedBase: "1000" })),
      }),
    );
  const [first = "", second = ""] = lines.map((line) => line.id);
  expect(await send([first])).toBe("shipments.linesDiffer");
  expect(await send([first, first])).toBe("shipments.linesDiffer");
  const foreign = await lineOf(await promisedAndPlanned(), lastPlanned);
  expect(await send([first, foreign.id])).toBe("shipments.linesDiffer");
  expect(await send([second, first])).toBe("done");
});

let lastPlanned = "";
async function promisedAndPlanned(): Promise<Deal> {
  const deal = await promised();
  lastPlanned = await planned(deal);
  return deal;
}

test("a line of which nothing was loaded breaks its promise: its goods go back and the order is open again", async () => {
  const deal = await promised(40_000n);
  const second = await deal.town.promise(deal.seller, deal.orderId, {
    lotId: deal.goods.lotId,
    quantityBase: 60_000n,
  });
  const shipmentId = await planned(deal);
  const lines = (await shipmentById(deal.seller.id, shipmentId))?.lines ?? [];
  await dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({
      shipmentLineId: line.id,
      loadedBase: line.commitmentId === second ? "0" : "40000",
    })),
  });
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 40_000n, available: 460_000n });
  const [line] = await deal.town.linesOf(deal.orderId);
  expect(line?.promisedBase).toBe(40_000n);
  const [told] = await database.sql`
    select count(*)::int as count from outbox where name = 'commitment.broken' and payload->>'commitmentId' = ${second}`;
  expect(told?.["count"]).toBe(1);
  await receiveShipment(deal.town.callOf(deal.kitchen.finance), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((one) => ({
      shipmentLineId: one.id,
      deliveredBase: one.commitmentId === second ? "0" : "40000",
    })),
  });
  // 60 kg are missing and the delivery day is not over: somebody else may still bring them.
  expect((await states(deal)).order).toBe("approved");
});
