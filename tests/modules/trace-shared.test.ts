import type { AppLoadContext } from "@remix-run/node";
import { expect, test } from "vitest";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { answerObjection } from "#app/modules/invoicing/answer-objection.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { publicTrace, publicTraceFor } from "#app/modules/oversight/public-trace-reads.server.ts";
import { type Band, traceUses, worthOf } from "#app/modules/oversight/trace.ts";
import { tracesOf, tradeTrace } from "#app/modules/oversight/trace-reads.server.ts";
import { traceRows } from "#app/modules/oversight/ui/trace-views.tsx";
import { issueLateFee } from "#app/modules/payments/issue-late-fee.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { loader as publicFile } from "#app/routes/site/public-trace-file.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";

// Goal: what several purchases share (a late fee over a period, a credit note on one of its lines) is in the picture of each by its part and
// once in all, every band names its entries, and whoever is paid gives on what it gets. Method: two deliveries of one week on one invoice.
const database = await testDatabase({ poolSize: 6 });
const road = deliveries(database);
const at = ({ town }: Deal, member: Member, day: string) => ({
  ...town.callOf(member),
  at: new Date(`${day}T03:00:00Z`),
});

async function delivered(deal: Deal, base: bigint) {
  const { town, kitchen, seller } = deal;
  const budgetId = await town.budget(kitchen, 500_000_000n, newId("budget"));
  const orderId = await town.order(kitchen, { budgetId, line: { quantityBase: base.toString() } });
  const goods = await town.goods(seller, {}, { quantityBase: base });
  const commitmentId = await town.promise(seller, orderId, { lotId: goods.lotId, quantityBase: base });
  const one = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(one, base);
  await road.receive(one, shipmentId, { deliveredBase: base.toString(), rejectedBase: "0" });
  await draftShipmentInvoice(town.systemCall(), { shipmentId });
  return orderId;
}

async function pay(deal: Deal, invoiceId: string, amount: bigint, on: string) {
  const { fileId: proofId } = await uploadFile(deal.town.callOf(deal.kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${invoiceId} ${on}`)),
  });
  const { paymentId } = await reportPayment(at(deal, deal.kitchen.finance, on), {
    allocations: [{ invoiceId, amountRupiah: amount.toString() }],
    transferredOn: on as BusinessDay,
    bankName: "Bank Uji",
    bankReference: `TRX-${on}`,
    proofId,
  });
  await verifyPayment(at(deal, deal.seller.treasurer, on), { paymentId });
  return paymentId;
}

function expectConserved(bands: readonly Band[]): void {
  for (const owner of new Set(bands.map((band) => band.to))) {
    if ((traceUses as readonly string[]).includes(owner) || owner.startsWith("prd_")) continue;
    const into = worthOf(bands.filter((band) => band.to === owner));
    expect(worthOf(bands.filter((band) => band.from === owner)), owner).toBe(into);
  }
}

test("a late fee over a week and a credit note on one line of it are drawn in each purchase by its part, and once in all", async () => {
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  const { paymentTermsId: termsId } = await proposePaymentTerms(town.callOf(seller.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 7,
    validFrom: businessDay("2026-07-07"),
    basis: "Perjanjian 9/2026 pasal 3",
    collection: "weekly",
    lateFeePercent: "0,1",
    lateFeeCapPercent: "5",
  });
  await agreeToPaymentTerms(town.callOf(kitchen.head), { paymentTermsId: termsId });
  const orders = [await delivered(deal, 100_000n), await delivered(deal, 37_500n)];
  const drafted = await draftPeriodInvoices(
    { ...town.systemCall(), at: new Date("2026-07-13T03:00:00Z") },
    { termsId, through: "2026-07-12" },
  );
  const [invoiceId = ""] = drafted.invoiceIds;
  await issueInvoice(at(deal, seller.secretary, "2026-07-13"), { invoiceId });
  const lines = (await invoiceVisibleTo(seller.id, invoiceId))?.lines ?? [];
  const small = lines.find((line) => line.quantityBase === 37_500n);
  const { objectionId } = await openObjection(at(deal, kitchen.finance, "2026-07-14"), {
    invoiceLineId: small?.id ?? "",
    cause: "short",
    quantityBase: "7500",
    note: "Kurang tujuh setengah kilo",
  });
  await answerObjection(at(deal, seller.secretary, "2026-07-14"), {
    objectionId,
    grantedRupiah: "204000",
    answer: "Benar kurang",
  });
  // 3.740.000 − 204.000, eleven days late at a thousandth a day.
  const paymentId = await pay(deal, invoiceId, 3_536_000n, "2026-07-31");
  const fee = await issueLateFee(at(deal, seller.secretary, "2026-08-01"), { invoiceId });
  const [row] = await database.sql<{ total: string; due: string }[]>`
    select total_rupiah as total, (select due_on::text from invoices where id = ${invoiceId}) as due from invoices where id = ${fee.invoiceId}`;
  const feeRupiah = BigInt(row?.total ?? 0);
  expect(feeRupiah).toBeGreaterThan(0n);

  const { officer } = await town.agency();
  const traces = await Promise.all(orders.map((orderId) => tradeTrace(officer.actor, orderId)));
  const to = (use: string) =>
    traces.map((trace) => worthOf(trace?.bands.filter((band) => band.to === use) ?? []));
  const [most = 0n, least = 0n] = to("lateFee");
  expect(most + least).toBe(feeRupiah);
  expect([most, least].every((part) => part > 0n)).toBe(true);
  const bought = traces.map((trace) =>
    worthOf(trace?.bands.filter((band) => band.from === kitchen.id && band.to !== "unbilled") ?? []),
  );
  expect(bought).toEqual([2_720_000n + most, 816_000n + least]);
  expect(traces.map((trace) => trace?.invoicedRupiah)).toEqual(bought);
  // Out of the envelope came what was received; what was credited is on no invoice any more, and no envelope holds a late fee.
  const envelope = traces.map((trace) =>
    worthOf(trace?.bands.filter((band) => band.from.startsWith("bgt_")) ?? []),
  );
  expect(envelope).toEqual([2_720_000n, 1_020_000n]);
  expect(to("unbilled")).toEqual([0n, 204_000n]);
  const beyond = traces.map((trace) =>
    worthOf(trace?.bands.filter((band) => band.from === "unbudgeted") ?? []),
  );
  expect(beyond).toEqual([most, least]);
  for (const trace of traces) {
    if (!trace) throw new Error("the agency follows it");
    expectConserved(trace.bands);
    const shown = new Set(trace.entries.map((entry) => entry.id));
    for (const band of trace.bands) {
      expect(band.entryIds.length).toBeGreaterThan(0);
      expect(band.entryIds.every((id) => shown.has(id))).toBe(true);
    }
    // The file beneath the picture says the same figures.
    const rows = traceRows(trace);
    expect(rows.reduce((sum, [, , amount]) => sum + (amount as bigint), 0n)).toBe(worthOf(trace.bands));
  }
  // Its buyer is told what it owes for being late, and nothing of what its seller keeps.
  const own = await tradeTrace(kitchen.finance.actor, orders[0] ?? "");
  expect(new Set(own?.bands.map((band) => band.to))).toEqual(
    new Set([kitchen.id, seller.id, "lateFee", "goods"]),
  );
  for (const id of [fee.invoiceId, invoiceId, paymentId]) {
    const found = await tracesOf(officer.actor, id);
    expect(found.traces.map((trace) => trace.trade.id).sort()).toEqual([...orders].sort());
  }
  // The public day of the fee needs three of a side, so one of it is told to nobody.
  const [city] = await database.sql<{ code: string }[]>`
    select city_code as code from organisations where id = ${kitchen.id}`;
  expect(await publicTrace(city?.code ?? "", businessDay("2026-08-01"))).toEqual({
    claimed: null,
    paid: null,
  });
});

test("a day's payments are public where three paid and three were paid, in the picture and in the file beneath it", async () => {
  const deals = [await road.promised(), await road.promised(), await road.promised()];
  const on = "2026-07-10";
  for (const [at_, deal] of deals.entries()) {
    const shipmentId = await road.dispatched(deal);
    await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
    const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
    await issueInvoice(at(deal, deal.seller.secretary, on), { invoiceId: invoiceId ?? "" });
    await pay(deal, invoiceId ?? "", 500_000n + BigInt(at_), on);
  }
  const [row] = await database.sql<{ code: string }[]>`
    select city_code as code from organisations where id = ${deals[0]?.seller.id ?? ""}`;
  const cityCode = row?.code ?? "";
  const { paid } = await publicTrace(cityCode, businessDay(on));
  expect(paid).toEqual({
    bands: [
      { from: "elsewhere", to: "koperasi", amount: 1_500_003n, entryIds: [] },
      { from: "koperasi", to: "bank", amount: 1_500_003n, entryIds: [] },
    ],
    counts: { koperasi: 3, elsewhere: 3 },
  });
  // Who names no day is shown the newest that may be: on the one after it, a single invoice is nobody's business.
  const [alone] = deals;
  if (!alone) throw new Error("there are three");
  await delivered(alone, 10_000n);
  const [draft] = await database.sql<{ id: string }[]>`
    select id from invoices where seller_id = ${alone.seller.id} and state = 'draft'`;
  await issueInvoice(at(alone, alone.seller.secretary, "2026-07-11"), { invoiceId: draft?.id ?? "" });
  fixClock(new Date("2026-07-12T03:00:00Z"));
  expect(await publicTrace(cityCode, businessDay("2026-07-11"))).toEqual({ claimed: null, paid: null });
  expect(await publicTraceFor({ cityCode, day: null })).toMatchObject({ day: on, paid });
  const file = (query: string) =>
    publicFile({
      request: new Request(`http://lumbung.test/jejak-rupiah.csv?${query}`),
      params: {},
      context: {} as AppLoadContext,
    }) as Promise<Response>;
  const answer = await file(`kota=${cityCode}&hari=${on}`);
  const lines = (await answer.text()).split("\r\n").filter((line) => line.includes("Yang dibayar hari itu"));
  expect(lines.map((line) => line.split(",").at(-2))).toEqual(["1500003", "1500003"]);
  await expect(file(`kota=${cityCode}&hari=2026-07-09`)).rejects.toMatchObject({ status: 404 });
});
