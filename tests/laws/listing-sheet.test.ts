import fc from "fast-check";
import { expect, test } from "vitest";
import { csvGrid, csvLine } from "#app/kernel/csv-grid.ts";
import { csvText } from "#app/kernel/csv-text.ts";
import { amountFrom, isFormula, type SheetGrid, wholeRupiahFrom } from "#app/kernel/sheet-cell.ts";
import { readListingSheets } from "#app/modules/catalogue/listing-sheet.ts";

const REGISTER = [
  {
    code: "TLR",
    name: "Telur ayam ras",
    nameEn: "Eggs",
    baseUnit: "g" as const,
    grades: [
      { code: "M", name: "M 50–60 g" },
      { code: "L", name: "L 60–70 g" },
    ],
    units: [
      { unit: "kg", basePerUnit: 1000n },
      { unit: "peti", basePerUnit: 15_000n },
    ],
  },
  {
    code: "GLA",
    name: "Gula pasir",
    nameEn: "Sugar",
    baseUnit: "g" as const,
    grades: [{ code: "A", name: "Lokal" }],
    units: [{ unit: "kg", basePerUnit: 1000n }],
  },
];

const HEAD = [
  "Nama Barang",
  "Mutu",
  "SATUAN",
  "Isi per satuan",
  "Harga (Rp)",
  "Kapasitas per hari",
  "Stok",
  "Catatan",
];
const said = (rows: SheetGrid) => {
  const read = readListingSheets([[["Daftar barang koperasi"], [], HEAD, ...rows]], REGISTER);
  if (read.kind !== "read") return read.because;
  return read.rows.map(({ place, read: row }) =>
    "goods" in row ? "good" : `${place} ${row.fault.code.split(".")[1]}`,
  );
};
const one = (...cells: SheetGrid[number]) => said([cells])[0];

test("a row is read in its own unit; columns may stand in any order under a title", () => {
  const read = readListingSheets(
    [
      [["judul"]],
      [
        ["Harga", "Satuan", "Barang", "Stok", "Mutu"],
        ["Rp 405.000", "Peti", "telur ayam ras", "2,5", "l"],
      ],
    ],
    REGISTER,
  );
  expect(read).toMatchObject({
    kind: "read",
    rows: [
      {
        rowNumber: 2,
        read: {
          goods: {
            commodityCode: "TLR",
            gradeCode: "L",
            title: "Telur ayam ras L 60–70 g",
            unit: "peti",
            basePerUnit: 15_000n,
            priceRupiah: 405_000n,
            stockBase: 37_500n,
            capacityBasePerDay: null,
          },
        },
      },
    ],
  });
});

test("a price by kind of buyer is named by a column that says for whom, and only where a cell is filled", () => {
  const head = ["Barang", "Satuan", "Harga", "Harga koperasi", "Harga untuk BUMD", "Price for kitchens (Rp)"];
  const read = (...cells: SheetGrid[number]) => {
    const all = readListingSheets([[head, ["Gula pasir", "kg", "17.500", ...cells]]], REGISTER);
    return all.kind === "read" ? all.rows[0] : undefined;
  };
  expect(read("16.000", "Rp 17.000", "17.200")?.read).toMatchObject({
    goods: { priceRupiah: 17_500n, kindPrices: { kitchen: 17_200n, bumd: 17_000n } },
    kindCells: { kitchen: { place: "F2", said: "17.200" }, bumd: { place: "E2", said: "Rp 17.000" } },
  });
  expect(read("", "", "-")?.read).toMatchObject({ goods: { kindPrices: {} } });
  expect(read("", "nego", "")).toMatchObject({
    place: "E2",
    said: "nego",
    read: { fault: { code: "catalogue.bulkNotAmount" } },
  });
  expect(read("", "", 0)).toMatchObject({ place: "F2", read: { fault: { code: "kernel.notPositive" } } });
  expect(read("", "=1+1", "")).toMatchObject({
    place: "E2",
    read: { fault: { code: "catalogue.bulkFormula" } },
  });
  // Two rows of the same goods with different prices for kitchens are two rows that differ.
  const twice = readListingSheets(
    [
      [
        head,
        ["Gula pasir", "kg", "17.500", "", "", "17.200"],
        ["Gula pasir", "kg", "17.500", "", "", "17.300"],
      ],
    ],
    REGISTER,
  );
  expect(twice).toMatchObject({
    rows: [
      { read: { fault: { code: "catalogue.bulkTwice" } } },
      { read: { fault: { code: "catalogue.bulkTwice" } } },
    ],
  });
});

test("what is wrong with a row is said with its cell, and keeps no other row from being read", () => {
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "40")).toBe("good");
  expect(one("Ikan duyung", "M", "kg", "", "27.500")).toBe("A4 bulkUnknownGoods");
  expect(one("", "M", "kg", "", "27.500")).toBe("A4 bulkNoGoods");
  expect(one("Telur ayam ras", "", "kg", "", "27.500")).toBe("B4 bulkNoGrade");
  expect(one("Telur ayam ras", "XXL", "kg", "", "27.500")).toBe("B4 bulkUnknownGrade");
  expect(one("Gula pasir", "-", "kg", "", "17.500", "5")).toBe("good");
  expect(one("Telur ayam ras", "M", "", "", "27.500")).toBe("C4 bulkNoUnit");
  expect(one("Telur ayam ras", "M", "keranjang", "", "27.500")).toBe("C4 bulkUnknownUnit");
  expect(one("Telur ayam ras", "M", "keranjang", "12", "300.000")).toBe("good");
  expect(one("Telur ayam ras", "M", "kg", "2", "27.500")).toBe("D4 bulkContent");
  for (const price of ["", "-", null])
    expect(one("Telur ayam ras", "M", "kg", "", price)).toBe("E4 bulkNoPrice");
  expect(one("Telur ayam ras", "M", "kg", "", 0)).toBe("E4 notPositive");
  for (const price of [-27_500, "-27.500", "Rp -27.500"])
    expect(one("Telur ayam ras", "M", "kg", "", price)).toBe("E4 bulkNegative");
  // A thousand that lost its zeros on the way through a spreadsheet is no price.
  for (const price of [27.5, "27.5", "27,5"])
    expect(one("Telur ayam ras", "M", "kg", "", price)).toBe("E4 bulkFraction");
  expect(one("Telur ayam ras", "M", "kg", "", 9e15)).toBe("E4 bulkHuge");
  expect(one("Telur ayam ras", "M", "kg", "", "dua puluh")).toBe("E4 bulkNotAmount");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "1.500")).toBe("F4 bulkTwoWays");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "0")).toBe("F4 notPositive");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "0,0001")).toBe("F4 bulkTooFine");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", 8e8, 9.9e8)).toBe("good");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", 5e9)).toBe("F4 bulkNotAmount");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "40", "", "Contoh: hapus")).toBe("H4 bulkExample");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "40", "", "x".repeat(501))).toBe("H4 bulkTextLong");
  expect(
    said([
      ["Telur ayam ras", "M", "kg", "", "27.500", "40"],
      [],
      ["Kapur"],
      ["Gula pasir", "", "kg", "", 17_500, 5],
    ]),
  ).toEqual(["good", "A6 bulkUnknownGoods", "good"]);
});

test("what a spreadsheet would run is refused wherever it stands, and nothing else is taken for it", () => {
  for (const text of ['=HYPERLINK("http://x";"y")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-cmd"]) {
    expect(one(text, "M", "kg", "", "27.500")).toBe("A4 bulkFormula");
    expect(one("Telur ayam ras", "M", "kg", "", "27.500", "40", "", text)).toBe("H4 bulkFormula");
  }
  expect(one("Telur ayam ras", "M", "kg", "", "=1+1")).toBe("E4 bulkFormula");
  expect(one("Telur ayam ras", "M", "kg", "", "27.500", "40", "", "bagus - segar")).toBe("good");
});

test("goods that stand twice are listed once when they agree, and not at all when they differ", () => {
  const eggs = ["Telur ayam ras", "M", "kg", "", "27.500", "40"];
  expect(said([eggs, eggs, ["telur ayam ras", "m", "KG", "", 27_500, 40]])).toEqual([
    "good",
    "E5 bulkRepeats",
    "E6 bulkRepeats",
  ]);
  expect(
    said([eggs, ["Telur ayam ras", "M", "kg", "", "27.600", "40"], ["Gula pasir", "", "kg", "", 17_500, 5]]),
  ).toEqual(["E4 bulkTwice", "E5 bulkTwice", "good"]);
});

test("a file without the three headings, or of too many rows, is refused as a whole", () => {
  expect(
    readListingSheets(
      [
        [
          ["Barang", "Harga"],
          ["Telur", 1],
        ],
      ],
      REGISTER,
    ),
  ).toEqual({
    kind: "unreadable",
    because: "noHeader",
  });
  expect(said(Array.from({ length: 20_001 }, () => ["Telur ayam ras"]))).toBe("tooLong");
});

test("an amount that is written as people here write it comes back exactly, and is never read two ways", () => {
  const whole = fc.bigInt({ min: 0n, max: 999_999_999n });
  const decimals = fc.integer({ min: 0, max: 99 });
  const dots = (value: bigint) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  fc.assert(
    fc.property(whole, decimals, (value, part) => {
      const millionths = value * 1_000_000n + BigInt(part) * 10_000n;
      const fraction = String(part).padStart(2, "0");
      const read = { kind: "read", value: millionths };
      expect(amountFrom(`${value},${fraction}`)).toEqual(read);
      expect(amountFrom(`${value}.${fraction}`)).toEqual(read);
      expect(amountFrom(`${dots(value)},${fraction}`)).toEqual(read);
      expect(amountFrom(String(value))).toEqual({ kind: "read", value: value * 1_000_000n });
      const grouped = amountFrom(dots(value));
      expect(grouped).toEqual(
        value >= 1000n && value < 1_000_000n
          ? { kind: "twoWays" }
          : { kind: "read", value: value * 1_000_000n },
      );
      expect(wholeRupiahFrom(`Rp ${dots(value)}`)).toEqual({ kind: "read", value });
    }),
  );
});

test("a CSV that we write is read back cell by cell, and no cell of it is run", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 6 }), (cells) => {
      const [row = []] = csvGrid(csvLine(cells));
      expect(row).toHaveLength(cells.length);
      for (const [at, cell] of cells.entries()) {
        const shown = cell.replaceAll(/[\r\n]+/g, " ");
        const without = (text: string) => text.replaceAll(/'(?=[=+\-@])/g, "");
        expect(without(row[at] ?? "")).toBe(without(shown));
        expect(isFormula((row[at] ?? "").trim())).toBe(false);
      }
    }),
  );
  expect(csvLine(["=1+1", "-5", "+62 812", 'a"b'])).toBe(`"'=1+1";"-5";"'+62 812";"a""b"\r\n`);
});

test("no cell of a file that we write is run, whichever sign the reader's spreadsheet parts cells by", () => {
  const nasty = fc.string({
    unit: fc.constantFrom("=", "+", "-", "@", ",", ";", "\t", "|", '"', "'", " ", "\n", "1", "a"),
  });
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (cells) => {
      for (const written of [csvLine(cells), csvText([cells])])
        for (const piece of written.replace("\uFEFF", "").split(/[,;|\t\r\n]/)) {
          const begins = piece.replace(/^["\s]+/, "").replace(/"$/, "");
          expect(/^-?\d+$/.test(begins) || !/^[=+\-@]/.test(begins), piece).toBe(true);
        }
    }),
    { numRuns: 500 },
  );
  // Read by semicolons, as spreadsheets of this country do, the second half would be a cell of its own.
  expect(csvText([["Beras;=HYPERLINK(A1)"]])).toBe(`\uFEFF"Beras;'=HYPERLINK(A1)"\r\n`);
  expect(csvLine(["Beras,=1+1"])).toBe(`"Beras,'=1+1"\r\n`);
  expect(csvText([[-5, "-5", "Pasar Legi, blok A"]])).toBe(`\uFEFF-5,-5,"Pasar Legi, blok A"\r\n`);
});
