import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { annualReportOf } from "#app/modules/accountability/annual-report-reads.server.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { guidedMargin } from "#app/modules/catalogue/margin-guide.ts";
import { marginGuideFor, marginGuides } from "#app/modules/catalogue/margin-guide-reads.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { sheetTotal } from "#app/modules/invoicing/margin-sheet.ts";
import {
  marginClasses,
  marginDays,
  marginSuppliers,
} from "#app/modules/invoicing/margin-sheet-reads.server.ts";
import { soldOfNobody } from "#app/modules/invoicing/sold-lacking-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { payerRecordOf } from "#app/modules/payments/payer-record-reads.server.ts";
import { promisePayment } from "#app/modules/payments/promise-payment.server.ts";
import { memberIn } from "#tests/support/cooperative.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";
import { world } from "#tests/support/world.ts";

// Goal: what a koperasi earned and how a buyer pays are read from the books and the invoices, also when one is taken back and when
// one is seventeen days late. Method: 100 kg of eggs of one producer at Rp 26.000, sold for Rp 27.200; nothing is paid.
const database = await testDatabase({ poolSize: 8 });
const town = world(database);
const road = deliveries(database);

async function sold() {
  const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const listingId = await town.listing(seller, { costRupiah: "26000" });
  const { producerId } = await addProducer(town.callOf(seller.chair), { name: "Pak Sugeng" });
  const { lotId } = await registerLot(town.callOf(seller.chair), {
    listingId,
    originRegionCode: seller.regionCode,
    harvestedOn: town.today,
    availableFrom: town.today,
    expiresOn: addDays(town.today, 7),
    sources: [{ producerId, quantityBase: "500000" }],
  });
  const budgetId = await town.budget(kitchen);
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(seller, orderId, { lotId, quantityBase: 100_000n });
  const deal: Deal = { town, kitchen, seller, goods: { listingId, lotId }, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(town.callOf(seller.secretary), { invoiceId });
  return { kitchen, seller, producerId, invoiceId };
}

const period = { from: addDays(town.today, -3), to: addDays(town.today, 10) };

test("the margin sheet is what the books say: by day, by kitchen, by producer; a sale taken back is in it no more", async () => {
  const { kitchen, seller, producerId, invoiceId } = await sold();
  const days = await marginDays(seller.id, period);
  expect(days).toMatchObject([{ buyerId: kitchen.id, sellRupiah: 2_720_000n, buyRupiah: 2_600_000n }]);
  expect(sheetTotal(days)).toMatchObject({ earnedRupiah: 120_000n, ofSales: 441n, onCost: 462n });
  expect(await marginClasses(seller.id, period)).toEqual([
    { goodsClass: "egg", sellRupiah: 2_720_000n, buyRupiah: 2_600_000n },
  ]);
  // Eggs are usually sold for 4 % more than they cost: here it is 4,62 %.
  const guide = await marginGuideFor("TLR", { regionCode: seller.regionCode, day: town.today });
  expect(guide).toBe(400);
  expect(guidedMargin(2_600_000n, guide ?? 0)).toBe(104_000n);
  expect(await marginGuides({ regionCode: seller.regionCode, day: town.today })).toMatchObject({
    dry: 300,
    egg: 400,
    vegetable: 500,
    meat: 500,
  });
  expect(await marginSuppliers(seller.id, period)).toEqual([
    { producerId, name: "Pak Sugeng", buyRupiah: 2_600_000n },
  ]);
  expect(await soldOfNobody({ id: seller.id, timeZone: "Asia/Jakarta" }, period)).toBe(0n);
  // By whose goods: nobody's who is no member; a member's once the koperasi enrols its producer.
  const income = async () => {
    const { tables } = await annualReportOf(seller.id, Number(town.today.slice(0, 4)), town.at);
    const [first] = tables;
    return first && [...first.rows.map(({ amountRupiah }) => amountRupiah), first.totalRupiah];
  };
  expect(await income()).toEqual([0n, 2_720_000n, 0n, 0n, 0n, 2_720_000n]);
  await memberIn(town, seller, { fullName: "Sugeng", producerId });
  expect(await income()).toEqual([2_720_000n, 0n, 0n, 0n, 0n, 2_720_000n]);
  // Nobody else's sheet has it, and no other day.
  expect(await marginDays(kitchen.id, period)).toEqual([]);
  expect(await marginDays(seller.id, { from: addDays(period.to, 1), to: addDays(period.to, 9) })).toEqual([]);

  await creditInvoice(town.callOf(seller.treasurer), { invoiceId, reason: "Salah timbang di gudang" });
  const after = sheetTotal(await marginDays(seller.id, period));
  expect(after).toMatchObject({ sellRupiah: 0n, buyRupiah: 0n, earnedRupiah: 0n });
  expect(await marginSuppliers(seller.id, period)).toEqual([]);
  expect(await marginClasses(seller.id, period)).toEqual([]);
  expect(await income()).toEqual([0n, 0n, 0n, 0n, 0n, 0n]);
});

test("C11-8: a bill seventeen days late is chased by its seller, comes before the head after a week, and lowers the buyer's score", async () => {
  const { kitchen, seller, invoiceId } = await sold();
  const [row] = await database.sql`select due_on::text as due from invoices where id = ${invoiceId}`;
  const dueOn = row?.["due"] as typeof town.today;
  const late = async (member: Member, kind: string, days: number) => {
    const tasks = await tasksFor(member.actor, new Date(`${addDays(dueOn, days)}T03:00:00Z`));
    return tasks.filter((task) => task.kind === kind && task.subjectId === invoiceId);
  };
  expect(await late(seller.treasurer, "invoice.chase", 0)).toEqual([]);
  expect(await late(seller.treasurer, "invoice.chase", 1)).toMatchObject([
    { path: `penjualan/${invoiceId}`, params: { days: "1", amount: "2720000" } },
  ]);
  expect(await late(kitchen.head, "invoice.late", 7)).toEqual([]);
  expect(await late(kitchen.head, "invoice.late", 8)).toHaveLength(1);
  expect(await late(kitchen.head, "invoice.late", 17)).toMatchObject([
    { path: `tagihan/${invoiceId}`, params: { days: "17" } },
  ]);
  expect(await late(kitchen.finance, "invoice.pay", 17)).toHaveLength(1);

  expect(await payerRecordOf(kitchen.id, dueOn)).toMatchObject({ invoices: 0, scoreBasisPoints: null });
  expect(await payerRecordOf(kitchen.id, addDays(dueOn, 17))).toEqual({
    invoices: 1,
    onTime: 0,
    scoreBasisPoints: 0n,
    lateNow: 1,
    latestDays: 17,
    promises: 0,
    brokenPromises: 0,
  });

  // A promise makes everybody wait until its day; not kept, it counts, and a later one does not undo that.
  const told = (member: Member, days: number) => ({
    ...town.callOf(member),
    at: new Date(`${addDays(dueOn, days)}T03:00:00Z`),
  });
  const promise = (days: number, amountRupiah = "2720000") => ({
    invoiceId,
    promisedOn: addDays(dueOn, days),
    amountRupiah,
    note: "Lewat telepon",
  });
  const stranger = await town.koperasi();
  expect(await outcomeOf(promisePayment(told(stranger.treasurer, 2), promise(5)))).toBe("invoicing.missing");
  expect(await outcomeOf(promisePayment(told(kitchen.field, 2), promise(5)))).toBe("payments.forbidden");
  expect(await outcomeOf(promisePayment(told(seller.warehouse, 2), promise(5)))).toBe("payments.forbidden");
  expect(await outcomeOf(promisePayment(told(seller.treasurer, 2), promise(1)))).toBe("payments.promisePast");
  expect(await outcomeOf(promisePayment(told(seller.treasurer, 2), promise(48)))).toBe("payments.promiseFar");
  expect(await outcomeOf(promisePayment(told(seller.treasurer, 2), promise(5, "2720001")))).toBe(
    "payments.promiseMuch",
  );
  await promisePayment(told(seller.treasurer, 2), promise(9));
  expect(await late(seller.treasurer, "invoice.chase", 9)).toEqual([]);
  expect(await late(kitchen.head, "invoice.late", 9)).toEqual([]);
  await promisePayment(told(kitchen.finance, 5), promise(12));
  expect(await late(seller.treasurer, "invoice.chase", 12)).toEqual([]);
  expect(await late(seller.treasurer, "invoice.chase", 13)).toHaveLength(1);
  expect(await late(kitchen.head, "invoice.late", 13)).toHaveLength(1);
  await promisePayment(told(kitchen.finance, 13), promise(20));
  expect(await payerRecordOf(kitchen.id, addDays(dueOn, 12))).toMatchObject({
    promises: 0,
    brokenPromises: 0,
  });
  expect(await payerRecordOf(kitchen.id, addDays(dueOn, 14))).toMatchObject({
    promises: 1,
    brokenPromises: 1,
  });
  await expect(database.sql`update invoice_promises set amount_rupiah = 1`).rejects.toThrow();
});
