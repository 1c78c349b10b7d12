import { type BusinessDay, isRealDay } from "./calendar.ts";

/**
 * Reading single cells of a stranger's table as people and spreadsheets write them. What can be read in two ways is not read at
 * all: a wrong price on record is worse than a row that somebody types again.
 */
export type SheetCellValue = string | number | boolean | Date | null;

/** One sheet of a file: rows of cells from the first row and column on, whatever stands in them. */
export type SheetGrid = readonly (readonly SheetCellValue[])[];

/** Where a cell stands, as a spreadsheet says it: "C5" for the third of the fifth row. */
export function cellPlace(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** "A" for the first column, "AA" for the twenty-seventh. */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

export function cellText(cell: SheetCellValue): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).replaceAll(/\s+/g, " ").trim();
}

/** True for text that a spreadsheet would run instead of show. */
export function isFormula(text: string): boolean {
  return /^[=@]|^[+-](?!\s*[\d.,])/.test(text);
}

const THOUSANDS = /^\d{1,3}(?:([.,\u00a0 '])\d{3})(?:\1\d{3})*(?:[.,](\d{1,2}))?$/;
const PLAIN = /^\d{1,9}(?:[.,](\d{1,2}))?$/;

/**
 * Whole rupiah from a cell: "14.854", "14,854", "Rp 14.854,00", "14,854.67", 14854. A sign before exactly three digits groups
 * thousands, one before one or two parts decimals; the last sign of two kinds parts decimals. Rounded half up. Null for
 * whatever else.
 */
export function priceFrom(cell: SheetCellValue): bigint | null {
  if (typeof cell === "number")
    return Number.isFinite(cell) && cell >= 0 ? BigInt(Math.floor(cell + 0.5)) : null;
  if (typeof cell !== "string") return null;
  const bare = cellText(cell)
    .replace(/^(?:rp|idr)\.?\s*/i, "")
    .replace(/,-$|,--$/, "");
  const grouped = THOUSANDS.exec(bare);
  const plain = grouped ? null : PLAIN.exec(bare);
  const found = grouped ?? plain;
  if (!found) return null;
  const decimals = (grouped ? grouped[2] : plain?.[1]) ?? "";
  const whole = (decimals ? bare.slice(0, -decimals.length - 1) : bare).replaceAll(/\D/g, "");
  if (grouped?.[1] !== undefined && decimals && bare.at(-decimals.length - 1) === grouped[1]) return null;
  return BigInt(whole) + (decimals !== "" && Number(decimals.padEnd(2, "0")) >= 50 ? 1n : 0n);
}

const MONTHS: readonly (readonly string[])[] = [
  ["januari", "january", "jan"],
  ["februari", "february", "feb", "pebruari"],
  ["maret", "march", "mar"],
  ["april", "apr"],
  ["mei", "may"],
  ["juni", "june", "jun"],
  ["juli", "july", "jul"],
  ["agustus", "august", "agu", "aug", "agt"],
  ["september", "sep", "sept"],
  ["oktober", "october", "okt", "oct"],
  ["november", "nov", "nop", "nopember"],
  ["desember", "december", "des", "dec"],
];

/** Days from 30 December 1899, as spreadsheets count them; only those of this century. */
const SERIAL = { from: 36_526, to: 73_050, epoch: Date.UTC(1899, 11, 30) };
const DAY_MS = 86_400_000;

/** A day from a cell: a date, "12/06/2026", "12-06-26", "2026-06-12", "12 Juni 2026", or a spreadsheet's own count. Day first. */
export function dayFrom(cell: SheetCellValue): BusinessDay | null {
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? null : asDay(cell.toISOString().slice(0, 10));
  if (typeof cell === "number" || (typeof cell === "string" && /^\d{5}$/.test(cell.trim())))
    return dayFromSerial(Number(cell));
  const text = cellText(cell)
    .toLowerCase()
    .replace(/^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\s*,?\s*/, "");
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$/.exec(text);
  if (iso) return dayOfParts(iso[3], iso[2], iso[1]);
  const numeric = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text);
  if (numeric) return dayOfParts(numeric[1], numeric[2], numeric[3]);
  const worded = /^(\d{1,2})[-/. ]*([a-z]+)[-/. ,]*(\d{4}|\d{2})$/.exec(text);
  const month = worded ? MONTHS.findIndex((names) => names.includes(worded[2] ?? "")) : -1;
  return worded && month >= 0 ? dayOfParts(worded[1], String(month + 1), worded[3]) : null;
}

/** A day somewhere in a line of text, such as "Harga per tanggal 12 Juni 2026". */
export function dayWithin(text: string): BusinessDay | null {
  const found =
    /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}\s+[a-z]+\s+\d{4}/i.exec(text)?.[0] ?? "";
  return found === "" ? null : dayFrom(found);
}

function dayFromSerial(serial: number): BusinessDay | null {
  if (!Number.isInteger(serial) || serial < SERIAL.from || serial > SERIAL.to) return null;
  return asDay(new Date(SERIAL.epoch + serial * DAY_MS).toISOString().slice(0, 10));
}

function dayOfParts(day = "", month = "", year = ""): BusinessDay | null {
  const whole = year.length === 2 ? `20${year}` : year;
  return asDay(`${whole}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function asDay(text: string): BusinessDay | null {
  return isRealDay(text) ? text : null;
}

/** What a cell of money or measure says, or why it says nothing that may be counted. */
export type Reading<Value> =
  | { readonly kind: "read"; readonly value: Value }
  | { readonly kind: "none" | "not" | "twoWays" | "negative" | "fraction" };

/**
 * Whole rupiah as `priceFrom` reads them, but never rounded: "14.5" and 14,5 are far more often a thousand that lost its zeros
 * on the way than a price with half a rupiah.
 */
export function wholeRupiahFrom(cell: SheetCellValue): Reading<bigint> {
  const text = cellText(cell);
  if (text === "" || /^[-–]+$/.test(text)) return { kind: "none" };
  if (/^(?:rp\.?\s*)?[-–]\s*(?:rp\.?\s*)?\d/i.test(text)) return { kind: "negative" };
  if (typeof cell === "number" && !Number.isInteger(cell)) return { kind: "fraction" };
  if (typeof cell === "string" && /[.,](?!0+$)\d{1,2}$/.test(text)) return { kind: "fraction" };
  const value = typeof cell === "number" && !Number.isSafeInteger(cell) ? null : priceFrom(cell);
  return value === null ? { kind: "not" } : { kind: "read", value };
}

const GROUPED = /^\d{1,3}(?:([.,\u00a0 '])\d{3}(?:\1\d{3})*)(?:([.,])(\d{1,6}))?$/;
const BARE = /^(\d{1,12})(?:[.,](\d{1,6}))?$/;

/**
 * An amount of a measure in millionths, exactly: "2,5", "2.5", "1.250,75", 2.5. One sign before exactly three digits may part
 * thousands here and decimals elsewhere, so "1.500" says nothing; "1.500.000", "1.500,5" and "0,500" do.
 */
export function amountFrom(cell: SheetCellValue): Reading<bigint> {
  if (typeof cell === "number") {
    if (!Number.isFinite(cell) || Math.abs(cell) > 1e9) return { kind: "not" };
    return cell < 0 ? { kind: "negative" } : { kind: "read", value: BigInt(Math.round(cell * 1_000_000)) };
  }
  if (typeof cell === "boolean" || cell instanceof Date) return { kind: "not" };
  const text = cellText(cell);
  if (text === "" || /^[-–]+$/.test(text)) return { kind: "none" };
  if (/^[-–]\s*\d/.test(text)) return { kind: "negative" };
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return { kind: "twoWays" };
  const grouped = /^0/.test(text) ? null : GROUPED.exec(text);
  if (grouped) {
    const [, sign, point, decimals = ""] = grouped;
    if (point !== undefined && point === sign) return { kind: "not" };
    return {
      kind: "read",
      value: millionths(text.slice(0, text.length - (point ? decimals.length + 1 : 0)), decimals),
    };
  }
  const bare = BARE.exec(text);
  return bare ? { kind: "read", value: millionths(bare[1] ?? "", bare[2] ?? "") } : { kind: "not" };
}

function millionths(whole: string, decimals: string): bigint {
  return BigInt(`${whole.replaceAll(/\D/g, "")}${decimals.padEnd(6, "0")}`);
}
