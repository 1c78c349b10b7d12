import * as fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { taxableInvoices, ublFile } from "#app/modules/invoicing/tax-invoice-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { times } from "#tests/support/at-once.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import { type Kitchen, type Koperasi, type World, world } from "#tests/support/world.ts";

// Goal: issuing many invoices writes, to the rupiah and to the number, what issuing each by itself writes, and one that cannot be
// issued stops no other. Method: two koperasi sell the same to one kitchen; one issues one by one, the other all together; what stands in
// the books, on the papers and in the news is compared without ids. The proofs run after the file.
const database = await testDatabase({ poolSize: 20 });
const { sql } = database;
const road = deliveries(database);
const custody = consigning(database);
const town = world(database);
const PATIENCE = { timeout: 120_000 };

/** Whose goods a delivery sells: the koperasi's own, a producer's, or a maker's in custody. */
type Sold = { readonly whose: "own" | "grown" | "consigned"; readonly base: bigint };

async function deliveredBy(place: World, kitchen: Kitchen, seller: Koperasi, sold: Sold): Promise<string> {
  const line = { quantityBase: sold.base.toString() };
  const orderId = await place.order(kitchen, { budgetId: await envelope(place, kitchen), line });
  const goods = await place.goods(seller, { costRupiah: "24111" }, { quantityBase: sold.base });
  if (sold.whose === "grown") {
    const { producerId } = await addProducer(place.callOf(seller.business), { name: "Pak Tani" });
    await grownBy(database, goods.lotId, producerId);
  }
  const commitmentId = await place.promise(seller, orderId, { lotId: goods.lotId, quantityBase: sold.base });
  const deal = { town: place, kitchen, seller, goods, budgetId: "", orderId, commitmentId };
  const shipmentId = await road.dispatched(deal, sold.base);
  await road.receive(deal, shipmentId, { deliveredBase: sold.base.toString(), rejectedBase: "0" });
  return shipmentId;
}

const envelope = (place: World, kitchen: Kitchen) => place.budget(kitchen, 500_000_000n, newId("budget"));

async function consigned(place: World, kitchen: Kitchen, seller: Koperasi, base: bigint): Promise<string> {
  const listingId = await custody.listing(place, seller);
  const { producerId } = await custody.maker(place, seller);
  const call = place.callOf(seller.business);
  const { consignmentId } = await placeConsignment(
    call,
    custody.wish(place, { listingId, consignorId: producerId }),
  );
  await answerConsignment(call, { consignmentId, answer: "agree" });
  const goods = { town: place, kitchen, seller, listingId, lotId: await custody.lotOf(consignmentId) };
  return (await custody.sold(goods, base)).shipmentId;
}

async function drafted(kitchen: Kitchen, seller: Koperasi, sold: Sold): Promise<string> {
  const shipmentId =
    sold.whose === "consigned"
      ? await consigned(town, kitchen, seller, sold.base)
      : await deliveredBy(town, kitchen, seller, sold);
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  return invoiceId ?? "";
}

async function seller(): Promise<Koperasi> {
  return town.koperasi({ regionCode: await freeVillage(database) });
}

/** Everything that issuing wrote about one invoice, with roles in the place of ids. */
async function writtenAbout(invoiceId: string) {
  const [invoice] = await sql`
    select i.*, d.serial, d.facts, d.id as document_id, p.id as paper_reader
    from invoices i join documents d on d.subject_id = i.id and d.kind = 'INV'
    left join document_readers r on r.document_id = d.id left join organisations p on p.id = r.organisation_id
    where i.id = ${invoiceId}`;
  if (!invoice) throw new Error("it was issued");
  const role = (id: string | null) =>
    id === null
      ? null
      : id === invoice["seller_id"]
        ? "seller"
        : id === invoice["buyer_id"]
          ? "buyer"
          : "other";
  const entries = await sql`
    select e.organisation_id, e.kind, e.occurred_on, e.narration, a.code, a.subject_id, p.amount::text as amount
    from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
    where e.subject_id in (${invoiceId}, ${invoice["shipment_id"]}) and e.kind in ('invoice.issued', 'producers.due', 'goods.sold')
    order by e.kind, e.organisation_id = ${invoice["seller_id"]}, p.position`;
  const consignments = await sql`
    select quantity_base::text, gross_rupiah::text, share_rupiah::text, commission_rupiah::text
    from consignment_lines where invoice_id = ${invoiceId} order by 1, 2`;
  const news = await sql`
    select name from outbox where payload->>'invoiceId' = ${invoiceId} or payload->>'documentId' = ${invoice["document_id"]}
    order by name`;
  const {
    issuer: _,
    account: __,
    orderNumber: ___,
    handoverNumbers: ____,
    issuedBy,
    ...said
  } = invoice["facts"];
  return {
    serial: invoice["serial"],
    endOfNumber: String(invoice["number"]).startsWith(String(invoice["serial"]).padStart(3, "0")),
    state: invoice["state"],
    version: invoice["version"],
    hasIssuer: invoice["issued_by"] !== null && invoice["issued_at"] !== null,
    total: invoice["total_rupiah"],
    reader: role(invoice["paper_reader"]),
    said,
    role: issuedBy.role,
    entries: entries.map((row) => ({
      ...row,
      narration: row["narration"] === invoice["number"],
      organisation_id: role(row["organisation_id"]),
      subject_id: role(row["subject_id"]),
    })),
    consignments: consignments.map((row) => ({ ...row })),
    news: news.map((row) => row["name"]),
  };
}

test("issued together is issued one by one, to the rupiah and to the number", PATIENCE, async () => {
  const anySold = fc.record({
    whose: fc.constantFrom<Sold["whose"][]>("own", "grown", "consigned"),
    base: fc.bigInt({ min: 333n, max: 9_999n }),
  });
  const fixed: Sold[] = [
    { whose: "own", base: 333n },
    { whose: "grown", base: 7_001n },
    { whose: "consigned", base: 2_500n },
  ];
  const [first, second, kitchen] = [await seller(), await seller(), await town.kitchen()];
  await fc.assert(
    fc.asyncProperty(fc.array(anySold, { minLength: 1, maxLength: 3 }), async (more) => {
      const singly: string[] = [];
      const together: string[] = [];
      for (const sold of [...fixed, ...more]) {
        singly.push(await drafted(kitchen, first, sold));
        together.push(await drafted(kitchen, second, sold));
      }
      for (const invoiceId of singly) await issueInvoice(town.callOf(first.treasurer), { invoiceId });
      const done = await issueInvoices(town.callOf(second.treasurer), { invoiceIds: together });
      expect(done).toEqual({ issued: together, leftOut: [] });
      for (const [at, invoiceId] of singly.entries())
        expect(await writtenAbout(together[at] ?? "")).toEqual(await writtenAbout(invoiceId));
    }),
    { numRuns: 2 },
  );
});

test("one that cannot be issued stops no other, and takes no number", PATIENCE, async () => {
  const [koperasi, kitchen] = [await seller(), await town.kitchen()];
  const ids: string[] = [];
  for (let at = 0; at < 4; at += 1)
    ids.push(await drafted(kitchen, koperasi, { whose: "own", base: 1_000n }));
  const [good, issuedBefore, faulty, last] = ids as [string, string, string, string];
  await issueInvoice(town.callOf(koperasi.treasurer), { invoiceId: issuedBefore });
  // A line that does not add up: its paper cannot be written.
  await sql`update invoice_lines set amount_rupiah = amount_rupiah + 1 where invoice_id = ${faulty}`;

  const call = town.callOf(koperasi.treasurer, "two-taps");
  const done = await issueInvoices(call, { invoiceIds: ids });
  expect(done).toEqual({ issued: [good, last], leftOut: [issuedBefore, faulty] });
  // Sent twice, it is done once.
  expect(await issueInvoices(call, { invoiceIds: ids })).toEqual(done);
  const numbered = await sql`
    select i.id from documents d join invoices i on i.id = d.subject_id
    where d.organisation_id = ${koperasi.id} and d.kind = 'INV' order by d.serial`;
  expect(numbered.map((row) => row["id"])).toEqual([issuedBefore, good, last]);
  const [series] = await sql`
    select last_serial from document_series where organisation_id = ${koperasi.id} and kind = 'INV'`;
  expect(series?.["last_serial"]).toBe(3);
  await sql`update invoice_lines set amount_rupiah = amount_rupiah - 1 where invoice_id = ${faulty}`;
  expect(await issueInvoices(town.callOf(koperasi.treasurer), { invoiceIds: [faulty] })).toEqual({
    issued: [faulty],
    leftOut: [],
  });
});

test("fifty who issue at once give every invoice one number, without a gap", PATIENCE, async () => {
  const [koperasi, kitchen] = [await seller(), await town.kitchen()];
  const ids: string[] = [];
  for (let at = 0; at < 12; at += 1)
    ids.push(await drafted(kitchen, koperasi, { whose: "own", base: 1_000n }));
  const ends = await Promise.all(
    times(50, (at) => {
      const some = [0, 1, 2, 3].map((step) => ids[(at * 5 + step * 7) % ids.length] ?? "");
      return issueInvoices(town.callOf(koperasi.treasurer), { invoiceIds: [...new Set(some)] });
    }).map((issue) => issue()),
  );
  const issued = ends.flatMap((end) => end.issued);
  expect([...issued].sort()).toEqual([...ids].sort());
  const serials = await sql`
    select serial from documents where kind = 'INV' and organisation_id = ${koperasi.id} order by serial`;
  expect(serials.map((row) => row["serial"])).toEqual(ids.map((_, at) => at + 1));
});

test("only drafts of one's own are issued, by who may", async () => {
  const [koperasi, stranger, kitchen] = [await seller(), await seller(), await town.kitchen()];
  const mine = await drafted(kitchen, koperasi, { whose: "own", base: 1_000n });
  const theirs = await drafted(kitchen, stranger, { whose: "own", base: 1_000n });
  const issue = (who: Parameters<World["callOf"]>[0], ...invoiceIds: string[]) =>
    outcomeOf(issueInvoices(town.callOf(who), { invoiceIds }));
  expect(await issue(koperasi.treasurer, mine, theirs)).toBe("invoicing.missing");
  expect(await issue(kitchen.finance, mine)).toBe("invoicing.missing");
  expect(await issue(koperasi.warehouse, mine)).toBe("invoicing.forbidden");
  expect(await issue(koperasi.treasurer)).toMatch(/^invoiceIds: /);
  expect(await issue(koperasi.treasurer, "inv_?")).toMatch(/^invoiceIds/);
  const [draft] = await sql`select state, number from invoices where id = ${mine}`;
  expect({ ...draft }).toEqual({ state: "draft", number: null });
});

test("a credited invoice takes no payment, and goods of which nothing was accepted have no invoice", async () => {
  const [koperasi, kitchen] = [await seller(), await town.kitchen()];
  const invoiceId = await drafted(kitchen, koperasi, { whose: "own", base: 1_000n });
  await issueInvoices(town.callOf(koperasi.treasurer), { invoiceIds: [invoiceId] });
  const reason = "Harga salah, ditagih ulang";
  await creditInvoice(town.callOf(koperasi.treasurer), { invoiceId, reason });
  const { fileId: proofId } = await uploadFile(town.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${invoiceId}`)),
  });
  const pay = reportPayment(town.callOf(kitchen.finance), {
    allocations: [{ invoiceId, amountRupiah: "1000" }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-1",
    proofId,
  });
  expect(await outcomeOf(pay)).toBe("payments.notOpen");
  const deal = await road.promised(10_000n);
  const shipmentId = await road.dispatched(deal, 10_000n);
  await road.receive(deal, shipmentId, {
    deliveredBase: "10000",
    rejectedBase: "10000",
    rejectReason: "rotten",
    disposition: "returned",
    photoId: await road.photoOf(deal.kitchen, deal.town),
  });
  expect(await draftShipmentInvoice(town.systemCall(), { shipmentId })).toEqual({ invoiceId: null });
});

test("files of invoices say what the papers say, to the parties alone", async () => {
  const [koperasi, stranger, kitchen] = [await seller(), await seller(), await town.kitchen()];
  const ids: string[] = [];
  for (let at = 0; at < 3; at += 1)
    ids.push(await drafted(kitchen, koperasi, { whose: "own", base: 1_333n }));
  const [first = "", second = "", draft = ""] = ids;
  expect(await ublFile(koperasi.id, first, null)).toBeNull();
  await issueInvoices(town.callOf(koperasi.treasurer), { invoiceIds: [second, first] });
  const [row] = await sql`select number, total_rupiah from invoices where id = ${first}`;
  for (const party of [koperasi.id, kitchen.id]) {
    const file = await ublFile(party, first, null);
    expect(file?.number).toBe(row?.["number"]);
    expect(file?.xml).toContain(
      `<cbc:PayableAmount currencyID="IDR">${row?.["total_rupiah"]}</cbc:PayableAmount>`,
    );
  }
  expect(await ublFile(stranger.id, first, null)).toBeNull();
  expect(await ublFile(koperasi.id, draft, null)).toBeNull();

  const month = { from: businessDay(`${town.today.slice(0, 7)}-01`), to: town.today };
  const told = await taxableInvoices(koperasi.id, month);
  // In the order of their numbers, which is the order in which they were issued.
  expect(told.map((invoice) => invoice.number.slice(0, 3))).toEqual(["001", "002"]);
  expect(sumOf(told.flatMap(({ lines }) => lines.map((line) => line.amountRupiah)))).toBe(
    2n * BigInt(row?.["total_rupiah"]),
  );
  expect(await taxableInvoices(koperasi.id, { ...month, invoiceId: first })).toHaveLength(1);
  expect(await taxableInvoices(stranger.id, { ...month, invoiceId: first })).toEqual([]);

  const reason = "Harga salah, ditagih ulang";
  await creditInvoice(town.callOf(koperasi.treasurer), { invoiceId: first, reason });
  expect(await taxableInvoices(koperasi.id, month)).toHaveLength(1);
  const [note] = await sql`select id from documents where subject_id = ${first} and kind = 'NK'`;
  const noteId = String(note?.["id"]);
  expect((await ublFile(kitchen.id, first, noteId))?.xml).toContain(reason);
  expect(await ublFile(kitchen.id, second, noteId)).toBeNull();
});
