import { expect, test } from "vitest";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { Member } from "#tests/support/rows.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { tradingSide } from "#tests/support/walls-world.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: the maker of a foundation transfers what its own kitchens owe, and nothing of others'; who is paid checks it.
// Method: two sides that trade only with themselves; the maker of the first tries both, by command and on the screens.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
const town = world(database);
const ours = await tradingSide(town);
const theirs = await tradingSide(town, "35.71.01.1001");
const maker = ours.kitchen.foundation.maker;

const subject = (name: string, side = ours): string => side.subjects[name] ?? "";
const paper = (mark: string) => new Uint8Array(Buffer.from(`%PDF-1.7 ${mark}`));

async function proofOf(member: Member, mark: string): Promise<string> {
  const upload = { purpose: "payment_proof" as const, fileName: "bukti.pdf", bytes: paper(mark) };
  return (await uploadFile(town.callOf(member), upload)).fileId;
}

function report(member: Member, invoiceIds: readonly string[], proofId: string) {
  return reportPayment(town.callOf(member), {
    allocations: invoiceIds.map((invoiceId) => ({ invoiceId, amountRupiah: "1000" })),
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-Y",
    proofId,
  });
}

test("the maker of a foundation pays for its kitchen, and the koperasi that was paid verifies", async () => {
  const { paymentId } = await report(maker, [subject("invoiceId")], await proofOf(maker, "ours"));
  const [row] = await database.sql`select payer_id, reported_by from payments where id = ${paymentId}`;
  expect(row).toEqual({ payer_id: ours.kitchen.id, reported_by: maker.personId });
  await expect(verifyPayment(town.callOf(maker), { paymentId })).rejects.toMatchObject({
    code: "payments.missing",
  });
  const { number } = await verifyPayment(town.callOf(ours.koperasi.treasurer), { paymentId });
  expect(number).toMatch(/KW/);
});

test("what another foundation's kitchen owes does not exist for the maker, alone or beside its own", async () => {
  const proofId = await proofOf(maker, "foreign");
  for (const invoiceIds of [
    [subject("invoiceId", theirs)],
    [subject("invoiceId"), subject("invoiceId", theirs)],
  ])
    await expect(report(maker, invoiceIds, proofId)).rejects.toMatchObject({ code: "invoicing.missing" });
});

test("a proof is whose it is: the maker's own, not one that the kitchen or a stranger keeps", async () => {
  for (const keeper of [ours.kitchen.finance, theirs.kitchen.foundation.maker]) {
    const proofId = await proofOf(keeper, `of ${keeper.personId}`);
    await expect(report(maker, [subject("invoiceId")], proofId)).rejects.toMatchObject({
      code: "payments.proofMissing",
    });
  }
});

test("one transfer pays for one kitchen, also where a foundation stands behind several", async () => {
  await database.sql`
    update organisations set foundation_id = ${ours.kitchen.foundation.id} where id = ${theirs.kitchen.id}`;
  const both = [subject("invoiceId"), subject("invoiceId", theirs)];
  await expect(report(maker, both, await proofOf(maker, "both"))).rejects.toMatchObject({
    code: "payments.oneBuyer",
  });
  await database.sql`
    update organisations set foundation_id = ${theirs.kitchen.foundation.id} where id = ${theirs.kitchen.id}`;
});

test("the maker sees on the screens what its kitchen bought, got and owes, pays it there, and reads proof and papers", async () => {
  const browser = await signedInVisitor(maker.personId);
  const [row] = await database.sql`select slug from organisations where id = ${ours.kitchen.foundation.id}`;
  const slug = String(row?.["slug"]);
  const invoiceId = subject("invoiceId");
  expect((await browser.get(`/${slug}`)).body["tasks"]).toMatchObject([
    { kind: "invoice.pay", subjectId: invoiceId, path: `bayar/${invoiceId}` },
  ]);
  expect((await browser.get(`/${slug}/tagihan`)).body).toMatchObject({
    page: { rows: [{ id: invoiceId, buyerId: ours.kitchen.id }] },
    paysForOthers: true,
  });
  expect((await browser.get(`/${slug}/tagihan/${invoiceId}`)).body).toMatchObject({ mayPay: true });
  const paid = await browser.post(`/${slug}/bayar/${invoiceId}`, {
    amount: "1000",
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-Z",
    proof: new File([paper("by screen")], "bukti.pdf", { type: "application/pdf" }),
  });
  expect([paid.status, paid.location]).toEqual([303, `/${slug}/tagihan/${invoiceId}`]);

  const kitchenProof = await browser.get(`/berkas/${subject("proofId")}`);
  expect(kitchenProof.status).toBe(200);
  expect((await browser.get(`/berkas/${subject("proofId", theirs)}`)).status).toBe(404);
  // An order leads to what an auditor is given of it.
  const order = await browser.get(`/${slug}/pesanan/${subject("orderId")}`);
  expect(order.body).toMatchObject({ mayReview: true });
  expect((await browser.get(`/${slug}/laporan/pembelian/${subject("orderId")}`)).status).toBe(200);
  for (const page of [
    `pesanan/${subject("orderId")}`,
    `jejak/${subject("orderId")}`,
    `terima/${subject("shipmentId")}/hasil`,
  ])
    expect((await browser.get(`/${slug}/${page}`)).status).toBe(200);
  for (const page of [
    `jejak/${subject("orderId", theirs)}`,
    `terima/${subject("shipmentId", theirs)}`,
    `terima/${subject("shipmentId", theirs)}/hasil`,
  ])
    expect((await browser.get(`/${slug}/${page}`)).status).toBe(404);
  const papers = await database.sql<{ id: string; kind: string }[]>`
    select id, kind from documents where organisation_id = ${ours.koperasi.id} and kind in ('INV', 'KW')`;
  expect(papers.map(({ kind }) => kind).sort()).toEqual(["INV", "KW"]);
  // There, or still being drawn.
  for (const { id } of papers) expect([200, 202]).toContain((await browser.get(`/dokumen/${id}.pdf`)).status);
});

test("a payment is of the buyer and to the seller of what it pays, also past every command", async () => {
  const [payment] = await database.sql`
    select p.id, p.payer_id, p.payee_id from payments p
    join payment_allocations a on a.payment_id = p.id where a.invoice_id = ${subject("invoiceId")} limit 1`;
  const allocate = database.sql`
    insert into payment_allocations (payment_id, invoice_id, amount_rupiah)
    values (${String(payment?.["id"])}, ${subject("invoiceId", theirs)}, 1)`;
  await expect(allocate).rejects.toThrow(/of the buyer and to the seller/);
  const turn = database.sql`
    update payments set payer_id = ${ours.kitchen.foundation.id} where id = ${String(payment?.["id"])}`;
  await expect(turn).rejects.toThrow(/append-only/);
});
