import { expect, test } from "vitest";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import { world } from "#tests/support/world.ts";

// Goal: sums as large as a year's contract and hands as quick as two cashiers' change no rupiah. Method: whole roads through commands; the
// proofs run over the database when the file ends. What else is sent to break the books has its tests where the deed has: statements twice
// and shuffled (bank-statements, laws/bank-lines), forged and repeated words (card-payments), fifty issuers (issue-many), a cancelled
// invoice (cancelled-invoices) and one of nothing (issue-many, zero-claims), a closed month (closing).
const database = await testDatabase({ poolSize: 6 });
const road = deliveries(database);

test("a line of more than a billion rupiah is invoiced, paid and booked to the rupiah", async () => {
  const town = world(database);
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const priced = { commodityCode: "SLK", gradeCode: "A", title: "Salak", priceRupiah: "3333333" };
  const goods = await town.goods(seller, { ...priced, costRupiah: "3000000" });
  const budgetId = await town.budget(kitchen, 2_000_000_000n);
  const line = { commodityCode: "SLK", gradeCode: "A", quantityBase: "499999", ceilingRupiah: "3333333" };
  const orderId = await town.order(kitchen, { budgetId, line });
  const commitmentId = await town.promise(seller, orderId, {
    lotId: goods.lotId,
    quantityBase: 499_999n,
    priceRupiah: 3_333_333n,
  });
  const deal: Deal = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(deal, 499_999n);
  await road.receive(deal, shipmentId, { deliveredBase: "499999", rejectedBase: "0" });
  const invoiceId = await road.paid(deal, shipmentId, 1_666_663_167n);
  // 499,999 kg × Rp 3.333.333 = 1.666.663.166,667: rounded half up, once.
  expect(await invoiceVisibleTo(seller.id, invoiceId)).toMatchObject({
    state: "settled",
    totalRupiah: 1_666_663_167n,
    paidRupiah: 1_666_663_167n,
  });
  const [books] = await database.sql`
    select (select balance from account_balances where organisation_id = ${seller.id} and code = '1100')::text as cash,
      (select -balance from account_balances where organisation_id = ${seller.id} and code = '4100')::text as sales,
      (select sum(balance) from account_balances where organisation_id = ${kitchen.id} and code = '2100')::text as owed`;
  expect(books).toMatchObject({ cash: "1666663167", sales: "1666663167", owed: "0" });
});

test("D4-13: three lines of 0,333 kg at Rp 10.001 are Rp 3.330 each and Rp 9.990 together, in invoice, paper, file and books", async () => {
  const town = world(database);
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const orderId = await town.order(kitchen, { line: { quantityBase: "999" } });
  const listingId = await town.listing(seller, { priceRupiah: "10001", costRupiah: "9000" });
  for (let nth = 0; nth < 3; nth += 1) {
    const lotId = await town.lot(seller, listingId, { quantityBase: 333n });
    await town.promise(seller, orderId, { lotId, quantityBase: 333n, priceRupiah: 10_001n });
  }
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  const shipmentId = shipmentIds[0] ?? "";
  const lines = (await shipmentById(seller.id, shipmentId))?.lines ?? [];
  expect(lines).toHaveLength(3);
  await dispatchShipment(town.callOf(seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({ shipmentLineId: line.id, loadedBase: "333" })),
  });
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: "333" })),
  });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  const invoice = await invoiceVisibleTo(seller.id, invoiceId ?? "");
  expect(invoice?.lines.map((line) => line.amountRupiah)).toEqual([3_330n, 3_330n, 3_330n]);
  expect(invoice?.totalRupiah).toBe(9_990n);
  expect((await ublFile(kitchen.id, invoiceId ?? "", null))?.xml).toContain(
    '<cbc:PayableAmount currencyID="IDR">9990</cbc:PayableAmount>',
  );
  const [books] = await database.sql`
    select (select facts ->> 'totalRupiah' from documents where subject_id = ${invoiceId} and kind = 'INV') as paper,
      (select -sum(balance) from account_balances where organisation_id = ${seller.id} and code = '4100')::text as sales,
      (select -sum(balance) from account_balances where organisation_id = ${kitchen.id} and code = '2100')::text as owed`;
  expect({ ...books }).toEqual({ paper: "9990", sales: "9990", owed: "9990" });
});

test("two cashiers who verify the same proof at the same moment book it once", async () => {
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(town.callOf(seller.secretary), { invoiceId });
  const proofOf = async () =>
    (
      await uploadFile(town.callOf(kitchen.finance), {
        purpose: "payment_proof",
        fileName: "bukti.pdf",
        bytes: new Uint8Array(Buffer.from("%PDF-1.7 sama")),
      })
    ).fileId;
  const report = async (amountRupiah: string) =>
    reportPayment(town.callOf(kitchen.finance), {
      allocations: [{ invoiceId, amountRupiah }],
      transferredOn: town.today,
      bankName: "Bank Uji",
      bankReference: "TRX-9",
      proofId: await proofOf(),
    });
  const { paymentId } = await report("1000000");
  // The same picture is not a second payment.
  expect(await outcomeOf(report("1000000"))).toBe("payments.proofUsed");
  const taps = await Promise.all(
    [seller.treasurer, seller.secretary, seller.treasurer].map((member) =>
      outcomeOf(verifyPayment(town.callOf(member), { paymentId })),
    ),
  );
  expect(taps.filter((tap) => tap === "done")).toHaveLength(1);
  expect(await invoiceVisibleTo(seller.id, invoiceId)).toMatchObject({ paidRupiah: 1_000_000n });
  const entries =
    await database.sql`select 1 from entries where subject_id = ${paymentId} and kind = 'payment.verified'`;
  expect(entries).toHaveLength(2);
});
