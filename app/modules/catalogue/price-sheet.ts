import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import {
  cellPlace,
  cellText,
  dayFrom,
  dayWithin,
  isFormula,
  priceFrom,
  type SheetCellValue,
  type SheetGrid,
} from "#app/kernel/sheet-cell.ts";
import type { NamedGoods } from "./goods-names.ts";

/**
 * A price file as a table of cells, read as surveys lay theirs out: one price a row with its day in a column, in a line above, or
 * given by whoever brings the file; or one column for each day. Good rows are good whatever stands beside them.
 */
export const priceFaults = [
  "noName",
  "unknownName",
  "formula",
  "noPrice",
  "notPrice",
  "outOfRange",
  "noDay",
  "notDay",
  "dayNotCome",
  "unit",
  "twice",
  "differs",
  "farOff",
] as const;
export type PriceFault = (typeof priceFaults)[number];

export type GoodPrice = {
  readonly commodityCode: string;
  readonly gradeCode: string | null;
  readonly label: string;
  readonly onDay: BusinessDay;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
};

/** One price of a file: where it stands ("C5"), what stands there, and what it comes to. */
export type PriceRow = {
  readonly place: string;
  readonly name: string;
  readonly said: string;
  readonly outcome:
    | ({ readonly kind: "good" } & GoodPrice)
    | { readonly kind: "bad"; readonly fault: PriceFault };
};

export type ReadSheet =
  | { readonly kind: "read"; readonly rows: readonly PriceRow[] }
  | { readonly kind: "unreadable"; readonly because: "noHeader" | "tooLong" };

export type ReadWith = {
  readonly findGoods: (name: string) => NamedGoods | null;
  /** For a file that says no day itself. */
  readonly givenDay: BusinessDay | null;
  readonly today: BusinessDay;
};

const ROWS_MAX = 5_000;
const PRICES_MAX = 10_000;
const HEADER_WITHIN = 25;
const LOWEST = 100n;
const HIGHEST = 5_000_000n;

const NAME_HEAD = /^(?:nama\b|komoditas|bahan\b|barang|uraian|jenis|commodity|item|name\b)/;
const DAY_HEAD = /^(?:tanggal|tgl|hari\b|date|day\b)/;
const UNIT_HEAD = /^(?:satuan|unit|per\b)/;
const PRICE_HEAD = /harga|price|rupiah/;
const NOW_HEAD = /sekarang|hari ini|terkini|terbaru|today|now|current/;
const OTHER_PRICE_HEAD =
  /kemarin|lalu|sebelum|acuan|\bhet\b|\bhap\b|yesterday|previous|perubahan|selisih|change/;

type Head = {
  readonly at: number;
  readonly name: number;
  readonly unit: number | null;
  readonly day: number | null;
  /** Columns of prices, each with the day that its heading names. */
  readonly prices: readonly { readonly column: number; readonly day: BusinessDay | null }[];
  /** The day that a line above the table names. */
  readonly titleDay: BusinessDay | null;
};

/** Reads every price of a table; nothing is stored, and no row keeps another from being read. */
export function readPriceSheet(grid: SheetGrid, using: ReadWith): ReadSheet {
  if (grid.length > ROWS_MAX) return { kind: "unreadable", because: "tooLong" };
  const head = headOf(grid);
  if (!head) return { kind: "unreadable", because: "noHeader" };
  const rows: PriceRow[] = [];
  for (let at = head.at + 1; at < grid.length; at += 1) {
    rows.push(...rowPrices(grid[at] ?? [], at, head, using));
    if (rows.length > PRICES_MAX) return { kind: "unreadable", because: "tooLong" };
  }
  return { kind: "read", rows: withoutRepeats(rows) };
}

function headOf(grid: SheetGrid): Head | null {
  for (const [at, row] of grid.slice(0, HEADER_WITHIN).entries()) {
    const words = row.map((cell) => cellText(cell).toLowerCase());
    const column = (head: RegExp) => {
      const found = words.findIndex((word) => head.test(word));
      return found < 0 ? null : found;
    };
    const name = column(NAME_HEAD);
    const prices = name === null ? [] : priceColumns(row, words);
    if (name === null || prices.length === 0) continue;
    const titles = grid.slice(0, at).map((line) => line.map(cellText).join(" "));
    return {
      at,
      name,
      unit: column(UNIT_HEAD),
      day: column(DAY_HEAD),
      prices,
      titleDay: titles.map(dayWithin).find((day) => day !== null) ?? null,
    };
  }
  return null;
}

function priceColumns(row: readonly SheetCellValue[], words: readonly string[]): Head["prices"] {
  const dated = row.flatMap((cell, column) => {
    const day = dayFrom(cell);
    return day === null ? [] : [{ column, day }];
  });
  if (dated.length > 0) return dated;
  const priced = words.flatMap((word, column) =>
    PRICE_HEAD.test(word) && !OTHER_PRICE_HEAD.test(word) ? [column] : [],
  );
  const column = priced.find((one) => NOW_HEAD.test(words[one] ?? "")) ?? priced[0];
  return column === undefined ? [] : [{ column, day: null }];
}

function rowPrices(
  row: readonly SheetCellValue[],
  at: number,
  head: Head,
  using: ReadWith,
): readonly PriceRow[] {
  const name = cellText(row[head.name] ?? null);
  const isBlank = head.prices.every(({ column }) => cellText(row[column] ?? null) === "");
  const unit = head.unit === null ? null : cellText(row[head.unit] ?? null);
  // A line without price and unit heads the lines below it.
  if (isBlank && (name === "" || unit === "" || using.findGoods(name) === null)) return [];
  return head.prices.flatMap(({ column, day }): PriceRow[] => {
    const cell = row[column] ?? null;
    // Of several days a gap is a day that was not surveyed.
    if (cellText(cell) === "" && head.prices.length > 1) return [];
    const onDay = day ?? (head.day === null ? null : (row[head.day] ?? null));
    const outcome = judge({ name, cell, onDay, unit: unit ?? "" }, head, using);
    return [{ place: cellPlace(at, column), name, said: cellText(cell), outcome }];
  });
}

type Cells = {
  readonly name: string;
  readonly cell: SheetCellValue;
  readonly onDay: SheetCellValue | BusinessDay;
  readonly unit: string;
};

const bad = (fault: PriceFault): PriceRow["outcome"] => ({ kind: "bad", fault });

function judge({ name, cell, onDay, unit }: Cells, head: Head, using: ReadWith): PriceRow["outcome"] {
  const said = cellText(cell);
  const isGap = said === "" || /^[-–]+$|^0+$/.test(said);
  if (isFormula(name) || (!isGap && isFormula(said))) return bad("formula");
  if (name === "") return bad("noName");
  const goods = using.findGoods(name);
  if (goods === null) return bad("unknownName");
  if (isGap) return bad("noPrice");
  const priceRupiah = priceFrom(cell);
  if (priceRupiah === null) return bad("notPrice");
  const basePerUnit = unitBase(unit, goods.baseUnit);
  if (basePerUnit === null) return bad("unit");
  if (priceRupiah < LOWEST || priceRupiah > HIGHEST) return bad("outOfRange");
  const isSaid = onDay !== null && cellText(onDay) !== "";
  const day = isSaid ? dayFrom(onDay) : (head.titleDay ?? using.givenDay);
  if (day === null) return bad(isSaid ? "notDay" : "noDay");
  if (day > using.today) return bad("dayNotCome");
  const { commodityCode, gradeCode, label } = goods;
  return { kind: "good", commodityCode, gradeCode, label, onDay: day, priceRupiah, basePerUnit };
}

const UNITS: readonly (readonly [words: RegExp, of: BaseUnit, base: bigint])[] = [
  [/^(?:kg|kilo|kilogram|1 kg)$/, "g", 1000n],
  [/^(?:ons)$/, "g", 100n],
  [/^(?:g|gr|gram)$/, "g", 1n],
  [/^(?:l|lt|ltr|liter|litre|1 liter)$/, "ml", 1000n],
  [/^(?:butir|biji|buah|pcs|piece|ekor)$/, "piece", 1n],
];

/** How much one unit of a file holds in base units; a file that names none means kilograms, litres or pieces. */
function unitBase(unit: string, base: BaseUnit): bigint | null {
  const word = unit
    .toLowerCase()
    .replace(/^rp\.?\s*\/\s*|^per\s+|^\//, "")
    .trim();
  if (word === "") return base === "piece" ? 1n : 1000n;
  const found = UNITS.find(([words, of]) => of === base && words.test(word));
  return found ? found[2] : null;
}

/** A price that a file gives twice counts once; where the two differ, neither is known to be right. */
function withoutRepeats(rows: readonly PriceRow[]): PriceRow[] {
  const keyOf = (price: GoodPrice) => `${price.commodityCode}/${price.gradeCode ?? ""}/${price.onDay}`;
  const said = new Map<string, Set<string>>();
  for (const { outcome } of rows) {
    if (outcome.kind !== "good") continue;
    const prices = said.get(keyOf(outcome)) ?? new Set<string>();
    said.set(keyOf(outcome), prices.add(`${outcome.priceRupiah}/${outcome.basePerUnit}`));
  }
  const kept = new Set<string>();
  return rows.flatMap((row): PriceRow[] => {
    if (row.outcome.kind !== "good") return [row];
    const key = keyOf(row.outcome);
    if ((said.get(key)?.size ?? 0) > 1) return [{ ...row, outcome: bad("twice") }];
    if (kept.has(key)) return [];
    kept.add(key);
    return [row];
  });
}
