import fc from "fast-check";
import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { csvGrid, textOf } from "#app/kernel/csv-grid.ts";
import { dayFrom, priceFrom, type SheetGrid } from "#app/kernel/sheet-cell.ts";
import { goodsFinder } from "#app/modules/catalogue/goods-names.ts";
import { readPriceSheet } from "#app/modules/catalogue/price-sheet.ts";

// Goal: a survey's file is read as its makers meant it, or not at all, and one wrong row takes no other with it.
// Method: cells in every shape that spreadsheets of this country write, then whole tables with something wrong in them.
const goods = (code: string, name: string, baseUnit: "g" | "ml", grades: readonly string[]) => ({
  code,
  name,
  nameEn: code,
  baseUnit,
  grades: grades.map((grade) => ({ code: grade[0] ?? "", name: grade })),
});
const findGoods = goodsFinder([
  goods("BRS", "Beras", "g", ["Premium", "Medium"]),
  goods("TLR", "Telur ayam ras", "g", []),
  goods("CRW", "Cabai rawit merah", "g", []),
  goods("MYK", "Minyakita", "ml", []),
]);
const using = { findGoods, givenDay: null, today: businessDay("2026-06-15") };

function outcomes(
  grid: SheetGrid,
  change: Partial<typeof using> | { givenDay: ReturnType<typeof businessDay> } = {},
) {
  const read = readPriceSheet(grid, { ...using, ...change });
  if (read.kind !== "read") return read.because;
  return read.rows.map(({ place, outcome }) =>
    outcome.kind === "good"
      ? `${place} ${outcome.commodityCode}/${outcome.gradeCode ?? ""} ${outcome.onDay} ${outcome.priceRupiah}/${outcome.basePerUnit}`
      : `${place} ${outcome.fault}`,
  );
}

test("rupiah are read in every sign of thousands and decimals, and nothing else is", () => {
  for (const text of [
    "14854",
    "14.854",
    "14,854",
    "Rp 14.854",
    "Rp14.854,00",
    "14,854.00",
    "14 854",
    "14.853,50",
    "14.854,-",
  ])
    expect([text, priceFrom(text)]).toEqual([text, 14_854n]);
  for (const text of [
    "",
    "-",
    "abc",
    "1.4854",
    "14.854.5000",
    "14,85.4",
    "=1+1",
    "12:30",
    "1e5",
    "14.854/kg",
  ])
    expect([text, priceFrom(text)]).toEqual([text, null]);
  expect([priceFrom(14_853.5), priceFrom("14,85"), priceFrom("1.234.567"), priceFrom(Number.NaN)]).toEqual([
    14_854n,
    15n,
    1_234_567n,
    null,
  ]);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999n }), (rupiah) => {
      const dotted = rupiah.toString().replaceAll(/\B(?=(\d{3})+$)/g, ".");
      expect(priceFrom(dotted)).toBe(rupiah);
      expect(priceFrom(dotted.replaceAll(".", ","))).toBe(rupiah);
    }),
  );
});

test("days are read in every shape, day first, and impossible ones are not", () => {
  const texts = [
    "12/06/2026",
    "12-6-26",
    "2026-06-12",
    "12 Juni 2026",
    "Jumat, 12 Juni 2026",
    "12-Jun-26",
    "46185",
  ];
  for (const text of texts) expect([text, dayFrom(text)]).toEqual([text, "2026-06-12"]);
  expect(dayFrom(new Date("2026-06-12T00:00:00Z"))).toBe("2026-06-12");
  for (const text of ["31/02/2026", "06/25/2026", "kemarin", "12", "14.854", ""])
    expect([text, dayFrom(text)]).toEqual([text, null]);
});

test("good rows are kept and every bad one is told with its place and reason", () => {
  const csv = [
    "Survei harian;;;",
    "Tanggal;Komoditas;Satuan;Harga",
    "12/06/2026;Beras Premium;kg;14.860",
    "12 Juni 2026;BERAS  medium (kg);Rp/kg;12,891",
    "2026-06-12;Telur Ayam;kg;24200",
    "12/06/2026;Ikan paus;kg;90.000",
    "12/06/2026;;kg;90.000",
    '12/06/2026;Cabai rawit merah;kg;=HYPERLINK("http://x")',
    "12/06/2026;@SUM(A1);kg;1000",
    "31/02/2026;Cabai rawit merah;kg;44.000",
    "20/06/2026;Cabai rawit merah;kg;44.000",
    "11/06/2026;Cabai rawit merah;liter;44.000",
    "10/06/2026;Cabai rawit merah;kg;44",
    "09/06/2026;Cabai rawit merah;kg;44.000",
    "09/06/2026;Cabe Rawit Merah;kg;45.000",
    "08/06/2026;Cabai rawit merah;kg;mahal",
    "07/06/2026;Cabai rawit merah;kg;-",
    "06/06/2026;Minyak Kita;liter;15.700",
    "06/06/2026;Minyakita;liter;15.700",
    ";;;",
  ].join("\r\n");
  expect(outcomes(csvGrid(csv))).toEqual([
    "D3 BRS/P 2026-06-12 14860/1000",
    "D4 BRS/M 2026-06-12 12891/1000",
    "D5 TLR/ 2026-06-12 24200/1000",
    "D6 unknownName",
    "D7 noName",
    "D8 formula",
    "D9 formula",
    "D10 notDay",
    "D11 dayNotCome",
    "D12 unit",
    "D13 outOfRange",
    "D14 twice",
    "D15 twice",
    "D16 notPrice",
    "D17 noPrice",
    "D18 MYK/ 2026-06-06 15700/1000",
  ]);
});

test("a table of the province is read: its day above, yesterday's price beside today's, headings between, merged cells", () => {
  const grid: SheetGrid = [
    ["Harga Rata-rata Jawa Timur, 12 Juni 2026", null, null, null, null],
    ["No", "Nama Bahan Pokok", "Satuan", "Harga Kemarin", "Harga Sekarang"],
    [1, "BERAS", null, null, null],
    [null, "Beras Premium", "kg", 14_800, 14_860],
    [null, null, "kg", 12_800, 12_891],
    [2, "Telur Ayam Ras", "kg", 24_100, 24_200.4],
  ];
  expect(outcomes(grid)).toEqual([
    "E4 BRS/P 2026-06-12 14860/1000",
    "E5 noName",
    "E6 TLR/ 2026-06-12 24200/1000",
  ]);
});

test("a column for each day is read, a gap among them says nothing, and without any day the given one counts", () => {
  const wide: SheetGrid = [
    ["Komoditas", "11/06/2026", new Date("2026-06-12T00:00:00Z")],
    ["Telur ayam ras", "24.100", null],
    ["Minyakita", null, 15_700],
  ];
  expect(outcomes(wide)).toEqual(["B2 TLR/ 2026-06-11 24100/1000", "C3 MYK/ 2026-06-12 15700/1000"]);
  const bare: SheetGrid = [
    ["Komoditas", "Harga"],
    ["Telur ayam ras", "24.100"],
  ];
  expect(outcomes(bare)).toEqual(["B2 noDay"]);
  expect(outcomes(bare, { givenDay: businessDay("2026-06-12") })).toEqual(["B2 TLR/ 2026-06-12 24100/1000"]);
  expect(outcomes([["apa", "saja"]])).toBe("noHeader");
});

test("text is read in the encodings that spreadsheets write, and what is no text is not", () => {
  const latin = Uint8Array.from([0x52, 0xe9, 0x3b, 0x31]);
  expect(textOf(latin)).toBe("Ré;1");
  expect(textOf(Uint8Array.from([0xff, 0xfe, 0x41, 0, 0x3b, 0]))).toBe("A;");
  expect(textOf(Uint8Array.from([1, 0, 2, 3]))).toBeNull();
  expect(csvGrid('a,"b ""x"", c"\n"1\n2",3')).toEqual([
    ["a", 'b "x", c'],
    ["1\n2", "3"],
  ]);
});
