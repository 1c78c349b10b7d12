import { buffer } from "node:stream/consumers";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { csvGrid, textOf } from "#app/kernel/csv-grid.ts";
import { cellPlace } from "#app/kernel/sheet-cell.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { openSheets } from "#app/platform/open-sheets.server.ts";
import { figure, inline, writtenXlsx } from "#tests/support/xlsx.ts";

// Goal: a stranger's spreadsheet comes out as the cells that people see in it, runs nothing, and hurts nobody.
// Method: files of our own writer, and files written by hand with what no library would write.
const opened = (bytes: Uint8Array) => {
  const found = openSheets(bytes);
  return "grids" in found ? found.grids : found.refused;
};

test("text, figures, days and yes or no come out as they were written", async () => {
  const file = await buffer(
    xlsxOf([
      {
        name: "Harga",
        head: ["Barang", "Tanggal", "Harga"],
        rows: [
          [
            { kind: "text", value: 'Beras "A" & <B>' },
            { kind: "day", value: "2026-07-06" },
            { kind: "rupiah", value: 27_500n },
          ],
        ],
      },
    ]),
  );
  expect(opened(Uint8Array.from(file))).toEqual([
    [
      ["Barang", "Tanggal", "Harga"],
      ['Beras "A" & <B>', new Date("2026-07-06T00:00:00Z"), 27_500],
    ],
  ]);
});

test("a formula is its kept result, or shows itself; faults, hidden sheets and rich text are told apart", () => {
  const file = writtenXlsx(
    [
      { cells: [[inline("A1", "rahasia")]], isHidden: true },
      {
        cells: [
          [
            '<c r="A1"><f>SUM(B1:C1)</f><v>7</v></c>',
            '<c r="B1"><f>WEBSERVICE("http://x")</f></c>',
            '<c r="C1" t="str"><f>A1&amp;"x"</f></c>',
            '<c r="D1" t="str"><f>UPPER("a")</f><v>A</v></c>',
            '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="F1" t="b"><v>1</v></c>',
            '<c r="G1" t="s"><v>0</v></c>',
            figure("H1", 46_185, 1),
            figure("I1", 14_854.67),
          ],
        ],
      },
    ],
    ['<r><t>Ber</t></r><r><rPr/><t xml:space="preserve">as </t></r><rPh><t>x</t></rPh>'],
  );
  expect(opened(file)).toEqual([
    [
      [
        7,
        '=WEBSERVICE("http://x")',
        '=A1&"x"',
        "A",
        "#DIV/0!",
        true,
        "Beras ",
        new Date("2026-06-12T00:00:00Z"),
        14_854.67,
      ],
    ],
  ]);
});

test("what is merged over rows holds in each of them, and what is merged over columns stays a title", () => {
  const file = writtenXlsx([
    {
      cells: [
        [inline("A1", "Harga harian")],
        [inline("A2", "12/06/2026"), inline("B2", "Beras")],
        [inline("B3", "Telur")],
        [],
        [inline("A5", "13/06/2026"), inline("C5", "x")],
      ],
      merged: ["A1:C1", "A2:A3", "B5:B9", "?"],
    },
  ]);
  expect(opened(file)).toEqual([
    [["Harga harian"], ["12/06/2026", "Beras"], ["12/06/2026", "Telur"], [], ["13/06/2026", null, "x"]],
  ]);
});

test("a row far below costs nothing until it holds something, and too much is too much", () => {
  const at = (place: string, row: number) =>
    `<row r="${row}">${figure(place, 1)}</row><row r="1048576"><c r="A1048576" s="1"/></row>`;
  const sheet = (rows: string) => writtenXlsx([{ cells: [[`</row>${rows}<row>`]] }]);
  expect(opened(sheet(at("B3", 3)))).toEqual([[[], [], [null, 1]]]);
  expect(opened(sheet(at("A900000", 900_000)))).toBe("tooLarge");
  expect(opened(sheet(at("XFD3", 3)))).toBe("tooLarge");
});

test("an archive that unpacks to more than it may is not unpacked, and one that lies about it comes out cut off", () => {
  const packed = zipSync({
    "xl/workbook.xml": strToU8("<workbook/>"),
    "xl/worksheets/sheet1.xml": new Uint8Array(4 * 1024 * 1024),
  });
  const saying = (size: number) => {
    const changed = Uint8Array.from(packed);
    const view = new DataView(changed.buffer);
    for (let at = 0; at + 46 < changed.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
    return opened(changed);
  };
  expect(packed.length).toBeLessThan(20_000);
  expect(saying(0xf0000000)).toBe("tooLarge");
  expect(saying(100)).toBe("notTable");
});

test("a file with entities of its own, and one of broken XML, is no table", () => {
  const bomb = zipSync({
    "xl/workbook.xml": strToU8(
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook><sheets><sheet name="&b;" id="r0"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8('<R><Relationship Id="r0" Target="worksheets/s.xml"/></R>'),
    "xl/worksheets/s.xml": strToU8("<worksheet><row><c><v>&b;</v></c></row></worksheet>"),
  });
  expect(opened(bomb)).toBe("notTable");
  expect(opened(zipSync({ "xl/workbook.xml": strToU8("<workbook><sheets>") }))).toBe("notTable");
  expect(opened(zipSync({ "readme.txt": strToU8("halo") }))).toBe("notTable");
});

test("what is no table is told apart from a page, an old spreadsheet, a picture and a paper", () => {
  expect(opened(strToU8("<html><table><tr><td>Beras</td></tr></table></html>"))).toBe("webPage");
  expect(opened(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).toBe("oldExcel");
  expect(opened(strToU8("%PDF-1.7 …"))).toBe("notTable");
  expect(opened(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).toBe("notTable");
  expect(opened(Uint8Array.from({ length: 400 }, (_, at) => at % 31))).toBe("notTable");
});

test("CSV is read in every encoding, sign and line end that spreadsheets write", () => {
  const utf16 = (text: string) => Uint8Array.from([...text].flatMap((sign) => [sign.charCodeAt(0), 0]));
  for (const bytes of [
    strToU8("\uFEFFBarang;Harga\r\nTempe;5.300"),
    strToU8("sep=;\r\nBarang;Harga\r\nTempe;5.300"),
    strToU8("Barang\tHarga\rTempe\t5.300"),
    strToU8('"Barang","Harga"\n"Tempe","5.300"\n'),
    Uint8Array.from([0xff, 0xfe, ...utf16("Barang;Harga\nTempe;5.300")]),
    utf16("Barang;Harga\nTempe;5.300"),
  ])
    expect(opened(bytes)).toEqual([
      [
        ["Barang", "Harga"],
        ["Tempe", "5.300"],
      ],
    ]);
  expect(textOf(Uint8Array.from([0x4b, 0xe9, 0x3b, 0x31]))).toBe("Ké;1");
  expect(csvGrid("")).toEqual([]);
  expect([cellPlace(4, 2), cellPlace(0, 26), cellPlace(0, 701)]).toEqual(["C5", "AA1", "ZZ1"]);
});
