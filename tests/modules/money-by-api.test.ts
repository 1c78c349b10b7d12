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
  expect((await buyer.post(`/bank-lines/${line}/aside`, { reason: "Bukan uang kami" })).status).toBe(403);
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
