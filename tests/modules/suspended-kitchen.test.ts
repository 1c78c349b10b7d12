import { expect, test } from "vitest";
import type { Call } from "#app/kernel/call.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { noticeFacts } from "#app/modules/notifications/notice-facts-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { suspensionEffectsOf } from "#app/modules/orders/calendar-effect-reads.server.ts";
import { cancelOrder } from "#app/modules/orders/cancel-order.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { reduceOrder } from "#app/modules/orders/reduce-order.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { cancelShipments } from "#app/modules/shipments/cancel-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";

// Goal: a kitchen that is suspended decides on each open order, takes over what is on the road and pays it, and orders nothing.
// Method: three orders of 100 kg of eggs at Rp 27.200: one on the road, one half promised, one that nobody promised.
const database = await testDatabase({ poolSize: 8 });
const { promised, planned, dispatched, lineOf, lotRow } = deliveries(database);

const rung = async (name: string, orderId: string) => {
  const rows = await database.sql`
    select 1 from outbox where name = ${name} and payload ->> 'orderId' = ${orderId}`;
  return rows.length;
};

test("three open orders of a suspended kitchen: one is received and paid, one reduced and cancelled, one cancelled", async () => {
  const deal = await promised();
  const { town, kitchen, seller, goods, budgetId } = deal;
  const shipmentId = await dispatched(deal);
  const half = await town.order(kitchen, { budgetId });
  const promise = { lotId: goods.lotId, quantityBase: 50_000n };
  const halfDeal = { ...deal, orderId: half, commitmentId: await town.promise(seller, half, promise) };
  const halfShipment = await planned(halfDeal);
  const bare = await town.order(kitchen, { budgetId });

  await suspendOrganisation(town.systemCall(), { organisationId: kitchen.id, reason: "SLHS belum terbit" });
  const stopped = (member: Parameters<typeof town.callOf>[0]): Call => {
    const call = town.callOf(member);
    if (call.actor.kind !== "member") throw new Error("a kitchen has members");
    return { ...call, actor: { ...call.actor, organisationActive: false } };
  };
  const waiting = async () => {
    const { actor } = stopped(kitchen.head);
    if (actor.kind !== "member") throw new Error("a kitchen has members");
    return (await tasksFor(actor, town.at)).filter(({ kind }) => kind === "order.end");
  };

  // It orders nothing, and is told what it has to decide, and who bears it.
  expect(await outcomeOf(placeOrder(stopped(kitchen.finance), town.orderWish(budgetId)))).toBe(
    "orders.forbidden",
  );
  expect(await waiting()).toMatchObject([{ path: "kalender", params: { count: "2" } }]);
  const effects = await suspensionEffectsOf(kitchen.id, town.today);
  expect(new Map(effects.map(({ order, deed, bearing }) => [order.id, [deed, bearing]]))).toEqual(
    new Map([
      [deal.orderId, ["keep", "underway"]],
      [half, ["cancel", "promised"]],
      [bare, ["cancel", "nobody"]],
    ]),
  );

  // A reduced order tells who promised a part of it that no more is wanted.
  const [line] = await town.linesOf(half);
  const lines = [{ orderLineId: line?.id ?? "", quantityBase: "0" }];
  await reduceOrder(stopped(kitchen.head), { orderId: half, lines });
  expect((await town.linesOf(half))[0]?.quantityBase).toBe(50_000n);
  expect(await rung("order.reduced", half)).toBe(1);
  expect(await noticeFacts("order.reduced", half)).toMatchObject([{ organisationId: seller.id }]);

  // What is cancelled goes back to its lots with the papers that say so: it is free for other kitchens.
  for (const orderId of [half, bare])
    await cancelOrder(stopped(kitchen.head), { orderId, reason: "Dapur dibekukan" });
  await cancelShipments(town.systemCall(), { orderId: half });
  const papers = await database.sql`
    select kind, void_reason from documents where subject_id = ${halfShipment}`;
  expect(papers.map((row) => [row["kind"], row["void_reason"]])).toEqual([["SP", "Dapur dibekukan"]]);
  expect(await noticeFacts("order.cancelled", half)).toMatchObject([{ organisationId: seller.id }]);
  expect(await waiting()).toEqual([]);

  // What is on the road is taken over and paid.
  await receiveShipment(stopped(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: [{ shipmentLineId: (await lineOf(deal, shipmentId)).id, deliveredBase: "100000" }],
  });
  expect((await shipmentById(kitchen.id, shipmentId))?.shipment.state).toBe("received");
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  const proof = {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${shipmentId}`)),
  } as const;
  const { fileId } = await uploadFile(stopped(kitchen.finance), proof);
  const { paymentId } = await reportPayment(stopped(kitchen.finance), {
    allocations: [{ invoiceId: invoiceId ?? "", amountRupiah: "2720000" }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-9",
    proofId: fileId,
  });
  await verifyPayment(town.callOf(seller.treasurer), { paymentId });
  expect(await lotRow(goods)).toMatchObject({ shipped: 100_000n });
});
