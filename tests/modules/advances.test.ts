import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo, statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueAdvance } from "#app/modules/invoicing/issue-advance.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { leviesDue } from "#app/modules/payments/remittance-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { confirmRemittance, refuseRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, departed, locked } from "#tests/support/loads.ts";

// Goal: an advance is the buyer's money until goods are accepted, and is taken off exactly once; a levy is handed on exactly
// once. That books, uses and remittances agree is proven when the database is given back.

const database = await testDatabase({ poolSize: 20 });
const TERMS = {
  advanceBasisPoints: 3_000,
  levyBasisPoints: 50,
  levyLegalBasis: "Perda contoh 1/2026",
  serviceFeeBasisPoints: 50,
} as const;

async function codeOf(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => "done",
    (error: Refusal) => error.code ?? String(error),
  );
}

let proofs = 0;

async function pay(deal: Deal, invoiceId: string, amountRupiah: bigint): Promise<void> {
  proofs += 1;
  const { fileId } = await uploadFile(deal.town.callOf(deal.buyer.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 proof ${proofs}`)),
  });
  const { paymentId } = await reportPayment(deal.town.callOf(deal.buyer.finance), {
    allocations: [{ invoiceId, amountRupiah: amountRupiah.toString() }],
    transferredOn: deal.town.today,
    bankName: "Bank Contoh",
    bankReference: `TRF-${proofs}`,
    proofId: fileId,
  });
  await verifyPayment(deal.town.callOf(deal.hub.cashier), { paymentId });
}

/** Everything arrives whole, and the invoice is drawn up. */
async function delivered(deal: Deal): Promise<string> {
  const shown = await departed(deal);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares
      .filter((share) => share.state === "dispatched")
      .map((share) => ({
        shipmentId: share.shipmentId,
        deliveredBase: (share.loadedBase ?? 0n).toString(),
        brokenBase: "0",
      })),
  });
  const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  return invoiceId ?? "";
}

test("an advance is asked for once, paid, and taken off the invoice to the rupiah", async () => {
  const deal = await locked(database, [40, 20], TERMS);
  const ask = () => issueAdvance(deal.town.callOf(deal.hub.cashier), { callOffId: deal.callOffId });
  const tries = await Promise.allSettled([ask(), ask()]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await codeOf(ask())).toBe("invoicing.advanceStands");
  const asked = tries.find((one) => one.status === "fulfilled");
  const advanceId = asked?.status === "fulfilled" ? asked.value.invoiceId : "";
  // 60 crates at Rp 405.000: thirty percent.
  expect(await invoiceVisibleTo(deal.buyer.id, advanceId)).toMatchObject({ totalRupiah: 7_290_000n });
  const invoiceId = await delivered(deal);
  const issue = () => issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId });
  expect(await codeOf(issue())).toBe("invoicing.advanceOpen");
  await pay(deal, advanceId, 7_000_000n);
  expect(await codeOf(issue())).toBe("invoicing.advanceOpen");
  await pay(deal, advanceId, 290_000n);
  await issue();
  const invoice = await invoiceVisibleTo(deal.buyer.id, invoiceId);
  expect(invoice).toMatchObject({ advanceRupiah: 7_290_000n, totalRupiah: 24_300_000n, state: "issued" });
  await expect(pay(deal, invoiceId, 17_010_001n)).rejects.toMatchObject({ code: "payments.tooMuch" });
  await pay(deal, invoiceId, 17_010_000n);
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({ state: "settled" });
  expect(await codeOf(ask())).toBe("invoicing.advanceTooLate");
});

test("an advance that nobody paid is taken back by a credit note; then the goods are invoiced in full", async () => {
  const deal = await locked(database, [10], TERMS);
  const { invoiceId: advanceId } = await issueAdvance(deal.town.callOf(deal.hub.cashier), {
    callOffId: deal.callOffId,
  });
  await creditInvoice(deal.town.callOf(deal.hub.cashier), {
    invoiceId: advanceId,
    reason: "Pembeli bayar di akhir",
  });
  const invoiceId = await delivered(deal);
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId });
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({ advanceRupiah: 0n });
});

test("what an advance leaves over is taken off the next invoice of the same contract", async () => {
  const deal = await locked(database, [10], { ...TERMS, calledOff: 40 });
  const { invoiceId: advanceId } = await issueAdvance(deal.town.callOf(deal.hub.cashier), {
    callOffId: deal.callOffId,
  });
  // 40 crates were called off and ten came: the advance of Rp 4.860.000 exceeds nothing of Rp 4.050.000 but the rest.
  await pay(deal, advanceId, 4_860_000n);
  const invoiceId = await delivered(deal);
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId });
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({
    totalRupiah: 4_050_000n,
    advanceRupiah: 4_050_000n,
    state: "settled",
  });
});

test("a contract without an advance asks for none, and strangers know of nothing", async () => {
  const deal = await locked(database, [10]);
  const ask = (member: typeof deal.hub.cashier) =>
    codeOf(issueAdvance(deal.town.callOf(member), { callOffId: deal.callOffId }));
  expect(await ask(deal.hub.cashier)).toBe("invoicing.noAdvance");
  expect(await ask(deal.hub.logistics)).toBe("invoicing.forbidden");
  expect(await ask((await deal.town.hub()).cashier)).toBe("invoicing.missing");
});

test("levies are gathered once, paid in by a second person under a numbered STS, and gathered again when refused", async () => {
  const deal = await locked(database, [40, 20], { ...TERMS, advanceBasisPoints: 0 });
  const invoiceId = await delivered(deal);
  const cashier = deal.town.callOf(deal.hub.cashier);
  const gather = () => remitLevies(cashier, { treasury: "RKUD Kota Blitar" });
  expect(await codeOf(gather())).toBe("payments.noLevyDue");
  await issueInvoice(cashier, { invoiceId });
  const statements = await statementsOf(deal.hub.id, deal.callOffId);
  // Half a percent of Rp 24.300.000.
  expect(statements.reduce((sum, row) => sum + row.levyRupiah, 0n)).toBe(121_500n);
  const tries = await Promise.allSettled([
    gather(),
    remitLevies(deal.town.callOf(deal.hub.cashier), { treasury: "RKUD" }),
  ]);
  const [done] = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  const remittanceId = done?.remittanceId ?? "";
  const paidIn = { remittanceId, settledOn: deal.town.today, bankReference: "STS-0706" };
  expect(await codeOf(confirmRemittance(cashier, paidIn))).toBe("payments.secondPerson");
  await refuseRemittance(deal.town.callOf(deal.hub.head), { remittanceId, reason: "Rekening salah" });
  expect(await leviesDue(deal.hub.id)).toHaveLength(2);
  const again = await gather();
  const settled = await confirmRemittance(deal.town.callOf(deal.hub.head), { ...paidIn, ...again });
  expect(settled.number).toMatch(/^001\/STS\//);
  expect(await codeOf(confirmRemittance(deal.town.callOf(deal.hub.head), { ...paidIn, ...again }))).toBe(
    "payments.moved",
  );
  expect(await leviesDue(deal.hub.id)).toHaveLength(0);
});
