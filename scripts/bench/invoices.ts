// Drafts of received deliveries, two lines and two producers each, issued in sets and one by one: number, paper with its facts and
// hash, both parties' entries and the producers', news, receipt and audit. The floor writes the same rows with the same indexes and
// no law (`like … including indexes`), by the same driver, as many to a transaction, in turns with the sets. Then PDFs of
// issued invoices, drawn one after the other on one core.

import postgres from "postgres";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { documentForRendering } from "#app/modules/documents/document-reads.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { drawDocument } from "#jobs/documents/draw-document.ts";
import { deliveries, freeVillage } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import { type Koperasi, world } from "#tests/support/world.ts";
import { figuresOf, type Load, load, report } from "./load.ts";
import { copyDraft } from "./waiting-invoices.ts";

const CLIENTS = 3;
const COPIES = 4_000;
const SET = 500;
const ROUNDS = 4;

const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: CLIENTS + 1, onnotice: () => {} });
const pool = pointPoolAt(url, CLIENTS + 1);
const database = { url, sql, db: pool.db, close: async () => {} };
const town = world(database);
const road = deliveries(database);
const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
const budgetId = await town.budget(kitchen, 500_000_000n);

async function draftOf(seller: Koperasi) {
  const orderId = await town.order(kitchen, { budgetId });
  const goods = await town.goods(seller, { costRupiah: "24000" });
  const { producerId } = await addProducer(town.callOf(seller.business), { name: "Pak Tani" });
  await grownBy(database, goods.lotId, producerId);
  const commitmentId = await town.promise(seller, orderId, { lotId: goods.lotId });
  const deal = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "99500" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  return { invoiceId: invoiceId ?? "", shipmentId, orderId };
}

/** Drafts that wait, and who issues them: each client a seller of its own. */
const waiting: { readonly seller: Koperasi; readonly ids: string[] }[] = [];
let example = "";
for (let client = 0; client < CLIENTS; client += 1) {
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  const pattern = await draftOf(seller);
  const ids = await copyDraft(sql, pattern, COPIES);
  ({ documentId: example } = await issueInvoice(town.callOf(seller.treasurer), pattern));
  waiting.push({ seller, ids });
}

async function next(client: number, count: number): Promise<void> {
  const from = waiting[client % CLIENTS];
  const invoiceIds = from?.ids.splice(0, count) ?? [];
  if (!from || invoiceIds.length < count)
    throw new Error("there are not enough drafts: measure for less long");
  const call = town.callOf(from.seller.treasurer, newId("event"));
  if (count === 1) await issueInvoice(call, { invoiceId: invoiceIds[0] ?? "" });
  else {
    const { issued } = await issueInvoices(call, { invoiceIds });
    if (issued.length !== count) throw new Error("every draft is issued");
  }
}

const FLOOR = ["invoices", "documents", "document_readers", "entries", "postings", "outbox"];
for (const table of FLOOR)
  await sql.unsafe(
    `create table floor_${table} (like ${table} including defaults including indexes including generated including identity)`,
  );
const [facts] = await sql`select facts from documents where id = ${example}`;
const [shape] = await sql`select * from invoices order by id limit 1`;

let serials = 0;
function nextSerial(): number {
  serials += 1;
  return serials;
}

async function floor(client: number, count: number): Promise<void> {
  const at = new Date();
  const seller = waiting[client % CLIENTS]?.seller.id ?? "";
  const rows = Array.from({ length: count }, () => ({
    invoice: newId("invoice"),
    document: newId("document"),
  }));
  await sql.begin(async (tx) => {
    await tx`insert into floor_invoices ${tx(rows.map(({ invoice }) => ({ ...shape, id: invoice, shipment_id: invoice, number: invoice, state: "issued" })))}`;
    await tx`insert into floor_documents ${tx(
      rows.map(({ invoice, document }) => ({
        id: document,
        organisation_id: seller,
        kind: "INV",
        year: 2026,
        serial: nextSerial(),
        number: invoice,
        subject_id: invoice,
        facts: facts?.["facts"],
        facts_hash: "0".repeat(64),
        verification_code: document,
        issued_at: at,
      })),
    )}`;
    await tx`insert into floor_document_readers ${tx(rows.map(({ document }) => ({ document_id: document, organisation_id: kitchen.id })))}`;
    const entries = rows.flatMap(({ invoice }) =>
      ["buyer", "seller", "producers"].map((kind) => ({
        id: newId("entry"),
        organisation_id: seller,
        kind,
        subject_id: invoice,
        occurred_on: town.today,
        recorded_at: at,
        narration: invoice,
      })),
    );
    await tx`insert into floor_entries ${tx(entries)}`;
    await tx`insert into floor_postings ${tx(
      entries.flatMap(({ id, organisation_id, occurred_on }) =>
        [0, 1].map((position) => ({
          id: newId("posting"),
          entry_id: id,
          account_id: `${organisation_id}${position}`,
          position,
          amount: position === 0 ? "12500" : "-12500",
          occurred_on,
        })),
      ),
    )}`;
    await tx`insert into floor_outbox ${tx(
      rows.flatMap(({ invoice, document }) => [
        { id: newId("event"), name: "invoice.issued", payload: { invoiceId: invoice }, occurred_at: at },
        { id: newId("event"), name: "document.issued", payload: { documentId: document }, occurred_at: at },
      ]),
    )}`;
  });
}

/** `turns` times by each client, so that a round takes as many drafts as there are. */
async function round(turns: number, work: (client: number) => Promise<void>): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let turn = 0; turn < turns; turn += 1) {
        const asked = performance.now();
        await work(client);
        times.push(performance.now() - asked);
      }
    }),
  );
  return { times, seconds: (performance.now() - began) / 1000 };
}

const sets: Load[] = [];
const floors: Load[] = [];
const singles: Load[] = [];
await round(1, (client) => next(client, 125));
for (let at = 0; at < ROUNDS; at += 1) {
  sets.push(await round(1, (client) => next(client, SET)));
  floors.push(await round(4, (client) => floor(client, SET / 4)));
  singles.push(await round(20, (client) => next(client, 1)));
}

const perSecond = (loads: readonly Load[], each = 1) => Math.round(figuresOf(loads).perSecond * each);
const [set, bare, single] = [perSecond(sets, SET), perSecond(floors, SET / 4), perSecond(singles)];

const document = await documentForRendering(example);
if (!document) throw new Error("the invoice has its paper");
await drawDocument(document);
const cpu = process.cpuUsage();
const drawn = await load(1, 1, async () => void (await drawDocument(document)));
const spent = process.cpuUsage(cpu);
const cpuSeconds = (spent.user + spent.system) / 1_000_000;
const bytes = (await drawDocument(document)).byteLength;

report("invoices", {
  "invoices/s in sets": set,
  "invoices/s one by one": single,
  "invoices/s of the floor": bare,
  "of the floor": Math.round((set / bare) * 100) / 100,
  "milliseconds for 500 invoices": figuresOf(sets),
  "PDFs/s on one core": Math.round(drawn.times.length / cpuSeconds),
  PDF: figuresOf([drawn]),
  "kilobytes of a PDF": Math.round(bytes / 1024),
  "PDFs drawn": drawn.times.length,
});
await sql.end();
await pool.close();
