import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { importPrices } from "#app/modules/catalogue/import-prices.server.ts";
import { judgedPrices } from "#app/modules/catalogue/price-import-reads.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import type { SheetCell } from "#app/modules/oversight/sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { closeSheetThread, readSheets } from "#app/platform/read-sheets.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

const bytes = (text: string) => new TextEncoder().encode(text);
const CSV = bytes(
  [
    "Tanggal;Komoditas;Harga",
    "06/07/2026;Telur Ayam Ras;27.500",
    "06/07/2026;Cabai Rawit Merah;61.000",
    "06/07/2026;Ikan Duyung;1.000",
    "06/07/2026;Gula Pasir;175.000",
    "06/07/2026;Bawang Merah;41.000",
  ].join("\n"),
);

test("a survey's file is looked at, its good prices are kept once, and what stands is never written over", async () => {
  const agency = await town.agency({ regionCode: "35.72" });
  const koperasi = await town.koperasi();
  const grids = await readSheets(CSV);
  const about = { regionCode: "35.72", source: "Survei impor" };
  // Sugar once cost a tenth of what the file says, and onions have another price that day.
  for (const [onDay, commodityCode, priceRupiah] of [
    ["2026-07-01", "GLA", "17500"],
    ["2026-07-06", "BMR", "40000"],
  ] as const)
    await recordPrices(town.callOf(agency.officer), {
      ...about,
      onDay,
      prices: [{ commodityCode, priceRupiah, basePerUnit: "1000" }],
    });
  const looked = async () =>
    (await judgedPrices(grids, { ...about, givenDay: null, today: town.today })).map(
      ({ place, outcome }) => `${place} ${outcome.kind === "bad" ? outcome.fault : outcome.kind}`,
    );
  const bad = ["C4 unknownName", "C5 farOff", "C6 differs"];
  expect(await looked()).toEqual(["C2 good", "C3 good", ...bad]);
  const count = async () =>
    Number(
      (await database.sql`select count(*) from reference_prices where source = 'Survei impor'`)[0]?.["count"],
    );
  expect(await count()).toBe(2);

  const file = { ...about, fileName: "harga.csv", grids };
  await expect(importPrices(town.callOf(koperasi.chair), file)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(
    importPrices(town.callOf(agency.officer), { ...file, regionCode: "35.71" }),
  ).rejects.toMatchObject({ kind: "forbidden" });
  expect(await importPrices(town.callOf(agency.officer), file)).toEqual({ recorded: 2, left: 3 });
  expect(await looked()).toEqual(["C2 known", "C3 known", ...bad]);
  expect(await importPrices(town.callOf(agency.officer), file)).toEqual({ recorded: 0, left: 5 });
  expect(await count()).toBe(4);
});

test("spreadsheets are opened in a thread; what is none, is too large or is of old is refused with the reason", async () => {
  try {
    const cells: readonly SheetCell[] = [
      { kind: "text", value: "Telur ayam ras" },
      { kind: "day", value: "2026-07-06" },
      { kind: "rupiah", value: 27_500n },
    ];
    const head = ["Komoditas", "Tanggal", "Harga"];
    const xlsx = await buffer(xlsxOf([{ name: "Harga", head, rows: [cells] }]));
    const grids = await readSheets(Uint8Array.from(xlsx));
    const about = { regionCode: "35", source: "Survei lembar", givenDay: null, today: town.today };
    expect(await judgedPrices(grids, about)).toMatchObject([
      { place: "C2", outcome: { kind: "good", onDay: "2026-07-06", priceRupiah: 27_500n } },
    ]);
    const refused = (content: Uint8Array) => expect(readSheets(content)).rejects;
    await refused(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1])).toMatchObject({
      code: "kernel.sheetOldExcel",
    });
    await refused(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9])).toMatchObject({
      code: "kernel.sheetNotTable",
    });
    await refused(Uint8Array.from([7, 0, 7])).toMatchObject({ code: "kernel.sheetNotTable" });
    await refused(new Uint8Array(6_000_000)).toMatchObject({ code: "kernel.fileTooLarge" });
    await refused(new Uint8Array(0)).toMatchObject({ code: "kernel.fileEmpty" });
    // A ZIP whose directory says that it unpacks to gigabytes.
    const bomb = Uint8Array.from(xlsx);
    const view = new DataView(bomb.buffer);
    for (let at = 0; at + 46 < bomb.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xf0000000, true);
    await refused(bomb).toMatchObject({ code: "kernel.sheetTooLarge" });
    await expect(judgedPrices([[["a"]]], about)).rejects.toMatchObject({
      code: "catalogue.priceFile_noHeader",
    });
  } finally {
    await closeSheetThread();
  }
});
