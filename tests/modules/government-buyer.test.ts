import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { changeParticulars } from "#app/modules/identity/change-particulars.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { efakturXml } from "#app/modules/invoicing/efaktur.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { taxInvoicesOf } from "#app/modules/invoicing/tax-invoice.ts";
import { taxableInvoices } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { tracesOf } from "#app/modules/oversight/trace-reads.server.ts";
import { keptVatSheet } from "#app/modules/oversight/withheld-sheet.ts";
import { proposeMatch } from "#app/modules/payments/propose-match.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { reversePayment } from "#app/modules/payments/reverse-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { keptByTreasurer, keptVats, withheldTaxes } from "#app/modules/payments/withheld-reads.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: the kitchen of a hospital, bought for by a treasurer of the government, from its order to the files of the tax office: the seller's VAT
// and income tax are kept, booked on both sides and told under one slip. Method: 250 kg of flour at Rp 13.333, taxed, from a registered seller.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
const { sql } = database;
const road = deliveries(database);
const { balance, invoiceState, counted, suggested, lineWith } = banking(database, road);
const JULY = { from: businessDay("2026-07-01"), to: businessDay("2026-07-31") };
const GOODS = 3_333_250n;
const VAT = 366_658n;
const INCOME_TAX = 49_998n;
const TOTAL = GOODS + VAT;

async function bought(deal: Deal, { isGovernment = true } = {}) {
  const { town, kitchen, seller } = deal;
  await sql`
    update organisations set is_vat_registered = true, tax_number = '01.234.567.8-651.000' where id = ${seller.id}`;
  if (isGovernment)
    await changeParticulars(town.callOf(kitchen.head), {
      address: "Jalan Kalimantan 113, Blitar",
      hasTreasurer: true,
    });
  const [grade] = await sql`select code from grades where commodity_code = 'TPG' order by rank limit 1`;
  const flour = { commodityCode: "TPG", gradeCode: grade?.["code"] as string };
  const base = 250_000n;
  const budgetId = await town.budget(kitchen, 500_000_000n, newId("budget"));
  const orderId = await town.order(kitchen, {
    budgetId,
    line: { ...flour, quantityBase: base.toString(), ceilingRupiah: "14000" },
  });
  const goods = await town.goods(
    seller,
    { ...flour, priceRupiah: "13333", costRupiah: "9000" },
    { quantityBase: base },
  );
  const commitmentId = await town.promise(seller, orderId, {
    lotId: goods.lotId,
    quantityBase: base,
    priceRupiah: 13_333n,
  });
  const one = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(one, base);
  await road.receive(one, shipmentId, { deliveredBase: base.toString(), rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  return invoiceId ?? "";
}

async function wishOf(
  { town, kitchen }: Deal,
  invoiceId: string,
  kept: Record<string, string>,
  amountRupiah = TOTAL,
) {
  const { fileId: proofId } = await uploadFile(town.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new TextEncoder().encode(`%PDF-1.7 ${newId("file")} ${JSON.stringify(kept)}`),
  });
  return {
    allocations: [{ invoiceId, amountRupiah: amountRupiah.toString() }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "SP2D-0099",
    proofId,
    ...kept,
  };
}

const unpaid = { id: "inv_none", paidRupiah: 0n, reportedRupiah: 0n };
/** 1,5 % and the double of it, rounded down. */
const incomeTax = (base: bigint, basisPoints = 150n) => (base * basisPoints) / 10_000n;

const books = async ({ seller, kitchen }: Deal) => ({
  seller: {
    cash: await balance(seller.id, "1100"),
    receivable: await balance(seller.id, "1200"),
    taxPrepaid: await balance(seller.id, "1500"),
    vat: await balance(seller.id, "2400"),
  },
  buyer: {
    cash: await balance(kitchen.id, "1100"),
    payable: await balance(kitchen.id, "2100"),
    incomeTax: await balance(kitchen.id, "2410"),
    vatKept: await balance(kitchen.id, "2420"),
  },
});

test("a government's kitchen buys, keeps VAT and income tax, pays the rest, and both taxes are in the files of both sides", async () => {
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const invoiceId = await bought(deal);
  const invoice = await invoiceVisibleTo(seller.id, invoiceId);
  expect(invoice).toMatchObject({ goodsRupiah: GOODS, taxRupiah: VAT, totalRupiah: TOTAL });
  const [paper] =
    await sql`select facts ->> 'isVatKept' as kept from documents where subject_id = ${invoiceId} and kind = 'INV'`;
  expect(paper?.["kept"]).toBe("true");

  const [made, ...others] = (await taxableInvoices(seller.id, JULY)).flatMap(taxInvoicesOf);
  if (!made) throw new Error("a registered seller makes one");
  expect(others).toEqual([]);
  expect(made).toMatchObject({ code: "02", lines: [{ baseSen: GOODS * 100n }] });
  expect(efakturXml([made])).toContain("<TrxCode>02</TrxCode>");

  expect(
    await keptByTreasurer(
      { ...unpaid, sellerId: seller.id, taxRupiah: VAT, totalRupiah: TOTAL, openRupiah: TOTAL },
      businessDay(town.today),
    ),
  ).toEqual({ vatKeptRupiah: VAT, withheldRupiah: INCOME_TAX });
  const small = {
    ...unpaid,
    sellerId: seller.id,
    taxRupiah: 0n,
    totalRupiah: 2_000_000n,
    openRupiah: 2_000_000n,
  };
  expect(await keptByTreasurer(small, businessDay(town.today))).toEqual({
    vatKeptRupiah: 0n,
    withheldRupiah: 0n,
  });
  // The last million of a larger purchase is no small purchase, and who has no NPWP has twice as much withheld.
  const last = { ...small, totalRupiah: 9_000_000n, paidRupiah: 8_000_000n, openRupiah: 1_000_000n };
  expect((await keptByTreasurer(last, businessDay(town.today))).withheldRupiah).toBe(incomeTax(1_000_000n));
  const unnumbered = { ...last, sellerId: (await town.koperasi()).id };
  await sql`update organisations set tax_number = null where id = ${unnumbered.sellerId}`;
  expect((await keptByTreasurer(unnumbered, businessDay(town.today))).withheldRupiah).toBe(
    incomeTax(1_000_000n, 300n),
  );

  const kept = { vatKeptRupiah: VAT.toString(), withheldRupiah: INCOME_TAX.toString() };
  const finance = town.callOf(kitchen.finance);
  expect(await outcomeOf(reportPayment(finance, await wishOf(deal, invoiceId, kept)))).toBe(
    "payments.slipMissing",
  );
  const slip = { withholdingSlip: "BP22-2026-0007" };
  const tooMuch = { ...kept, ...slip, vatKeptRupiah: (VAT + 1n).toString() };
  expect(await outcomeOf(reportPayment(finance, await wishOf(deal, invoiceId, tooMuch)))).toBe(
    "payments.vatTooMuch",
  );
  const nothing = { ...slip, withheldRupiah: TOTAL.toString() };
  expect(await outcomeOf(reportPayment(finance, await wishOf(deal, invoiceId, nothing)))).toBe(
    "payments.withheldTooMuch",
  );
  const { paymentId } = await reportPayment(finance, await wishOf(deal, invoiceId, { ...kept, ...slip }));
  await verifyPayment(town.callOf(seller.treasurer), { paymentId });
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled", paid: TOTAL });
  const paid = {
    seller: { cash: TOTAL - VAT - INCOME_TAX, receivable: 0n, taxPrepaid: INCOME_TAX, vat: 0n },
    buyer: { cash: VAT + INCOME_TAX - TOTAL, payable: 0n, incomeTax: -INCOME_TAX, vatKept: -VAT },
  };
  expect(await books(deal)).toEqual(paid);

  const told = { slip: "BP22-2026-0007", baseRupiah: GOODS };
  expect(await withheldTaxes(kitchen.id, JULY, 10)).toMatchObject([
    { ...told, side: "withholder", withheldRupiah: INCOME_TAX },
  ]);
  for (const [owner, side] of [
    [kitchen.id, "withholder"],
    [seller.id, "recipient"],
  ] as const)
    expect(await keptVats(owner, JULY, 10)).toMatchObject([{ ...told, side, vatRupiah: VAT }]);
  const [row = []] = keptVatSheet(await keptVats(seller.id, JULY, 10)).rows;
  expect(row.slice(5, 7)).toEqual([
    { kind: "rupiah", value: GOODS },
    { kind: "rupiah", value: VAT },
  ]);
  // In the picture of the money both taxes leave from the seller: VAT as it was claimed, income tax as it was withheld.
  for (const member of [seller.treasurer, kitchen.finance]) {
    const [traced] = (await tracesOf(member.actor, invoiceId)).traces;
    const to = (use: string) => traced?.bands.filter((band) => band.to === use);
    expect(to("withheld")).toMatchObject([
      { from: seller.id, amount: INCOME_TAX, entryIds: [expect.any(String)] },
    ]);
    expect(to("tax")).toMatchObject([{ from: seller.id, amount: VAT }]);
  }
  const [receipt] =
    await sql`select facts -> 'vatKept' ->> 'amountRupiah' as kept from documents where kind = 'KW' and subject_id = ${paymentId}`;
  expect(receipt?.["kept"]).toBe(VAT.toString());

  // It was the wrong account after all: everything stands as before, and nothing is told to the tax office.
  await reversePayment(town.callOf(seller.secretary), { paymentId, reason: "Salah rekening penerima" });
  expect(await books(deal)).toMatchObject({
    seller: { receivable: TOTAL, taxPrepaid: 0n, vat: -VAT },
    buyer: { payable: -TOTAL, incomeTax: 0n, vatKept: 0n },
  });
  expect(await keptVats(seller.id, JULY, 10)).toEqual([]);
});

test("what a treasurer sends is known by its sum in the bank; nobody without one keeps VAT, and papers out stay as they were", async () => {
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const invoiceId = await bought(deal);
  await counted(deal, fileOf([{ words: "SP2D RSUD", came: TOTAL - VAT - INCOME_TAX }]));
  const [best] = await suggested(deal, "SP2D RSUD");
  expect(best).toMatchObject({
    kind: "invoices",
    payments: [{ vatKeptRupiah: VAT, withheldRupiah: INCOME_TAX }],
    reasons: [{ code: "kept" }],
  });
  const wish = {
    lineId: (await lineWith(deal, "SP2D RSUD")).id,
    payments: [
      {
        buyerId: kitchen.id,
        allocations: [{ invoiceId, amountRupiah: TOTAL.toString() }],
        vatKeptRupiah: VAT.toString(),
        withheldRupiah: INCOME_TAX.toString(),
        withholdingSlip: "BP22-2026-0008",
      },
    ],
  };
  const head = town.callOf(kitchen.head);
  await changeParticulars(head, { address: "Jalan Kalimantan 113, Blitar" });
  expect(await outcomeOf(proposeMatch(town.callOf(seller.treasurer), wish))).toBe("payments.noTreasurer");
  expect((await taxableInvoices(seller.id, JULY)).flatMap(taxInvoicesOf)).toMatchObject([{ code: "02" }]);
  await changeParticulars(head, { address: "Jalan Kalimantan 113, Blitar", hasTreasurer: true });
  const { paymentIds } = await proposeMatch(town.callOf(seller.treasurer), wish);
  await verifyPayment(town.callOf(seller.secretary), { paymentId: paymentIds[0] ?? "" });
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled", paid: TOTAL });
  expect(
    await outcomeOf(
      changeParticulars(town.callOf(seller.secretary), {
        address: "Jalan Anggrek 5, Blitar",
        hasTreasurer: true,
      }),
    ),
  ).toBe("identity.noTreasurer");
});

test("an invoice that is paid in parts keeps its VAT to the rupiah, also when a part is taken back, and the database no more", async () => {
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const invoiceId = await bought(deal);
  const finance = town.callOf(kitchen.finance);
  const proposed = async () => {
    const [row] = await sql`
      select paid_rupiah::text as paid, reported_rupiah::text as reported from invoices where id = ${invoiceId}`;
    const [paidRupiah, reportedRupiah] = [BigInt(row?.["paid"]), BigInt(row?.["reported"])];
    const sums = { taxRupiah: VAT, totalRupiah: TOTAL, paidRupiah, reportedRupiah };
    const invoice = { id: invoiceId, sellerId: seller.id, ...sums };
    return { ...invoice, openRupiah: TOTAL - paidRupiah - reportedRupiah };
  };
  const pay = async (amountRupiah: bigint, vat: bigint) => {
    const kept = { vatKeptRupiah: vat.toString(), withholdingSlip: "BP-2026-0010" };
    return reportPayment({ ...finance, key: null }, await wishOf(deal, invoiceId, kept, amountRupiah));
  };
  const verified = async (amountRupiah: bigint, vat: bigint) => {
    const { paymentId } = await pay(amountRupiah, vat);
    await verifyPayment({ ...town.callOf(seller.treasurer), key: null }, { paymentId });
    return paymentId;
  };
  // In Rp 1.000.000 of it are Rp 99.099,22 of VAT, and as much again in the next: the broken rupiah is kept once.
  const part = 1_000_000n;
  const ceil = (rupiah: bigint) => (VAT * rupiah + TOTAL - 1n) / TOTAL;
  expect(ceil(part) + ceil(part)).toBe(ceil(2n * part) + 1n);
  expect(await outcomeOf(pay(part, ceil(part) + 1n))).toBe("payments.vatTooMuch");
  const first = await verified(part, ceil(part));
  expect(await outcomeOf(pay(part, ceil(part)))).toBe("payments.vatTooMuch");
  await verified(part, ceil(2n * part) - ceil(part));
  // The first is taken back and paid anew; then the rest: together the VAT of the invoice.
  await reversePayment(town.callOf(seller.secretary), {
    paymentId: first,
    reason: "Salah rekening penerima",
  });
  const left = await keptByTreasurer(await proposed(), businessDay(town.today));
  expect(left.vatKeptRupiah).toBe(VAT - (ceil(2n * part) - ceil(part)));
  await verified(part, ceil(part));
  const rest = await proposed();
  const { vatKeptRupiah, withheldRupiah } = await keptByTreasurer(rest, businessDay(town.today));
  expect(withheldRupiah).toBe(incomeTax(rest.openRupiah - vatKeptRupiah));
  expect(vatKeptRupiah).toBe(VAT - ceil(2n * part));
  expect(await outcomeOf(pay(rest.openRupiah, vatKeptRupiah + 1n))).toBe("payments.vatTooMuch");
  await verified(rest.openRupiah, vatKeptRupiah);
  expect(await invoiceState(invoiceId)).toMatchObject({ state: "settled", paid: TOTAL });
  expect(await balance(kitchen.id, "2420")).toBe(-VAT);
  await expect(
    sql.begin(async (tx) => {
      await tx`update payment_allocations set vat_kept_rupiah = vat_kept_rupiah + 1 where invoice_id = ${invoiceId}`;
    }),
  ).rejects.toThrow(/VAT/);
});

test("every book agrees with every deed", async () => {
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});
