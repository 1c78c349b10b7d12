import { m } from "#app/i18n/paraglide/messages.js";
import type { SheetCommodity } from "../catalogue/listing-sheet.ts";
import { day, rupiah, type Sheet, text, whole } from "./sheet.ts";

/** The headings of a seller's file of goods, as `listing-sheet.ts` finds them; Indonesian for everybody, as the goods' names are. */
const HEAD = [
  "Barang",
  "Mutu",
  "Nama jual",
  "Satuan",
  "Isi per satuan",
  "Harga",
  "Modal",
  "Kapasitas per hari",
  "Minimal pesan",
  "Stok",
  "Tanggal panen",
  "Siap dalam (jam)",
  "Jangkauan (km)",
  "Berlaku sampai",
  "Catatan",
] as const;

/** An empty file to fill in: its columns with one row as an example, which is never listed, and the names that it may use. */
export function listingTemplateSheets(commodities: readonly SheetCommodity[], today: string): Sheet[] {
  const empty = text("");
  return [
    {
      name: m.catalogue_bulk_sheet_goods(),
      head: HEAD,
      rows: [
        [
          text("Telur ayam ras"),
          text("M"),
          text("Telur ayam negeri segar"),
          text("peti"),
          whole(15),
          rupiah(405_000n),
          rupiah(390_000n),
          whole(40),
          whole(1),
          whole(12),
          day(today),
          whole(12),
          whole(30),
          empty,
          text(m.catalogue_bulk_sheet_example()),
        ],
      ],
    },
    {
      name: m.catalogue_bulk_sheet_names(),
      head: ["Kode", "Nama barang", "Mutu yang dikenal", "Satuan yang dikenal", "Isi ditulis dalam"],
      rows: commodities.map(({ code, name, grades, units, baseUnit }) => [
        text(code),
        text(name),
        text(grades.map((grade) => grade.name).join(", ")),
        text(units.map(({ unit }) => unit).join(", ")),
        text({ g: "kg", ml: "liter", piece: "butir/buah" }[baseUnit]),
      ]),
    },
  ];
}
