import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { cancelOrderCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { fileVisibleTo } from "#app/modules/oversight/file-reads.server.ts";
import { cancelShipments } from "#app/modules/shipments/cancel-shipments.server.ts";
import { closeFinishedOrders } from "#app/modules/shipments/close-finished-orders.server.ts";
import { endMissedShipments } from "#app/modules/shipments/end-missed-shipments.server.ts";
import { markStop } from "#app/modules/shipments/mark-stop.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { loadOfDriver, shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf, type Weighed } from "#tests/support/deliveries.ts";

const DAY_MS = 86_400_000;
const database = await testDatabase({ poolSize: 20 });
const { promised, planned, lineOf, dispatched, receive, photoOf, lotRow, envelope, states } =
  deliveries(database);

test("what is rejected needs a reason, an end and a photo of the kitchen's own", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const weighed = { deliveredBase: "100000", rejectedBase: "25000" };
  const refuse = (more: Partial<Weighed>) => outcomeOf(receive(deal, shipmentId, { ...weighed, ...more }));
  const rotten = { rejectReason: "rotten", disposition: "returned" } as const;
  expect(await refuse({ disposition: "returned", photoId: "fil_00000000000000000000000000" })).toBe(
    "lines[0].rejectReason: shipments.reasonRequired",
  );
  expect(await refuse({ rejectReason: "rotten", photoId: "fil_00000000000000000000000000" })).toBe(
    "lines[0].disposition: shipments.dispositionRequired",
  );
  expect(await refuse(rotten)).toBe("lines[0].photoId: shipments.photoRequired");
  const stranger = await deal.town.kitchen({ regionCode: "35.72.01.1006" });
  const foreign = await photoOf(stranger, deal.town);
  expect(await refuse({ ...rotten, photoId: foreign })).toBe("lines[0].photoId: shipments.photoMissing");
  expect(await outcomeOf(receive(deal, shipmentId, { deliveredBase: "100", rejectedBase: "101" }))).toBe(
    "lines[0].rejectedBase: shipments.rejectedTooMuch",
  );
  const photoId = await photoOf(deal.kitchen, deal.town);
  expect(await refuse({ ...rotten, photoId })).toBe("done");
  const isSeenBy = async (id: string) =>
    (await fileVisibleTo({ organisationIds: [id], moneyIds: [] }, photoId)) !== null;
  expect(await isSeenBy(deal.seller.id)).toBe(true);
  // Whoever pays for the kitchen sees why less was accepted.
  expect(await isSeenBy(deal.kitchen.foundation.id)).toBe(true);
  expect(await isSeenBy(stranger.foundation.id)).toBe(false);
});

test("25 kg of wilted mustard greens: a rejection writes its own paper, is never invoiced, and is lost to the lot", async () => {
  const deal = await promised(100_000n, {
    commodityCode: "SWI",
    gradeCode: "A",
    title: "Sawi hijau",
    priceRupiah: "6700",
    costRupiah: "6000",
  });
  const shipmentId = await dispatched(deal);
  const photoId = await photoOf(deal.kitchen, deal.town);
  const rejected = { rejectedBase: "25000", rejectReason: "wilted", disposition: "returned" } as const;
  await receive(deal, shipmentId, { deliveredBase: "100000", ...rejected, photoId });
  expect(await lotRow(deal.goods)).toEqual({
    reserved: 0n,
    shipped: 75_000n,
    lost: 25_000n,
    available: 400_000n,
  });
  expect(await envelope(deal)).toMatchObject({ spent: 75n * 6_700n, held: 0n });
  // What was refused is on no invoice, so that no credit note has to take it off one.
  const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
  expect(await invoiceVisibleTo(deal.seller.id, invoiceId ?? "")).toMatchObject({
    totalRupiah: 502_500n,
    lines: [{ quantityBase: 75_000n }],
  });
  const papers = await documentsAbout(deal.seller.id, [shipmentId]);
  expect(papers.map((paper) => paper.kind).sort()).toEqual(["BAP", "BAST", "SJ", "SP"]);
  const [facts] = await database.sql`
    select facts from documents where subject_id = ${shipmentId} and kind = 'BAST'`;
  expect(facts?.["facts"]).toMatchObject({
    rejectionNumber: papers.find((paper) => paper.kind === "BAP")?.number,
    lines: [{ weighedBase: "100000", acceptedBase: "75000", rejectedBase: "25000" }],
  });
});

test("goods that are sound go back to be sold again; what the buyer keeps stays shipped", async () => {
  const [whole, kept] = [await promised(), await promised()];
  for (const [deal, rejectReason, disposition] of [
    [whole, "wrong_size", "returned"],
    [kept, "wrong_size", "deducted"],
  ] as const) {
    const shipmentId = await dispatched(deal);
    const photoId = await photoOf(deal.kitchen, deal.town);
    await receive(deal, shipmentId, {
      deliveredBase: "100000",
      rejectedBase: "10000",
      rejectReason,
      disposition,
      photoId,
    });
  }
  expect(await lotRow(whole.goods)).toMatchObject({ shipped: 90_000n, lost: 0n, available: 410_000n });
  expect(await lotRow(kept.goods)).toMatchObject({ shipped: 100_000n, lost: 0n, available: 400_000n });
});

test("two percent over is accepted and paid out of what the budget has left; more is not", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal, 102_000n);
  expect(await outcomeOf(receive(deal, shipmentId, { deliveredBase: "104041" }))).toBe(
    "shipments.moreThanLoaded",
  );
  expect(await outcomeOf(receive(deal, shipmentId, { deliveredBase: "102001" }))).toBe(
    "shipments.overDelivered",
  );
  await receive(deal, shipmentId, { deliveredBase: "102000" });
  expect(await envelope(deal)).toMatchObject({ spent: 102n * 27_200n, held: 0n });
});

test("a shipment is received once, by its own buyer, and a redelivered form gets the same answer", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const stranger = await deal.town.kitchen({ regionCode: "35.72.01.1006" });
  const line = await lineOf(deal, shipmentId);
  const take = (by: Parameters<typeof deal.town.callOf>[0]) =>
    outcomeOf(
      receiveShipment(deal.town.callOf(by), {
        shipmentId,
        receiverName: "Bu Sri",
        lines: [{ shipmentLineId: line.id, deliveredBase: "100000" }],
      }),
    );
  expect(await take(stranger.field)).toBe("shipments.missing");
  expect(await take(deal.seller.chair)).toBe("shipments.forbidden");
  expect(await take(deal.kitchen.foundation.maker)).toBe("shipments.missing");
  const first = await receive(deal, shipmentId, { deliveredBase: "100000" }, "pressed-twice");
  expect(await receive(deal, shipmentId, { deliveredBase: "100000" }, "pressed-twice")).toEqual(first);
  expect(await take(deal.kitchen.field)).toBe("shipments.moved");
  expect(await envelope(deal)).toMatchObject({ spent: 2_720_000n });
});

test("a shipment that has not left cannot be received", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  expect(await outcomeOf(receive(deal, shipmentId, { deliveredBase: "100000" }))).toBe("shipments.moved");
});

test("the driver's link shows the load and says that it has arrived, and nothing else", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const subject = { purpose: "drive" as const, subjectId: shipmentId };
  const token = await openLinkToken(deal.seller.id, subject, deal.town.at);
  const holder = await linkHolder(token ?? "", deal.town.at);
  if (!holder) throw new Error("the link opens");
  const [load] = await loadOfDriver(holder.actor);
  expect(load?.lines).toHaveLength(1);
  const call = { actor: holder.actor, at: deal.town.at, key: null, causation: null };
  const here = { place: "dropoff" as const, organisationId: deal.kitchen.id, deed: "arrived" as const };
  expect(await markStop(call, here)).toMatchObject({ isNew: true });
  expect(await markStop(call, here)).toMatchObject({ isNew: false });
  expect((await shipmentById(deal.kitchen.id, shipmentId))?.shipment.arrivedAt).toEqual(deal.town.at);
  expect(await outcomeOf(markStop(deal.town.callOf(deal.seller.chair), here))).toBe("shipments.forbidden");
  expect(
    await outcomeOf(
      receiveShipment(call, {
        shipmentId,
        receiverName: "Sopir",
        lines: [{ shipmentLineId: load?.lines[0]?.id ?? "", deliveredBase: "1" }],
      }),
    ),
  ).toBe("shipments.missing");
});

test("when an order is called off, what was prepared for it stays at home", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  await cancelShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("planned");
  await cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Dapur libur" });
  await cancelOrderCommitments(deal.town.systemCall(), { orderId: deal.orderId });
  expect(await outcomeOf(dispatched(deal, 100_000n, shipmentId))).toBe("shipments.orderNotApproved");
  await cancelShipments(deal.town.systemCall(), { orderId: deal.orderId });
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("cancelled");
});

test("dispatching and calling off at the same instant: one of them wins, and the books hold", async () => {
  for (let round = 0; round < 4; round += 1) {
    const deal = await promised();
    const shipmentId = await planned(deal);
    const [sent, cancelled] = await Promise.all([
      outcomeOf(dispatched(deal, 100_000n, shipmentId)),
      outcomeOf(cancelOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId, reason: "Batal" })),
    ]);
    expect([sent, cancelled].filter((code) => code === "done")).toHaveLength(1);
    if (cancelled === "done") await cancelOrderCommitments(deal.town.systemCall(), { orderId: deal.orderId });
  }
});

test("goods that never left are given up a day after, and an order for which nothing comes is closed", async () => {
  const deal = await promised();
  const shipmentId = await planned(deal);
  deal.town.advance(4 * DAY_MS);
  expect(deal.town.today).toBe(addDays("2026-07-06" as typeof deal.town.today, 4));
  await endMissedShipments(deal.town.systemCall(), {});
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("planned");
  await closeFinishedOrders(deal.town.systemCall(), {});
  expect((await states(deal)).order).toBe("approved");
  deal.town.advance(DAY_MS);
  await endMissedShipments(deal.town.systemCall(), {});
  expect((await shipmentById(deal.seller.id, shipmentId))?.shipment.state).toBe("cancelled");
  expect(await lotRow(deal.goods)).toMatchObject({ reserved: 0n, shipped: 0n, available: 500_000n });
  await closeFinishedOrders(deal.town.systemCall(), {});
  expect(await states(deal)).toEqual({ order: "closed", commitment: "broken" });
  expect(await envelope(deal)).toEqual({ left: 500_000_000n, held: 0n, spent: 0n });
});
