import { expect, test } from "vitest";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { closeFinishedOrders } from "#app/modules/shipments/close-finished-orders.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { testDatabase } from "#tests/support/database.ts";
import { grownBy } from "#tests/support/growers.ts";
import { type Kitchen, type Koperasi, world } from "#tests/support/world.ts";

// Goal: whoever comes at the same moment, a limit holds and a once-only deed is done once, and the others are told so
// in words. Method: the same command many times at once on a real database; the proofs run after the file.
const database = await testDatabase({ poolSize: 20 });
const town = world(database);
const PATIENCE = { timeout: 90_000 };
/** A file that begins like a PNG, which is all that is looked at. */
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

async function proofOf(kitchen: Kitchen, mark: string): Promise<string> {
  const bytes = new Uint8Array(Buffer.concat([Buffer.from("%PDF-1.7 "), Buffer.from(mark)]));
  const upload = { purpose: "payment_proof" as const, fileName: "bukti.pdf", bytes };
  return (await uploadFile(town.callOf(kitchen.finance), upload)).fileId;
}

/** A shipment on its way from one seller to one kitchen. */
async function underway(
  kitchen: Kitchen,
  koperasi: Koperasi,
  producerId: string | null = null,
): Promise<{ orderId: string; shipmentId: string }> {
  const orderId = await town.order(kitchen);
  const { lotId } = await town.goods(koperasi, { costRupiah: "24000" });
  if (producerId) await grownBy(database, lotId, producerId);
  await town.promise(koperasi, orderId, { lotId });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  const shipmentId = shipmentIds[0] ?? "";
  await dispatch(kitchen, koperasi, shipmentId);
  return { orderId, shipmentId };
}

async function dispatch(kitchen: Kitchen, koperasi: Koperasi, shipmentId: string): Promise<void> {
  await dispatchShipment(town.callOf(koperasi.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: (await linesOf(kitchen, shipmentId)).map((line) => ({
      shipmentLineId: line.id,
      loadedBase: line.promisedBase.toString(),
    })),
  });
}

async function linesOf(kitchen: Kitchen, shipmentId: string) {
  const shown = await shipmentById(kitchen.id, shipmentId);
  if (!shown) throw new Error("a kitchen sees what comes to it");
  return shown.lines;
}

async function receive(kitchen: Kitchen, shipmentId: string): Promise<unknown> {
  const lines = await linesOf(kitchen, shipmentId);
  return receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: line.promisedBase.toString() })),
  });
}

/** An order with two shipments on their way, from two sellers. */
async function twoUnderway(
  kitchen: Kitchen,
  sellers: readonly Koperasi[],
): Promise<{ orderId: string; shipmentIds: string[] }> {
  const orderId = await town.order(kitchen);
  for (const seller of sellers)
    await town.promise(seller, orderId, { ...(await town.goods(seller)), quantityBase: 50_000n });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  for (const shipmentId of shipmentIds) {
    const [row] = await database.sql`select seller_id from shipments where id = ${shipmentId}`;
    const seller = sellers.find((one) => one.id === row?.["seller_id"]);
    if (seller) await dispatch(kitchen, seller, shipmentId);
  }
  return { orderId, shipmentIds: [...shipmentIds] };
}

/** Sends everything of a shipment back. */
async function refuse(kitchen: Kitchen, shipmentId: string, photoId: string): Promise<unknown> {
  const lines = await linesOf(kitchen, shipmentId);
  return receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((line) => ({
      shipmentLineId: line.id,
      deliveredBase: line.promisedBase.toString(),
      rejectedBase: line.promisedBase.toString(),
      rejectReason: "rotten",
      disposition: "returned",
      photoId,
    })),
  });
}

/** Until the closing of orders waits for a lock. */
async function waitingForLock(): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await database.sql`
          select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        ).length,
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
}

async function drafted(kitchen: Kitchen, koperasi: Koperasi, producerId: string | null): Promise<string> {
  const { shipmentId } = await underway(kitchen, koperasi, producerId);
  await receive(kitchen, shipmentId);
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  return invoiceId ?? "";
}

async function issued(
  kitchen: Kitchen,
  koperasi: Koperasi,
  producerId: string | null = null,
): Promise<{ invoiceId: string; total: bigint }> {
  const invoiceId = await drafted(kitchen, koperasi, producerId);
  await issueInvoice(town.callOf(koperasi.treasurer), { invoiceId });
  const [row] = await database.sql`select total_rupiah from invoices where id = ${invoiceId}`;
  return { invoiceId, total: BigInt(row?.["total_rupiah"]) };
}

function report(kitchen: Kitchen, proofId: string, pays: { invoiceId: string; total: bigint }) {
  return reportPayment(town.callOf(kitchen.finance), {
    allocations: [{ invoiceId: pays.invoiceId, amountRupiah: pays.total.toString() }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-1",
    proofId,
  });
}

test("however many report to have paid an invoice at once, no more is reported on it than it claims", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const invoice = await issued(kitchen, koperasi);
  const proofs: string[] = [];
  for (const mark of "abcdefgh") proofs.push(await proofOf(kitchen, mark));
  const answers = await atOnce(proofs.map((proofId) => () => report(kitchen, proofId, invoice)));
  expect(answers).toEqual({ done: 1, "payments.tooMuch": 7 });
});

test("one proof is one payment, also when it is handed in for two invoices at the same moment", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const invoices = [await issued(kitchen, koperasi), await issued(kitchen, koperasi)];
  const proofId = await proofOf(kitchen, "same");
  const answers = await atOnce(invoices.map((invoice) => () => report(kitchen, proofId, invoice)));
  expect(answers).toEqual({ done: 1, "payments.proofUsed": 1 });
});

test("cashiers who verify one payment at once, or one after the other, write one kwitansi", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const invoice = await issued(kitchen, koperasi);
  const { paymentId } = await report(kitchen, await proofOf(kitchen, "verify"), invoice);
  const verify = () => verifyPayment(town.callOf(koperasi.treasurer), { paymentId });
  expect(await atOnce(times(6, verify))).toEqual({ done: 1, "payments.moved": 5 });
  expect(await atOnce([verify])).toEqual({ "payments.moved": 1 });
});

test("a producer is never asked to be paid more than is owed, however many clerks ask at once", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const { producerId } = await addProducer(town.callOf(koperasi.business), { name: "Bu Lastri" });
  await issued(kitchen, koperasi, producerId);
  const [owed] = await database.sql`
    select subject_id, -balance as due from account_balances
    where organisation_id = ${koperasi.id} and code = '2110' and balance < 0`;
  if (!owed) throw new Error("eggs have a producer");
  const ask = () =>
    requestPayout(town.callOf(koperasi.treasurer), {
      to: "producer",
      producerId: owed["subject_id"],
      amountRupiah: String(owed["due"]),
      purpose: "Telur",
    });
  expect(await atOnce(times(10, ask))).toEqual({ done: 1, "payments.moreThanDue": 9 });
  const [payout] = await database.sql`select id from payouts where payee_producer_id = ${owed["subject_id"]}`;
  const payoutId = payout?.["id"] as string;
  const approve = () => approvePayout(town.callOf(koperasi.chair), { payoutId });
  expect(await atOnce(times(5, approve))).toEqual({ done: 1, "payments.moved": 4 });
  const confirm = () =>
    confirmPayout(town.callOf(koperasi.chair), { payoutId, settledOn: town.today, bankReference: "TRX-2" });
  expect(await atOnce(times(5, confirm))).toEqual({ done: 1, "payments.moved": 4 });
});

test("receivers at one door sign one BAST", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const { shipmentId } = await underway(kitchen, koperasi);
  const answers = await atOnce(times(6, () => receive(kitchen, shipmentId)));
  expect(answers).toEqual({ done: 1, "shipments.moved": 5 });
});

test("an order is approved once, and its shipment invoiced once", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const orderId = await town.order(kitchen);
  const approve = () => approveOrder(town.callOf(kitchen.head), { orderId });
  expect(await atOnce(times(6, approve))).toEqual({ done: 1, "orders.moved": 5 });
  const { shipmentId } = await underway(kitchen, koperasi);
  await receive(kitchen, shipmentId);
  const draft = () => draftShipmentInvoice(town.systemCall(), { shipmentId });
  expect(await atOnce(times(6, draft))).toEqual({ done: 6 });
  const [row] =
    await database.sql`select count(*)::int as n, min(id) as id from invoices where shipment_id = ${shipmentId}`;
  expect(row?.["n"]).toBe(1);
  const issue = () => issueInvoice(town.callOf(koperasi.treasurer), { invoiceId: row?.["id"] as string });
  expect(await atOnce(times(6, issue))).toEqual({ done: 1, "invoicing.moved": 5 });
});

test("fifty papers of one series at once get fifty numbers without a gap", async () => {
  const kitchen = await town.kitchen();
  const orders: string[] = [];
  for (let at = 0; at < 50; at += 1) orders.push(await town.order(kitchen));
  const approve = (at: number) => approveOrder(town.callOf(kitchen.head), { orderId: orders[at] ?? "" });
  expect(await atOnce(times(50, approve))).toEqual({ done: 50 });
});

test(
  "fifty different invoices of one seller are issued at once, one number after the other",
  PATIENCE,
  async () => {
    const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
    const invoiceIds: string[] = [];
    for (let at = 0; at < 10; at += 1)
      invoiceIds.push(
        ...(await Promise.all(Array.from({ length: 5 }, () => drafted(kitchen, koperasi, null)))),
      );
    const issue = (at: number) =>
      issueInvoice(town.callOf(koperasi.treasurer), { invoiceId: invoiceIds[at] ?? "" });
    expect(await atOnce(times(50, issue))).toEqual({ done: 50 });
    const serials = await database.sql`
    select serial from documents where kind = 'INV' and organisation_id = ${koperasi.id} order by serial`;
    expect(serials.map((row) => row["serial"])).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  },
);

test("an invoice is credited or reported as paid, never both", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const credit = (invoiceId: string) => () =>
    creditInvoice(town.callOf(koperasi.treasurer), { invoiceId, reason: "Salah timbang di gudang" });
  for (const mark of "klmn") {
    const invoice = await issued(kitchen, koperasi);
    const proofId = await proofOf(kitchen, mark);
    const answers = await atOnce([() => report(kitchen, proofId, invoice), credit(invoice.invoiceId)]);
    expect(answers["done"]).toBe(1);
  }
});

test("an invoice on which a payment is reported is credited only once that was rejected", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const invoice = await issued(kitchen, koperasi);
  const { paymentId } = await report(kitchen, await proofOf(kitchen, "credit"), invoice);
  const credit = () =>
    creditInvoice(town.callOf(koperasi.treasurer), {
      invoiceId: invoice.invoiceId,
      reason: "Salah timbang di gudang",
    });
  expect(await atOnce([credit])).toEqual({ "invoicing.paymentReported": 1 });
  await rejectPayment(town.callOf(koperasi.treasurer), { paymentId, reason: "Tidak ada di rekening" });
  expect(await atOnce([credit])).toEqual({ done: 1 });
});

test("of two shipments of one order that are refused at the same moment, the later one closes the order", async () => {
  const kitchen = await town.kitchen();
  const sellers = [await town.koperasi(), await town.koperasi()];
  const { fileId: photoId } = await uploadFile(town.callOf(kitchen.field), {
    purpose: "receiving_photo",
    fileName: "layu.png",
    bytes: PNG,
  });
  for (let at = 0; at < 4; at += 1) {
    const { orderId, shipmentIds } = await twoUnderway(kitchen, sellers);
    expect(await atOnce(shipmentIds.map((shipmentId) => () => refuse(kitchen, shipmentId, photoId)))).toEqual(
      { done: 2 },
    );
    const [order] =
      await database.sql`select state, reserved_rupiah::text as held from orders where id = ${orderId}`;
    expect(order).toEqual({ state: "closed", held: "0" });
  }
});

test("an order for which goods are planned at the last moment is not closed under them", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const orderId = await town.order(kitchen);
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const later = { ...town.systemCall(), at: new Date(town.at.getTime() + 10 * 86_400_000) };
  let closing: Promise<unknown> = Promise.resolve();
  await database.sql.begin(async (sql) => {
    await sql`select 1 from orders where id = ${orderId} for share`;
    closing = closeFinishedOrders(later, {});
    await waitingForLock();
    await sql`
      insert into shipments (id, purpose, order_id, seller_id, buyer_id, state, delivery_day, created_at)
      select ${newId("shipment")}, 'order', id, ${koperasi.id}, buyer_id, 'planned', delivery_day, now()
      from orders where id = ${orderId}`;
  });
  await closing;
  const [order] = await database.sql`select state from orders where id = ${orderId}`;
  expect(order).toEqual({ state: "approved" });
});

test("sixty clerks who ask at once for a little of what a producer is owed are all answered", async () => {
  const koperasi = await town.koperasi();
  const { producerId } = await addProducer(town.callOf(koperasi.business), { name: "Pak Wiryo" });
  await issued(await town.kitchen(), koperasi, producerId);
  const ask = () =>
    requestPayout(town.callOf(koperasi.treasurer), {
      to: "producer",
      producerId,
      amountRupiah: "1000",
      purpose: "Telur",
    });
  expect(await atOnce(times(60, ask))).toEqual({ done: 60 });
});
