import { expect, test } from "vitest";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { answerObjection } from "#app/modules/invoicing/answer-objection.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { objectionsTo } from "#app/modules/invoicing/objection-reads.server.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { withdrawObjection } from "#app/modules/invoicing/withdraw-objection.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { agedSum } from "#app/modules/oversight/aged-accounts-reads.server.ts";
import { issueLateFee } from "#app/modules/payments/issue-late-fee.server.ts";
import { lateFeeOfInvoice } from "#app/modules/payments/late-fee-reads.server.ts";
import { producerPayables } from "#app/modules/payments/payable-reads.server.ts";
import { payerRecordOf } from "#app/modules/payments/payer-record-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import type { Member } from "#tests/support/rows.ts";

// Goal: an objection holds its part of its line and nothing else. Method: 100 kg of eggs at Rp 27.200, taken over on Monday 6 July, due on
// Thursday the 9th with a late fee of 0,1 % a day; 20 kg of them turn out to be bad.
const database = await testDatabase({ poolSize: 6 });
const road = deliveries(database);

const at = ({ town }: Deal, member: Member, day: string) => ({
  ...town.callOf(member),
  at: new Date(`${day}T03:00:00Z`),
});

async function invoiced() {
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  const { paymentTermsId } = await proposePaymentTerms(town.callOf(seller.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 3,
    validFrom: businessDay("2026-07-07"),
    basis: "Perjanjian 4/2026 pasal 5",
    lateFeePercent: "0,1",
    lateFeeCapPercent: "5",
  });
  await agreeToPaymentTerms(town.callOf(kitchen.head), { paymentTermsId });
  const { producerId } = await addProducer(town.callOf(seller.business), { name: "Pak Tani" });
  await grownBy(database, deal.goods.lotId, producerId);
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(town.callOf(seller.secretary), { invoiceId });
  const lineId = (await shown(deal, invoiceId)).lines[0]?.id ?? "";
  return { deal, invoiceId, lineId };
}
type Case = Awaited<ReturnType<typeof invoiced>>;

async function shown(deal: Deal, invoiceId: string) {
  const invoice = await invoiceVisibleTo(deal.seller.id, invoiceId);
  if (!invoice) throw new Error("the seller sees its invoice");
  return invoice;
}

type Wish = { readonly cause: "short" | "broken" | "quality"; readonly quantityBase: string };
const BAD: Wish = { cause: "quality", quantityBase: "20000" };
const object = (
  { deal, lineId }: Case,
  wish: Wish = BAD,
  member = deal.kitchen.finance,
  day = "2026-07-07",
) =>
  openObjection(at(deal, member, day), {
    invoiceLineId: lineId,
    note: "Dua puluh kilo pecah di bawah",
    ...wish,
  });
const answer = ({ deal }: Case, objectionId: string, grantedRupiah: string, day: string) =>
  answerObjection(at(deal, deal.seller.secretary, day), {
    objectionId,
    grantedRupiah,
    answer: "Sebagian memang pecah",
  });

async function pay({ deal, invoiceId }: Case, amount: bigint, on: string) {
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
}

const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name));

const tasksOf = async (member: Member, day: string) =>
  (await tasksFor(member.actor, new Date(`${day}T03:00:00Z`))).map(({ kind, params }) => ({
    kind,
    amount: params["amount"],
  }));

test("what is objected to is held, and everything else of the invoice is asked for, paid, aged, scored and paid on", async () => {
  const one = await invoiced();
  const { deal, invoiceId } = one;
  const { kitchen, seller, town } = deal;
  const owed = async () => (await producerPayables(seller.id)).map(({ dueRupiah }) => dueRupiah);
  const [dueBefore = 0n] = await owed();
  expect(dueBefore).toBeGreaterThan(0n);

  const { objectionId } = await object(one);
  expect(await shown(deal, invoiceId)).toMatchObject({ heldRupiah: 544_000n, openDueOn: "2026-07-09" });
  expect(await tasksOf(seller.secretary, "2026-07-08")).toContainEqual({
    kind: "objection.answer",
    amount: "544000",
  });
  expect(await tasksOf(kitchen.finance, "2026-07-08")).toContainEqual({
    kind: "invoice.pay",
    amount: "2176000",
  });
  // A fifth of what is owed for the goods waits, and is not to be had in another way.
  expect(await owed()).toEqual([dueBefore - dueBefore / 5n]);
  const [producer] = await producerPayables(seller.id);
  const ask = (amountRupiah: bigint) =>
    outcomeOf(
      requestPayout(town.callOf(seller.treasurer), {
        to: "producer",
        producerId: producer?.id ?? "",
        amountRupiah: amountRupiah.toString(),
        purpose: "Telur Juli",
      }),
    );
  expect(await ask(dueBefore)).toBe("payments.duesHeld");
  expect(await ask(dueBefore - dueBefore / 5n)).toBe("done");
  expect(await owed()).toEqual([]);

  expect(await outcomeOf(pay(one, 2_176_001n, "2026-07-09"))).toBe("payments.tooMuch");
  await pay(one, 2_176_000n, "2026-07-09");
  expect(await shown(deal, invoiceId)).toMatchObject({ state: "issued", openDueOn: null });
  const at20 = businessDay("2026-07-20");
  const owing = { organisationId: seller.id, side: "receivable", today: at20 } as const;
  expect(await agedSum(owing)).toMatchObject({ openRupiah: 544_000n, lateRupiah: 0n, heldRupiah: 544_000n });
  expect((await tasksOf(seller.treasurer, at20)).map(({ kind }) => kind)).not.toContain("invoice.chase");
  expect(await payerRecordOf(kitchen.id, at20)).toMatchObject({
    invoices: 1,
    onTime: 1,
    scoreBasisPoints: 10_000n,
    lateNow: 0,
  });
  expect(await lateFeeOfInvoice(await shown(deal, invoiceId), at20)).toBeNull();
  expect(await faults()).toEqual([]);

  // The seller grants a part: that is credited, and the rest stands with a day of its own.
  const { number } = await answer(one, objectionId, "200000", "2026-07-21");
  expect(number).toContain("NK");
  expect(await shown(deal, invoiceId)).toMatchObject({
    state: "issued",
    heldRupiah: 0n,
    creditedRupiah: 200_000n,
    openDueOn: "2026-07-24",
  });
  expect(await objectionsTo(invoiceId)).toMatchObject([{ standsRupiah: 344_000n, dueOn: "2026-07-24" }]);
  const late = async (day: string) => (await agedSum({ ...owing, today: businessDay(day) })).lateRupiah;
  expect([await late("2026-07-24"), await late("2026-07-25")]).toEqual([0n, 344_000n]);
  expect(await tasksOf(seller.treasurer, "2026-07-25")).toContainEqual({
    kind: "invoice.chase",
    amount: "344000",
  });
  expect(await owed()).toEqual([dueBefore / 5n]);
  const balance = async (organisationId: string, code: string) =>
    (
      await database.sql`select coalesce(sum(balance), 0)::int as sum from account_balances where organisation_id = ${organisationId} and code = ${code}`
    )[0]?.["sum"];
  expect([
    await balance(seller.id, "5500"),
    await balance(seller.id, "1200"),
    await balance(kitchen.id, "2100"),
  ]).toEqual([200_000, 344_000, -344_000]);

  // Three days after its own day, not eighteen after the invoice's.
  await pay(one, 344_000n, "2026-07-27");
  expect(await shown(deal, invoiceId)).toMatchObject({ state: "settled", openDueOn: null });
  expect(await payerRecordOf(kitchen.id, businessDay("2026-07-28"))).toMatchObject({
    invoices: 2,
    onTime: 1,
  });
  const fee = await lateFeeOfInvoice(await shown(deal, invoiceId), businessDay("2026-07-28"));
  expect(fee).toMatchObject({ amountRupiah: 1_032n, days: 3, isFinal: true });
  await issueLateFee(at(deal, seller.secretary, "2026-07-28"), { invoiceId });
  expect(await faults()).toEqual([]);
});

test("who takes an objection back owes as if there had been none; what is granted whole is owed no more", async () => {
  const taken = await invoiced();
  const { objectionId } = await object(taken);
  const withdraw = (member: Member) =>
    outcomeOf(withdrawObjection(at(taken.deal, member, "2026-07-13"), { objectionId }));
  expect(await withdraw(taken.deal.seller.secretary)).toBe("invoicing.forbidden");
  expect(await withdraw(taken.deal.kitchen.field)).toBe("done");
  expect(await withdraw(taken.deal.kitchen.field)).toBe("invoicing.objectionMoved");
  expect(await shown(taken.deal, taken.invoiceId)).toMatchObject({ heldRupiah: 0n, openDueOn: "2026-07-09" });
  const record = await payerRecordOf(taken.deal.kitchen.id, businessDay("2026-07-14"));
  expect(record).toMatchObject({ lateNow: 1, latestDays: 5 });

  const whole = await invoiced();
  const all = await object(whole, { cause: "short", quantityBase: "100000" });
  await answer(whole, all.objectionId, "2720000", "2026-07-08");
  expect(await shown(whole.deal, whole.invoiceId)).toMatchObject({
    state: "settled",
    creditedRupiah: 2_720_000n,
    paidRupiah: 0n,
  });
  expect(await payerRecordOf(whole.deal.kitchen.id, businessDay("2026-07-20"))).toMatchObject({
    invoices: 0,
  });
  expect(await faults()).toEqual([]);
});

test("strangers, late ones, second ones and paid ones are refused; of two answers one counts", async () => {
  const one = await invoiced();
  const { deal, invoiceId } = one;
  const stranger = await road.promised();
  const asked = (wish?: Wish, member?: Member, day?: string) => outcomeOf(object(one, wish, member, day));
  expect(await asked(BAD, stranger.kitchen.finance)).toBe("invoicing.missing");
  expect(await asked(BAD, deal.seller.secretary)).toBe("invoicing.forbidden");
  expect(await asked(BAD, deal.seller.overseer)).toBe("invoicing.forbidden");
  expect(await asked({ cause: "short", quantityBase: "100001" })).toBe("invoicing.objectionMore");
  expect(await asked({ cause: "short", quantityBase: "0" })).toBe("quantityBase: kernel.notPositive");
  expect(await asked(BAD, deal.kitchen.finance, "2026-07-10")).toBe("invoicing.objectionLate");
  const price = (rightPriceRupiah: string) =>
    outcomeOf(
      openObjection(at(deal, deal.kitchen.finance, "2026-07-07"), {
        invoiceLineId: one.lineId,
        note: "Harga di surat pesanan lain",
        cause: "price",
        rightPriceRupiah,
      }),
    );
  expect(await price("27200")).toBe("invoicing.objectionPrice");

  await verifyReceivable(deal.town.callOf(deal.seller.secretary), { invoiceId });
  const { objectionId } = await object(one);
  // A paper that says that all of it is owed is void from then on.
  const papers = await database.sql`
    select d.void_reason as reason from documents d join verified_receivables v on v.id = d.subject_id where v.invoice_id = ${invoiceId}`;
  expect(papers).toEqual([{ reason: "Baris tagihan disanggah pembeli" }]);
  expect(await outcomeOf(verifyReceivable(deal.town.callOf(deal.seller.secretary), { invoiceId }))).toBe(
    "invoicing.receivableDisputed",
  );
  expect(await asked()).toBe("invoicing.objectionStands");
  expect(await price("27000")).toBe("done");
  expect(
    await outcomeOf(
      creditInvoice(at(deal, deal.seller.secretary, "2026-07-08"), {
        invoiceId,
        reason: "Salah satuan pada tagihan",
      }),
    ),
  ).toBe("invoicing.objectionOpen");
  expect(await outcomeOf(answer(one, objectionId, "544001", "2026-07-08"))).toBe(
    "invoicing.objectionGranted",
  );
  const taps = await Promise.all(
    ["0", "544000"].map((sum) => outcomeOf(answer(one, objectionId, sum, "2026-07-08"))),
  );
  expect(taps.sort()).toEqual(["done", "invoicing.objectionMoved"]);
  await expect(database.sql`update line_objections set goods_rupiah = goods_rupiah + 1`).rejects.toThrow();
  await expect(database.sql`delete from line_objections`).rejects.toThrow();

  const paid = await invoiced();
  await pay(paid, 2_720_000n, "2026-07-08");
  expect(await outcomeOf(object(paid, BAD, paid.deal.kitchen.finance, "2026-07-08"))).toBe(
    "invoicing.objectionPaid",
  );
  expect(await faults()).toEqual([]);
});
