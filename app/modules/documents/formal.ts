import { clockTime, groupDigits, plainRupiah, whole, zoneName } from "#app/i18n/format.ts";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";

/**
 * How days, hours and quantities are written on a paper: in formal Indonesian whatever language the reader's
 * screen has, and never through Intl, because a paper drawn again in ten years must show the same letters.
 */
const MONTHS = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
] as const;
const WEEKDAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"] as const;

/** "2026-03-27" → "27 Maret 2026". */
export function formalDay(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ""} ${year}`;
}

/** "2026-03-27" → "Jumat, 27 Maret 2026". */
export function formalDayLong(day: string): string {
  return `${formalWeekday(day)}, ${formalDay(day)}`;
}

/** "2026-03-27" → "Jumat". */
export function formalWeekday(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}

/** "2026-03-27" → "27/03/2026", for narrow columns. */
export function formalDayShort(day: string): string {
  return day.split("-").reverse().join("/");
}

/** "14:30" in Asia/Jakarta → "14.30 WIB". */
export function formalTime(time: string, timeZone: TimeZone): string {
  return `${clockTime(time)} ${zoneName(timeZone)}`;
}

/** "14:00", "16:00" → "14.00–16.00 WIB". */
export function formalWindow(start: string, end: string, timeZone: TimeZone): string {
  return `${clockTime(start)}–${formalTime(end, timeZone)}`;
}

/** Rupiah with its sign of currency: "Rp 1.234.567". */
export const formalRupiah = plainRupiah;

/** Rupiah for a column that names the currency in its head: "1.234.567". */
export const columnRupiah = whole;

/** 45 → "4,5 °C"; −180 → "−18 °C". */
export function formalTemperature(tenths: number): string {
  const size = Math.abs(tenths);
  const fraction = size % 10 === 0 ? "" : `,${size % 10}`;
  return `${tenths < 0 ? "−" : ""}${Math.trunc(size / 10)}${fraction} °C`;
}

export type FormalUnit = { readonly name: string; readonly base: BaseUnit; readonly size: bigint };

/** What quantities are written in when the trading unit does not come out even: kg, liter, pieces. */
export const plainUnits: Readonly<Record<BaseUnit, FormalUnit>> = {
  g: { name: "kg", base: "g", size: 1000n },
  ml: { name: "liter", base: "ml", size: 1000n },
  piece: { name: "buah", base: "piece", size: 1n },
};

/**
 * The unit in which all of these quantities can be written exactly with at most three decimals: the trading unit
 * where it can, else kg, liter or pieces. A third of a crate is thus written as its weight, never as "0,333 peti".
 */
export function exactUnit(unit: FormalUnit, quantities: readonly bigint[]): FormalUnit {
  return quantities.every((quantity) => (quantity * 1000n) % unit.size === 0n) ? unit : plainUnits[unit.base];
}

/** The bare figure of a quantity in a unit that `exactUnit` found fit: 1500n in kg → "1,5". */
export function figureOf(quantity: bigint, unit: FormalUnit): string {
  const thousandths = (quantity * 1000n) / unit.size;
  const fraction = (thousandths % 1000n).toString().padStart(3, "0").replace(/0+$/, "");
  return `${groupDigits((thousandths / 1000n).toString())}${fraction === "" ? "" : `,${fraction}`}`;
}

/** A quantity with its unit, exactly: "1,5 kg", "12 peti". */
export function formalQuantity(quantity: bigint, unit: FormalUnit): string {
  const fit = exactUnit(unit, [quantity]);
  return `${figureOf(quantity, fit)} ${fit.name}`;
}

/** The weight of quantities that are all in grams: "1.234,5 kg"; null when one of them is not a weight. */
export function formalWeightTotal(
  parts: readonly { readonly quantity: bigint; readonly unit: FormalUnit }[],
): string | null {
  if (parts.length === 0 || parts.some((part) => part.unit.base !== "g")) return null;
  return formalQuantity(
    parts.reduce((sum, part) => sum + part.quantity, 0n),
    plainUnits.g,
  );
}

/** Why goods were refused, in the words of a minutes paper; keyed by the codes that the door uses. */
export const rejectReasonWords = {
  rotten: "Busuk",
  wilted: "Layu",
  bruised: "Memar",
  underweight: "Kurang timbang",
  wrong_size: "Salah ukuran",
  off_specification: "Tidak sesuai spesifikasi",
  packaging: "Kemasan rusak",
  temperature: "Suhu tidak memenuhi syarat",
  late: "Terlambat",
  expired: "Kedaluwarsa",
  papers: "Dokumen tidak lengkap",
  cracked: "Pecah atau retak",
} as const;

/** Why the house itself voids a paper, as its public page says it. */
export const voidReasonWords = {
  goodsAdded: "Diganti surat yang baru karena ada barang yang ditambahkan",
  booksMoved: "Diganti dengan keadaan buku yang lebih baru",
  cityMoved: "Diganti dengan laporan yang lebih baru untuk bulan yang sama",
  purchaseMoved: "Diganti karena pembeliannya berlanjut",
  answerMoved: "Diganti konfirmasi yang baru karena penyedia menjawab lagi",
  noteMoved: "Diganti nota yang baru karena jumlah atau harganya berubah",
  weighedAgain: "Diganti karena barang ditimbang ulang sebelum truk berangkat",
  promiseOver: "Kesanggupan untuk barang ini tidak berlaku lagi",
  notDispatched: "Barang tidak berangkat sampai batas waktu pengiriman",
  late: "Barang belum berangkat ketika jam terima sudah lewat; pembeli memesan kepada yang lain",
} as const;

/** What becomes of refused goods. */
export const dispositionWords = {
  returned: "Dikembalikan",
  replaced_today: "Diganti hari ini",
  destroyed: "Dimusnahkan",
  deducted: "Dipotong dari tagihan",
  accepted_at_discount: "Diterima dengan potongan harga",
} as const;

/** What is looked at, smelt and felt at the door. */
export const senseWords = {
  colour: "Warna",
  smell: "Bau",
  texture: "Tekstur",
  packaging: "Kemasan",
} as const;

/** The rules of allotment, as the published table names them. */
export const allotmentRuleWords = {
  hamilton: "Proporsional, pembulatan sisa terbesar",
  webster: "Proporsional berimbang, memperhitungkan jatah terdahulu",
  equal: "Sama rata",
  priority: "Menurut urutan prioritas",
} as const;

function codesOf<Code extends string>(words: Readonly<Record<Code, string>>): [Code, ...Code[]] {
  return Object.keys(words) as [Code, ...Code[]];
}

export const rejectReasonCodes = codesOf(rejectReasonWords);
export const dispositionCodes = codesOf(dispositionWords);
export const senseCodes = codesOf(senseWords);
export const allotmentRuleCodes = codesOf(allotmentRuleWords);
