import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { askListings } from "#app/modules/catalogue/ask-listings.server.ts";
import { bringListingFile } from "#app/modules/catalogue/bring-listing-file.server.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { keepListings } from "#app/modules/catalogue/keep-listings.server.ts";
import {
  allRowsOf,
  goodsForFile,
  listingImportById,
  outcomesOf,
  rowsOfImport,
} from "#app/modules/catalogue/listing-import-reads.server.ts";
import { lookAgain } from "#app/modules/catalogue/look-again.server.ts";
import { lookAtListings } from "#app/modules/catalogue/look-at-listings.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { listingTemplateSheets } from "#app/modules/oversight/listing-template-sheets.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { closeSheetThread } from "#app/platform/read-sheets.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);
const seller = await town.koperasi();
const call = () => town.callOf(seller.business);

const HEAD = "Barang;Mutu;Nama jual;Satuan;Isi per satuan;Harga;Modal;Kapasitas per hari;Stok;Catatan";
const bytes = (...rows: string[]) => new TextEncoder().encode([HEAD, ...rows].join("\r\n"));

async function looked(rows: readonly string[], by: Koperasi = seller) {
  const { importId } = await bringListingFile(town.callOf(by.business), {
    fileName: "barang.csv",
    bytes: bytes(...rows),
  });
  await lookAtListings(town.systemCall(), { importId });
  return importId;
}

async function told(importId: string) {
  const page = await rowsOfImport(importId, null, { limit: 50 });
  return page.rows.map(({ outcome, fault }) => (fault === null ? outcome : `${outcome} ${fault}`));
}

const listed = async (by: Koperasi = seller) =>
  database.sql`
    select title, price_rupiah::int as price, state, version from listings where seller_id = ${by.id} order by title, id`;
const lotsOfSeller = async () =>
  database.sql`select l.quantity_base::int as base, s.title from lots l join listings s on s.id = l.listing_id where l.seller_id = ${seller.id} order by s.title`;

const SUGAR = "Gula pasir;;Gula curah;kg;;17.000;16.500;200;50;";
const ONION = "Bawang merah;A;Bawang tali;ikat;5;150.000;;20;;";

test("a file is looked at without listing anything, then listed once, by the same rules as by hand", async () => {
  try {
    const dear = SUGAR.replace("Gula curah", "Gula mahal").replace("17.000", "24.000");
    const rows = [SUGAR, ONION, dear, "Ikan duyung;;;kg;;10.000;;5;;", SUGAR];
    const importId = await looked(rows);
    expect(await told(importId)).toEqual([
      "new",
      "new",
      "bad catalogue.bulkAboveCeiling",
      "bad catalogue.bulkUnknownGoods",
      "bad catalogue.bulkRepeats",
    ]);
    expect(await listed()).toEqual([]);
    expect(await listingImportById(importId)).toMatchObject({ state: "looked", workDone: 5, workTotal: 5 });

    await askListings(call(), { importId });
    await expect(askListings(call(), { importId })).rejects.toMatchObject({ code: "catalogue.bulkMoved" });
    await keepListings(town.systemCall(), { importId });
    await keepListings(town.systemCall(), { importId });
    expect(await listingImportById(importId)).toMatchObject({
      state: "kept",
      opened: 2,
      updated: 0,
      lotsBrought: 1,
    });
    expect(await listed()).toMatchObject([
      { title: "Bawang tali", price: 150_000, state: "open" },
      { title: "Gula curah", price: 17_000, state: "open" },
    ]);
    expect(await lotsOfSeller()).toEqual([{ base: 50_000, title: "Gula curah" }]);
    const rowsTold: unknown[] = [];
    for await (const some of allRowsOf(importId)) rowsTold.push(...some);
    expect(rowsTold).toHaveLength(5);

    // The same bytes under another name, by another of the koperasi, are the same file; looked at again it changes nothing.
    const again = await bringListingFile(town.callOf(seller.chair), {
      fileName: "barang (1).csv",
      bytes: bytes(...rows),
    });
    expect(again).toEqual({ importId, isKnown: true });
    await lookAgain(call(), { importId });
    await lookAtListings(town.systemCall(), { importId });
    expect((await outcomesOf(importId)).known).toBe(2);
    await expect(askListings(call(), { importId })).rejects.toMatchObject({ code: "catalogue.bulkNothing" });

    // Another file of the same goods gives a new price; the same harvest is not brought twice, another amount is refused.
    const next = await looked([
      SUGAR.replace("17.000", "17.200"),
      ONION.replace(";20;;", ";25;;"),
      SUGAR.replace("Gula curah", "GULA  CURAH").replace(";50;", ";60;").replace(";kg;", ";KG;"),
    ]);
    expect(await told(next)).toEqual([
      "bad catalogue.bulkTwice",
      "bad catalogue.bulkOtherTerms",
      "bad catalogue.bulkTwice",
    ]);
    const more = await looked([SUGAR.replace(";50;", ";60;")]);
    expect(await told(more)).toEqual(["bad catalogue.listedOtherwise"]);
    const priced = await looked([SUGAR.replace("17.000", "17.200")]);
    expect(await told(priced)).toEqual(["changed"]);
    await askListings(call(), { importId: priced });
    await keepListings(town.systemCall(), { importId: priced });
    expect(await told(priced)).toEqual(["updated"]);
    expect(await listed()).toMatchObject([{}, { title: "Gula curah", price: 17_200, version: 2 }]);
    expect(await lotsOfSeller()).toHaveLength(1);
  } finally {
    await closeSheetThread();
  }
});

test("what changed between looking and listing is asked once more; two files of the same goods at once list them once", async () => {
  try {
    const other = await town.koperasi();
    const row = (price: string) => `Gula pasir;;Gula koperasi;kg;;${price};;100;;`;
    const one = await looked([row("17.000")], other);
    const two = await looked([row("17.100")], other);
    for (const importId of [one, two]) await askListings(town.callOf(other.business), { importId });
    await Promise.all([one, two].map((importId) => keepListings(town.systemCall(), { importId })));
    const [only, ...more] = await listed(other);
    expect(more).toEqual([]);
    expect([17_000, 17_100]).toContain(only?.["price"]);

    // Withdrawn after it was looked at: the row then opens goods of its own, as by hand.
    const [open] = await database.sql`select id from listings where seller_id = ${other.id}`;
    const third = await looked([row("17.300")], other);
    expect(await told(third)).toEqual(["changed"]);
    await withdrawListing(town.callOf(other.business), { listingId: open?.["id"] });
    await askListings(town.callOf(other.business), { importId: third });
    await keepListings(town.systemCall(), { importId: third });
    expect(await told(third)).toEqual(["opened"]);
  } finally {
    await closeSheetThread();
  }
});

test("prices by kind of buyer come from a file, each held against the ceiling; an empty cell leaves what stands", async () => {
  try {
    const firm = await town.bumd();
    const by = town.callOf(firm.sales);
    const sent = async (content: Uint8Array) => {
      const { importId } = await bringListingFile(by, { fileName: "harga.csv", bytes: content });
      await lookAtListings(town.systemCall(), { importId });
      return importId;
    };
    const kept = async (importId: string) => {
      await askListings(by, { importId });
      await keepListings(town.systemCall(), { importId });
    };
    const KINDS = "Barang;Satuan;Nama jual;Harga;Kapasitas per hari;Harga untuk dapur;Harga untuk koperasi";
    const rows = (...lines: string[]) => new TextEncoder().encode([KINDS, ...lines].join("\n"));
    const prices = async () =>
      database.sql`select title, price_rupiah::int as price, kind_prices as kinds, version from listings
        where seller_id = ${firm.id} and state = 'open' order by title`;

    const first = await sent(
      rows(
        "Gula pasir;kg;Gula BUMD;17.000;500;16.900;16.500",
        "Gula pasir;kg;Gula lain;17.000;500;24.000;",
        "Gula pasir;kg;Gula murah;17.000;500;;1.700",
      ),
    );
    const looked = await rowsOfImport(first, null, { limit: 5 });
    expect(looked.rows.map(({ place, said, fault }) => [place, said, fault])).toEqual([
      ["D2", "17.000", null],
      ["F3", "24.000", "catalogue.bulkAboveCeiling"],
      ["G4", "1.700", "catalogue.bulkFarOff"],
    ]);
    await kept(first);
    expect(await prices()).toMatchObject([
      { title: "Gula BUMD", price: 17_000, kinds: { kitchen: "16900", koperasi: "16500" }, version: 1 },
    ]);

    // Only what a row names is changed, and the same again is nothing new.
    const second = await sent(rows("Gula pasir;kg;Gula BUMD;17.000;;16.800;"));
    expect(await told(second)).toEqual(["changed"]);
    await kept(second);
    const given = {
      title: "Gula BUMD",
      price: 17_000,
      kinds: { kitchen: "16800", koperasi: "16500" },
      version: 2,
    };
    expect(await prices()).toMatchObject([given]);
    await lookAgain(by, { importId: second });
    await lookAtListings(town.systemCall(), { importId: second });
    expect(await told(second)).toEqual(["known"]);

    // What is for sale leaves as a file, and comes back as it is.
    const sheets = listingTemplateSheets(await fullCommodities(), await goodsForFile(firm.id), town.today);
    const file = new Uint8Array(await buffer(xlsxOf(sheets)));
    const back = await sent(file);
    expect(await told(back)).toEqual(["known"]);
    expect(await goodsForFile(seller.id)).not.toContainEqual(expect.objectContaining({ title: "Gula BUMD" }));
    // Between looking and listing somebody gave one by hand: what the file does not name is theirs.
    const third = await sent(rows("Gula pasir;kg;Gula BUMD;17.100;;;"));
    const [{ id: listingId } = { id: "" }] =
      await database.sql`select id from listings where seller_id = ${firm.id}`;
    await repriceListing(by, {
      ...{ listingId, priceRupiah: "17000", priceValidUntil: town.deliveryDay },
      kindPrices: { bumd: "16000" },
    });
    await kept(third);
    expect(await prices()).toMatchObject([{ price: 17_100, kinds: { bumd: "16000" } }]);
  } finally {
    await closeSheetThread();
  }
});

test("a file is its seller's own; one that cannot be read says why; whoever may not list brings none", async () => {
  try {
    const stranger = await town.koperasi();
    const importId = await looked(["Gula pasir;;;kg;;17.000;;100;;"]);
    const strange = town.callOf(stranger.business);
    await expect(askListings(strange, { importId })).rejects.toMatchObject({ kind: "missing" });
    await expect(lookAgain(strange, { importId })).rejects.toMatchObject({ kind: "missing" });
    await expect(
      bringListingFile(town.callOf(seller.overseer), { fileName: "x.csv", bytes: bytes("a") }),
    ).rejects.toMatchObject({ kind: "forbidden" });
    await expect(
      bringListingFile(call(), { fileName: "x.jpg", bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]) }),
    ).rejects.toMatchObject({ code: "kernel.fileKind" });
    const brought = async (content: Uint8Array) => {
      const { importId: id } = await bringListingFile(call(), { fileName: "x.csv", bytes: content });
      await lookAtListings(town.systemCall(), { importId: id });
      return (await listingImportById(id))?.refusal;
    };
    expect(await brought(new TextEncoder().encode("tanpa;judul\n1;2"))).toBe("catalogue.bulkNoHeader");
    expect(await brought(bytes())).toBe("catalogue.bulkEmpty");
    expect(await brought(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]))).toBe("kernel.sheetNotTable");
    // The old code page of Windows, with a title that has a letter outside of ASCII.
    const old = Buffer.from(`${HEAD}\r\nGula pasir;;Gula Caf\xe9;kg;;17.000;;100;;`, "latin1");
    const { importId: oldId } = await bringListingFile(call(), {
      fileName: "lama.csv",
      bytes: new Uint8Array(old),
    });
    await lookAtListings(town.systemCall(), { importId: oldId });
    const [row] = (await rowsOfImport(oldId, null, { limit: 5 })).rows;
    expect(row?.goods ?? row?.fault).toMatchObject({ title: "Gula Café" });
  } finally {
    await closeSheetThread();
  }
});
