import { m } from "#app/i18n/paraglide/messages.js";
import { type BuyerKind, buyerKinds } from "../catalogue/kind-prices.ts";
import type { RowGoods } from "../catalogue/listing-row.ts";
import type { SheetCommodity } from "../catalogue/listing-sheet.ts";
import { day, measure, rupiah, type Sheet, type SheetCell, text, whole } from "./sheet.ts";

/** The headings of a seller's file of goods, as `listing-sheet.ts` finds them; Indonesian for everybody, as the goods' names are. */
const KIND_HEADS: Readonly<Record<BuyerKind, string>> = {
  kitchen: "Harga untuk dapur",
  koperasi: "Harga untuk koperasi",
  bumd: "Harga untuk BUMD",
  trade_center: "Harga untuk trade center",
};
const HEAD = [
  "Barang",
  "Mutu",
  "Nama jual",
  "Satuan",
  "Isi per satuan",
  "Harga",
  ...buyerKinds.map((kind) => KIND_HEADS[kind]),
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

/** Goods that are for sale, as a row names them. */
type OwnGoods = Pick<
  RowGoods,
  | "commodityCode"
  | "gradeCode"
  | "title"
  | "unit"
  | "basePerUnit"
  | "priceRupiah"
  | "kindPrices"
  | "costRupiah"
>;

const empty: SheetCell = { kind: "empty" };
const rupiahOr = (value: bigint | null | undefined) => (value == null ? empty : rupiah(value));

/**
 * A file of goods to fill in: what its seller has on the market with its prices, or one row as an example, which is never listed; and
 * the names that it may use. What stands in no column is left as it is, so that the same file sent back changes nothing but days.
 */
export function listingTemplateSheets(
  commodities: readonly SheetCommodity[],
  own: readonly OwnGoods[],
  today: string,
): Sheet[] {
  const byCode = new Map(commodities.map((commodity) => [commodity.code, commodity]));
  const rows = own.flatMap((goods) => {
    const commodity = byCode.get(goods.commodityCode);
    return commodity ? [ownRow(goods, commodity)] : [];
  });
  return [
    { name: m.catalogue_bulk_sheet_goods(), head: HEAD, rows: rows.length > 0 ? rows : [exampleRow(today)] },
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

function exampleRow(today: string): SheetCell[] {
  return [
    text("Telur ayam ras"),
    text("M"),
    text("Telur ayam negeri segar"),
    text("peti"),
    whole(15),
    rupiah(405_000n),
    ...buyerKinds.map((kind) => (kind === "koperasi" ? rupiah(398_000n) : empty)),
    rupiah(390_000n),
    whole(40),
    whole(1),
    whole(12),
    day(today),
    whole(12),
    whole(30),
    empty,
    text(m.catalogue_bulk_sheet_example()),
  ];
}

function ownRow(goods: OwnGoods, { name, grades, units, baseUnit }: SheetCommodity): SheetCell[] {
  const isUsual = units.some((usual) => usual.unit === goods.unit && usual.basePerUnit === goods.basePerUnit);
  return [
    text(name),
    text(grades.find(({ code }) => code === goods.gradeCode)?.name ?? goods.gradeCode),
    text(goods.title),
    text(goods.unit),
    isUsual ? empty : measure(goods.basePerUnit, baseUnit !== "piece"),
    rupiah(goods.priceRupiah),
    ...buyerKinds.map((kind) => rupiahOr(goods.kindPrices[kind])),
    rupiahOr(goods.costRupiah),
  ];
}
