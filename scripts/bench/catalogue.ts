// A seller's file of ten thousand goods, from its bytes to the market, with an answer for every row: brought, looked at, let onto the
// market, and read once more as a report. Every tenth row is wrong in one way or another. The floor beside it, in the same minute,
// is the listings that came of it put into a bare copy of the table, a thousand to a statement. `--rows N`. Exits 1 above 20 s.

import { buffer } from "node:stream/consumers";
import postgres from "postgres";
import { askListings } from "#app/modules/catalogue/ask-listings.server.ts";
import { bringListingFile } from "#app/modules/catalogue/bring-listing-file.server.ts";
import { keepListings } from "#app/modules/catalogue/keep-listings.server.ts";
import {
  allRowsOf,
  listingImportById,
  outcomesOf,
} from "#app/modules/catalogue/listing-import-reads.server.ts";
import { lookAtListings } from "#app/modules/catalogue/look-at-listings.server.ts";
import { rupiah, type SheetCell, text, whole } from "#app/modules/oversight/sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { closeSheetThread } from "#app/platform/read-sheets.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { world } from "#tests/support/world.ts";
import { report } from "./load.ts";

const SECONDS_MAX = 20;
const named = Number(process.argv[process.argv.indexOf("--rows") + 1]);
const rowCount = Number.isInteger(named) && named > 0 ? named : 10_000;

const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 2, onnotice: () => {} });
const pool = pointPoolAt(url, 8);
const town = world({ url, sql, db: pool.db, close: async () => {} });
const seller = await town.koperasi();

const GOODS = [
  ["Gula konsumsi", "", "kg", 17_000n],
  ["Bawang merah", "A", "kg", 38_000n],
  ["Cabai rawit merah", "A", "kg", 40_000n],
] as const;

function rowOf(at: number): SheetCell[] {
  const [name, grade, unit, price] = GOODS[at % GOODS.length] ?? GOODS[0];
  const wrong = at % 10 === 9 ? at % 40 : -1;
  return [
    text(wrong === 9 ? "Ikan duyung" : name),
    text(grade),
    text(`${name} petani ${at}`),
    text(wrong === 19 ? "keranjang" : unit),
    wrong === 29 ? text("=1+1") : rupiah(wrong === 39 ? 900_000n : price),
    whole(100 + (at % 50)),
    whole(at % 3 === 0 ? 20 : 0),
  ];
}

const bytes = new Uint8Array(
  await buffer(
    xlsxOf([
      {
        name: "Barang",
        head: ["Barang", "Mutu", "Nama jual", "Satuan", "Harga", "Kapasitas per hari", "Stok"],
        rows: Array.from({ length: rowCount }, (_, at) => rowOf(at)),
      },
    ]),
  ),
);

async function seconds(deed: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await deed();
  return Math.round(performance.now() - began) / 1000;
}

const call = town.callOf(seller.business);
let importId = "";
const brought = await seconds(async () => {
  ({ importId } = await bringListingFile(call, { fileName: "barang.xlsx", bytes }));
});
const looked = await seconds(() => lookAtListings(town.systemCall(), { importId }));
const kept = await seconds(async () => {
  await askListings(call, { importId });
  await keepListings(town.systemCall(), { importId });
});
let reported = 0;
const told = await seconds(async () => {
  for await (const rows of allRowsOf(importId)) reported += rows.length;
});
const [file, counts] = [await listingImportById(importId), await outcomesOf(importId)];

await sql`create table bare_listings (like listings)`;
const rows = await sql`select * from listings where seller_id = ${seller.id}`;
const floor = await seconds(async () => {
  for (let from = 0; from < rows.length; from += 1_000)
    await sql`insert into bare_listings ${sql(rows.slice(from, from + 1_000))}`;
});
const altogether = brought + looked + kept + told;
report("catalogue", {
  rows: rowCount,
  "file, kB": Math.round(bytes.length / 1024),
  "brought, s": brought,
  "looked at, s": looked,
  "listed, s": kept,
  "report read, s": told,
  "altogether, s": Math.round(altogether * 100) / 100,
  "rows told of": reported,
  "listings opened": file?.opened ?? 0,
  "harvests brought": file?.lotsBrought ?? 0,
  "rows left out": counts.bad,
  "floor: bare inserts, s": floor,
});
await closeSheetThread();
await sql.end();
await pool.close();
if (altogether > SECONDS_MAX || reported !== rowCount) process.exitCode = 1;
