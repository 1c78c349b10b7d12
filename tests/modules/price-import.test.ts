import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { bringPriceFile } from "#app/modules/catalogue/bring-price-file.server.ts";
import { importPriceFile } from "#app/modules/catalogue/import-prices.server.ts";
import {
  broughtBy,
  broughtFile,
  judgedPrices,
  sheetsOfImport,
} from "#app/modules/catalogue/price-import-reads.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import type { SheetCell } from "#app/modules/oversight/sheet.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { closeSheetThread, readSheets } from "#app/platform/read-sheets.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

const bytes = (text: string) => new TextEncoder().encode(text);
const csv = (...rows: string[]) => bytes(["Tanggal;Komoditas;Harga", ...rows].join("\n"));
const CSV = csv(
  "06/07/2026;Telur Ayam Ras;27.500",
  "06/07/2026;Cabai Rawit Merah;61.000",
  "06/07/2026;Ikan Duyung;1.000",
  "06/07/2026;Gula Pasir;175.000",
  "06/07/2026;Bawang Merah;41.000",
);

test("a survey's file is kept with its hash, looked at, and counts once it is said to; it corrects what stood, once", async () => {
  try {
    const agency = await town.agency({ regionCode: "35.72" });
    const koperasi = await town.koperasi();
    const call = town.callOf(agency.officer);
    const about = { regionCode: "35.72", source: "Survei impor" };
    // Sugar once cost a tenth of what the file says, and onions have another price that day.
    for (const [onDay, commodityCode, priceRupiah] of [
      ["2026-07-01", "GLA", "17500"],
      ["2026-07-06", "BMR", "40000"],
    ] as const)
      await recordPrices(call, {
        ...about,
        onDay,
        prices: [{ commodityCode, priceRupiah, basePerUnit: "1000" }],
      });
    const file = { ...about, fileName: "harga.csv", bytes: CSV };
    await expect(bringPriceFile(town.callOf(koperasi.chair), file)).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(bringPriceFile(call, { ...file, regionCode: "35.71" })).rejects.toMatchObject({
      kind: "forbidden",
    });
    await expect(
      bringPriceFile(call, { ...file, bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]) }),
    ).rejects.toMatchObject({ code: "kernel.fileKind" });
    const { importId, isKnown } = await bringPriceFile(call, file);
    expect(isKnown).toBe(false);
    const looked = async (of: string) => {
      const brought = await broughtFile(of);
      if (!brought) throw new Error("it was brought");
      const rows = await judgedPrices(await sheetsOfImport(of), {
        ...brought,
        today: town.today,
        mayCorrect: brought.keptAt === null,
      });
      return rows.map(
        ({ place, outcome }) => `${place} ${outcome.kind === "bad" ? outcome.fault : outcome.kind}`,
      );
    };
    const count = async () =>
      Number(
        (await database.sql`select count(*) from reference_prices where source = 'Survei impor'`)[0]?.[
          "count"
        ],
      );
    const bad = ["C4 unknownName", "C5 farOff"];
    expect(await looked(importId)).toEqual(["C2 good", "C3 good", ...bad, "C6 corrects"]);
    expect(await count()).toBe(2);
    await expect(importPriceFile(town.callOf(koperasi.chair), importId)).rejects.toMatchObject({
      kind: "forbidden",
    });

    expect(await importPriceFile(call, importId)).toEqual({ recorded: 2, corrected: 1 });
    expect(await looked(importId)).toEqual(["C2 known", "C3 known", ...bad, "C6 known"]);
    expect(await importPriceFile(call, importId)).toEqual({ recorded: 0, corrected: 0 });
    expect(await bringPriceFile(call, { ...file, fileName: "harga (1).csv" })).toEqual({
      importId,
      isKnown: true,
    });
    expect(await count()).toBe(5);
    const corrected = await database.sql`
      select r.price_rupiah::int as price, r.reason, w.price_rupiah::int as before, encode(sha256(f.bytes), 'hex') = f.sha256 as is_kept
      from reference_prices r join reference_prices w on w.id = r.corrects_id
      join price_imports i on i.id = r.import_id join stored_files f on f.id = i.file_id`;
    expect(corrected).toEqual([{ price: 41_000, reason: "Berkas harga.csv", before: 40_000, is_kept: true }]);

    // Another file of that day corrects the first; the first, kept again, corrects nothing back.
    const { importId: nextId } = await bringPriceFile(call, {
      ...file,
      bytes: csv("06/07/2026;Telur Ayam Ras;27.800"),
    });
    expect(await importPriceFile(call, nextId)).toEqual({ recorded: 0, corrected: 1 });
    expect((await looked(importId))[0]).toBe("C2 differs");
    expect(await importPriceFile(call, importId)).toEqual({ recorded: 0, corrected: 0 });
    expect((await broughtBy(agency.id)).map(({ id }) => id)).toEqual([nextId, importId]);

    // Two files with the same prices, and one of them twice, let count in the same second: every price stands once.
    const row = "05/07/2026;Telur Ayam Ras;27.600";
    const twins = await Promise.all(
      [csv(row), csv(row, "")].map((content, at) =>
        bringPriceFile(call, { ...file, fileName: `kembar-${at}.csv`, bytes: content }),
      ),
    );
    const counted = await Promise.all(
      [...twins, ...twins].map((twin) => importPriceFile(call, twin.importId)),
    );
    expect(counted.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(1);
    expect(counted.every(({ corrected }) => corrected === 0)).toBe(true);
  } finally {
    await closeSheetThread();
  }
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
    const about = {
      regionCode: "35",
      source: "Survei lembar",
      givenDay: null,
      today: town.today,
      mayCorrect: true,
    };
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
    await refused(new Uint8Array(11_000_000)).toMatchObject({ code: "kernel.fileTooLarge" });
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
