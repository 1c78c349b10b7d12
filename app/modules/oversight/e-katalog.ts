import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { CommodityCategory } from "../catalogue/commodity.ts";
import { day, rupiah, type Sheet, type SheetCell, text } from "./sheet.ts";

/** What the government's e-katalog asks of a product (domain 5), as it is known here. Legal codes are the seller's to check. */
export type CatalogueEntry = {
  readonly listingId: string;
  readonly title: string;
  readonly commodity: string;
  readonly grade: string;
  readonly category: string;
  readonly hsCode: string | null;
  readonly unit: string;
  /** "1 peti = 15 kg". */
  readonly unitHolds: string;
  readonly priceRupiah: bigint;
  readonly priceWithVatRupiah: bigint;
  readonly stock: string;
  readonly hasStock: boolean;
  readonly minOrder: string;
  readonly hasPhoto: boolean;
  readonly specification: string | null;
  /** Villages and cities of the lots there are; empty where nothing is in store. */
  readonly origins: readonly string[];
  readonly deliveryReach: string;
  readonly priceValidUntil: BusinessDay;
};

export type CatalogueSeller = {
  readonly name: string;
  readonly region: string;
  readonly businessNumber: string | null;
  readonly taxNumber: string | null;
  readonly isVatRegistered: boolean;
};

/** Something e-katalog asks for that is not there: of the seller, or of one product. */
export type CatalogueGap =
  | "business_number"
  | "tax_number"
  | "provider_account"
  | "kbki"
  | "photo"
  | "specification"
  | "stock"
  | "price_over"
  | "origin";

/** What only the seller can fill in over there: no field here holds it, and nobody is better off with a guess. */
export const GAPS_OF_THEIRS: readonly CatalogueGap[] = ["provider_account", "kbki"];

export function sellerGaps(seller: CatalogueSeller): CatalogueGap[] {
  return [
    ...(seller.businessNumber ? [] : ["business_number" as const]),
    ...(seller.taxNumber ? [] : ["tax_number" as const]),
    "provider_account",
  ];
}

/** What a product lacks on a day, in the order of the form. A product lacks its KBKI always: it is not kept here. */
export function entryGaps(entry: CatalogueEntry, today: BusinessDay): CatalogueGap[] {
  const lacks: readonly (readonly [CatalogueGap, boolean])[] = [
    ["kbki", true],
    ["photo", !entry.hasPhoto],
    ["specification", entry.specification === null || entry.specification.trim() === ""],
    ["stock", !entry.hasStock],
    ["price_over", entry.priceValidUntil < today],
    ["origin", entry.hasStock && entry.origins.length === 0],
  ];
  return lacks.flatMap(([gap, isLacking]) => (isLacking ? [gap] : []));
}

/** How the file and the screen say a gap: Indonesian, as the form over there is. */
export const gapWords: Readonly<Record<CatalogueGap, { readonly field: string; readonly todo: string }>> = {
  business_number: {
    field: "NIB",
    todo: "Isi NIB di halaman Organisasi; KBLI-nya harus cocok dengan kategori produk",
  },
  tax_number: { field: "NPWP", todo: "Isi NPWP di halaman Organisasi" },
  provider_account: {
    field: "Akun penyedia",
    todo: "Daftar sebagai penyedia di INAPROC, lalu isi di sana",
  },
  kbki: { field: "KBKI", todo: "Pilih kode KBKI di e-katalog; Lumbung tidak menebaknya" },
  photo: { field: "Foto", todo: "Tambahkan foto di halaman barang" },
  specification: { field: "Spesifikasi", todo: "Tulis keterangan di halaman barang" },
  stock: { field: "Stok", todo: "Catat panen atau stok barang ini" },
  price_over: { field: "Masa berlaku harga", todo: "Perpanjang harga di halaman barang" },
  origin: { field: "Asal barang", todo: "Catat asal ketika mencatat panen" },
};

/** Categories as the form is read, in Indonesian whoever takes the file. */
const categoryWords: Readonly<Record<CommodityCategory, string>> = {
  staple: "Bahan pokok",
  protein: "Lauk",
  vegetable: "Sayur",
  spice: "Bumbu dapur",
  fruit: "Buah",
  oil: "Minyak",
  dairy: "Susu",
  seasoning: "Gula, garam, dan penyedap",
};

const HEAD = [
  "Nama produk",
  "Komoditas",
  "Mutu",
  "Kategori",
  "KBKI",
  "Kode HS (verifikasi)",
  "Merek",
  "Satuan",
  "Isi satuan",
  "Harga tanpa PPN (Rp)",
  "Harga dengan PPN (Rp)",
  "Stok",
  "Pesanan paling sedikit",
  "Produk dalam negeri",
  "Asal barang",
  "Sertifikat TKDN",
  "Foto",
  "Spesifikasi",
  "Wilayah kirim",
  "Ongkos kirim",
  "Harga berlaku sampai",
  "Belum lengkap",
] as const;

const said = (value: string | null): SheetCell =>
  value === null || value === "" ? { kind: "empty" } : text(value);

function entryRow(entry: CatalogueEntry, today: BusinessDay): SheetCell[] {
  return [
    text(entry.title),
    text(entry.commodity),
    text(entry.grade),
    text(categoryWords[entry.category as CommodityCategory] ?? entry.category),
    { kind: "empty" },
    said(entry.hsCode),
    text("Tanpa merek"),
    text(entry.unit),
    text(entry.unitHolds),
    rupiah(entry.priceRupiah),
    rupiah(entry.priceWithVatRupiah),
    text(entry.stock),
    text(entry.minOrder),
    // Lots here come of Indonesian villages; where none is in store there is nothing to say it of.
    said(entry.origins.length > 0 ? "Ya" : null),
    said(entry.origins.join("; ")),
    text("Tidak berlaku untuk hasil segar (verifikasi)"),
    text(entry.hasPhoto ? "Ada" : "Belum ada"),
    said(entry.specification),
    text(entry.deliveryReach),
    text("Termasuk dalam harga"),
    day(entry.priceValidUntil),
    text(
      entryGaps(entry, today)
        .map((gap) => gapWords[gap].field)
        .join(", "),
    ),
  ];
}

/**
 * The sheets to fill e-katalog from: products, the seller, and row by row what is missing and where to mend it. The service publishes no file
 * format to us: columns follow its form and are to be checked there. No cost, no tier and no bank number is among them.
 */
export function eKatalogSheets(
  seller: CatalogueSeller,
  entries: readonly CatalogueEntry[],
  today: BusinessDay,
): Sheet[] {
  return [
    { name: "Produk", head: [...HEAD], rows: entries.map((entry) => entryRow(entry, today)) },
    {
      name: "Penyedia",
      head: ["Isian", "Nilai"],
      rows: [
        [text("Nama"), text(seller.name)],
        [text("Wilayah"), text(seller.region)],
        [text("NIB"), said(seller.businessNumber)],
        [text("NPWP"), said(seller.taxNumber)],
        [text("Pengusaha kena pajak"), text(seller.isVatRegistered ? "Ya" : "Tidak")],
        [text("Akun penyedia (INAPROC)"), { kind: "empty" }],
      ],
    },
    {
      name: "Belum lengkap",
      head: ["Baris di Produk", "Nama produk", "Isian", "Yang perlu dilakukan"],
      rows: [
        ...sellerGaps(seller).map((gap) => gapRow("Penyedia", seller.name, gap)),
        ...entries.flatMap((entry, at) =>
          entryGaps(entry, today).map((gap) => gapRow((at + 2).toString(), entry.title, gap)),
        ),
      ],
    },
  ];
}

function gapRow(row: string, name: string, gap: CatalogueGap): SheetCell[] {
  return [text(row), text(name), text(gapWords[gap].field), text(gapWords[gap].todo)];
}

/** A sheet as rows of a text file: amounts as digits, days as they are. */
export function sheetAsText(sheet: Sheet): (string | bigint | number)[][] {
  const plain = (cell: SheetCell): string | bigint | number => {
    switch (cell.kind) {
      case "empty":
        return "";
      case "kilograms":
        return cell.grams;
      default:
        return cell.value;
    }
  };
  return [[...sheet.head], ...sheet.rows.map((row) => row.map(plain))];
}
