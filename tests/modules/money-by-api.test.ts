import { expect, test } from "vitest";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { apiClient } from "#tests/support/api.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: what a person does on the screens of invoices and of the bank, a program may do with a key of the same role, and nothing more.
// Method: programs of a buyer and its seller over one invoice of Rp 2.720.000 and a bank with a fee.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { counted, lineWith } = banking(database, road);

test("an objection, a promise and a line of the bank, from beginning to end by programs", async () => {
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  const lineId = (await invoiceVisibleTo(seller.id, invoiceId ?? ""))?.lines[0]?.id;
  const buyer = await apiClient(database, kitchen.finance);
  const secretary = await apiClient(database, seller.secretary);
  const treasurer = await apiClient(database, seller.treasurer);
  const overseer = await apiClient(database, seller.overseer);

  const wish = { cause: "quality", quantityBase: "20000", note: "Dua puluh kilo retak" };
  expect((await secretary.post(`/invoice-lines/${lineId}/object`, wish)).status).toBe(403);
  const first = await buyer.post(`/invoice-lines/${lineId}/object`, wish);
  expect(first.status).toBe(201);
  expect((await buyer.post(`/objections/${first.body["objectionId"]}/withdraw`)).status).toBe(201);
  const again = await buyer.post(`/invoice-lines/${lineId}/object`, wish);
  expect(await invoiceVisibleTo(seller.id, invoiceId ?? "")).toMatchObject({ heldRupiah: 544_000n });
  const said = { grantedRupiah: "272000", answer: "Separuh benar" };
  expect((await buyer.post(`/objections/${again.body["objectionId"]}/answer`, said)).status).toBe(403);
  expect((await secretary.post(`/objections/${again.body["objectionId"]}/answer`, said)).status).toBe(201);
  expect(await invoiceVisibleTo(seller.id, invoiceId ?? "")).toMatchObject({
    heldRupiah: 0n,
    creditedRupiah: 272_000n,
  });

  const promise = { promisedOn: town.today, amountRupiah: "1000000", note: "Menunggu pencairan" };
  expect((await buyer.post(`/invoices/${invoiceId}/promise`, promise)).status).toBe(201);
  expect((await secretary.post(`/invoices/${invoiceId}/late-fee`)).status).toBe(422);
  expect((await treasurer.post(`/invoices/${invoiceId}/deposit`, { amountRupiah: "1000" })).status).toBe(422);

  await counted(deal, fileOf([{ words: "BIAYA ADM", went: 15_000n }]));
  const line = (await lineWith(deal, "BIAYA ADM")).id;
  expect((await overseer.post(`/bank-lines/${line}/aside`, { reason: "Bukan uang kami" })).status).toBe(403);
  expect((await buyer.post(`/bank-lines/${line}/aside`, { reason: "Bukan uang kami" })).status).toBe(404);
  expect((await treasurer.post(`/bank-lines/${line}/aside`, { reason: "Ditanyakan ke bank" })).status).toBe(
    201,
  );
  expect((await treasurer.post(`/bank-lines/${line}/back`)).status).toBe(201);
  expect((await treasurer.post(`/bank-lines/${line}/book`, { as: "fee" })).status).toBe(201);
  const [match] = await database.sql`select id from bank_matches where line_id = ${line}`;
  const undo = { reason: "Salah pilih jenis" };
  expect((await treasurer.post(`/bank-matches/${match?.["id"]}/undo`, undo)).status).toBe(403);
  expect((await secretary.post(`/bank-matches/${match?.["id"]}/undo`, undo)).status).toBe(201);
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});

test("a statement, terms, a limit and an assigned claim, from beginning to end by programs", async () => {
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  const buyer = await apiClient(database, kitchen.finance);
  const head = await apiClient(database, kitchen.head);
  const secretary = await apiClient(database, seller.secretary);
  const treasurer = await apiClient(database, seller.treasurer);
  const chair = await apiClient(database, seller.chair);
  const overseer = await apiClient(database, seller.overseer);
  const stranger = await apiClient(database, (await town.koperasi()).treasurer);

  // A statement is brought as a file, looked at, and counted once however often it is sent.
  const file = {
    fileName: "mutasi.csv",
    base64: Buffer.from(fileOf([{ words: "BUNGA", came: 900n }])).toString("base64"),
    account: "0026010001",
  };
  expect((await overseer.post("/bank-statements", file)).status).toBe(403);
  expect((await treasurer.post("/bank-statements", { ...file, base64: "%%%" })).status).toBe(422);
  const brought = await treasurer.post("/bank-statements", file);
  expect(brought).toMatchObject({ status: 201, body: { isKnown: false } });
  const at = `/bank-statements/${brought.body["statementId"]}`;
  expect((await secretary.post("/bank-statements", file)).body).toEqual({ ...brought.body, isKnown: true });
  expect((await stranger.get(at)).status).toBe(404);
  expect((await buyer.get(at)).status).toBe(404);
  expect((await stranger.post(`${at}/count`)).status).toBe(404);
  expect((await treasurer.get(at)).body).toMatchObject({ added: [{ words: "BUNGA", amountSen: "90000" }] });
  expect((await treasurer.post(`${at}/count`)).body).toEqual({ added: 1, known: 0 });
  expect((await treasurer.post(`${at}/count`)).body).toEqual({ added: 0, known: 1 });

  const terms = {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 3,
    validFrom: "2026-07-08",
    basis: "Perjanjian 4/2026 pasal 5",
  };
  expect((await stranger.post("/payment-terms", terms)).status).toBe(404);
  const proposed = await secretary.post("/payment-terms", terms);
  expect(proposed.status).toBe(201);
  const agree = `/payment-terms/${proposed.body["paymentTermsId"]}/agree`;
  expect((await secretary.post(agree)).status).toBe(403);
  expect((await head.post(agree)).status).toBe(201);
  expect((await buyer.get("/payment-terms")).body.rows).toMatchObject([{ state: "agreed", termDays: 3 }]);

  const limit = { buyerId: kitchen.id, limitRupiah: "5000000" };
  expect((await secretary.post("/credit-limits", limit)).status).toBe(403);
  expect((await treasurer.post("/credit-limits", limit)).status).toBe(201);
  expect((await treasurer.get("/credit-limits")).body.rows).toMatchObject([{ limitRupiah: "5000000" }]);

  const bumd = await town.bumd();
  const holder = await apiClient(database, bumd.finance);
  const verified = await treasurer.post(`/invoices/${invoiceId}/receivable`);
  expect(verified.status).toBe(201);
  const claim = `/receivables/${verified.body["receivableId"]}`;
  expect((await stranger.get(claim)).status).toBe(404);
  const assigned = await treasurer.post(`${claim}/assign`, {
    basis: "Akta pengalihan 7/2026",
    holderId: bumd.id,
  });
  expect(assigned.status).toBe(201);
  const deed = `/assignments/${assigned.body["assignmentId"]}`;
  expect((await treasurer.post(`${deed}/check`)).status).toBe(403);
  expect((await stranger.post(`${deed}/take`)).status).toBe(404);
  for (const [client, step] of [
    [chair, "check"],
    [holder, "take"],
    [buyer, "acknowledge"],
  ] as const)
    expect((await client.post(`${deed}/${step}`)).status, step).toBe(201);
  const kept = await holder.post("/files", {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    base64: Buffer.from("%PDF-1.7 uang pengalihan").toString("base64"),
  });
  const said = await holder.post(`${deed}/proceeds`, {
    direction: "given",
    moneyRupiah: "2000000",
    paidOn: town.today,
    bankReference: "TRF-PIUTANG",
    proofId: kept.body["fileId"],
  });
  expect(said.status).toBe(201);
  const money = `/proceeds/${said.body["proceedsId"]}`;
  expect((await holder.post(`${money}/acknowledge`)).status).toBe(403);
  expect((await treasurer.post(`${money}/acknowledge`)).status).toBe(201);
  expect((await treasurer.get(claim)).body).toMatchObject({ assignment: { state: "effective" } });
  expect((await holder.get("/receivables?side=held")).body.rows).toHaveLength(1);
  expect((await buyer.get("/nettings")).body).toEqual({ rows: [], next: null });
  expect((await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name))).toEqual([]);
});
