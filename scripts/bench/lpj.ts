// The LPJ of a period of a kitchen of 3,000 portions: ten deliveries on each of its days of cooking, weighed, invoiced and paid,
// each with its order paper, delivery note, handover, invoice and receipt. Packed with every paper drawn already, as in life, and
// once more from nothing drawn. The floor beside it reads the same bytes and hashes them. `--days` says how many days of
// cooking (10 are a period of the programme, 20 a month).

import { createHash } from "node:crypto";
import postgres from "postgres";
import { askPeriodBundle } from "#app/modules/accountability/ask-period-bundle.server.ts";
import { bytesOfBundle, readyBundleFor } from "#app/modules/accountability/bundle-reads.server.ts";
import { makeBundle } from "#app/modules/accountability/make-bundle.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { drawDocument } from "#jobs/documents/draw-document.ts";
import { deliveries, freeVillage } from "#tests/support/deliveries.ts";
import { type Goods, type Koperasi, world } from "#tests/support/world.ts";
import { report } from "./load.ts";

const PER_DAY = 10;
const SELLERS = 15;

const named = Number(process.argv[process.argv.indexOf("--days") + 1]);
const days = Number.isInteger(named) && named > 0 ? named : 10;
const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 2, onnotice: () => {} });
const pool = pointPoolAt(url, 8);
const database = { url, sql, db: pool.db, close: async () => {} };

const town = world(database);
const road = deliveries(database);
const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
const budgetId = await town.budget(kitchen, 5_000_000_000n);
const sellers: { readonly seller: Koperasi; readonly goods: Goods }[] = [];
for (let at = 0; at < SELLERS; at += 1) {
  const seller = await town.koperasi({ regionCode: await freeVillage(database) });
  sellers.push({ seller, goods: await town.goods(seller, {}, { quantityBase: 2_000_000n }) });
}

/** One delivery from its order to its payment. On which day it falls changes nothing about how much there is to pack. */
async function delivered(at: number): Promise<void> {
  const from = sellers[at % SELLERS];
  if (!from) throw new Error("there are sellers");
  const orderId = await town.order(kitchen, { budgetId });
  const commitmentId = await town.promise(from.seller, orderId, { lotId: from.goods.lotId });
  const deal = { town, kitchen, ...from, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "99500" });
  await road.paid(deal, shipmentId);
}

async function seconds(deed: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await deed();
  return Math.round(performance.now() - began) / 1000;
}

/** The most memory that the process had while the deed ran, above what it had before: in megabytes. */
async function peakOf(deed: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  try {
    await deed();
  } finally {
    clearInterval(timer);
  }
  return Math.round((most - before) / 1024 / 1024);
}

async function packed(): Promise<{
  readonly bundleId: string;
  readonly asked: number;
  readonly made: number;
  readonly peak: number;
}> {
  let bundleId = "";
  const asked = await seconds(async () => {
    ({ bundleId } = await askPeriodBundle(town.callOf(kitchen.finance), { budgetId }));
  });
  let made = 0;
  const peak = await peakOf(async () => {
    made = await seconds(() => makeBundle(town.systemCall(), { bundleId }, drawDocument));
  });
  return { bundleId, asked, made, peak };
}

for (let at = 0; at < days * PER_DAY; at += 1) await delivered(at);
const fresh = await packed();
// One more delivery: new books, and everything else drawn already.
await delivered(0);
const usual = await packed();
const bundle = await readyBundleFor(kitchen.id, usual.bundleId);
if (!bundle) throw new Error("the bundle is ready");
const hash = createHash("sha256");
const floor = await seconds(async () => {
  for await (const part of bytesOfBundle(bundle)) hash.update(part);
});
if (hash.digest("hex") !== bundle.sha256) throw new Error("the archive is what it says");
report("lpj", {
  "days of cooking": days,
  deliveries: days * PER_DAY + 1,
  files: bundle.filesTotal,
  megabytes: Math.round((bundle.byteCount ?? 0) / 1024 / 1024),
  "books drawn up, seconds": usual.asked,
  "packed with papers drawn, seconds": usual.made,
  "packed with every paper to draw, seconds": fresh.made,
  "memory above the start with papers drawn, MB": usual.peak,
  "memory above the start with papers to draw, MB": fresh.peak,
  "floor: read and hash, seconds": floor,
});
await sql.end();
await pool.close();
