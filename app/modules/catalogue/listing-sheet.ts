import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import {
  amountFrom,
  cellPlace,
  cellText,
  dayFrom,
  isFormula,
  type Reading,
  type SheetCellValue,
  type SheetGrid,
  wholeRupiahFrom,
} from "#app/kernel/sheet-cell.ts";
import { isDivisibleUnit } from "./commodity.ts";
import { goodsFinder } from "./goods-names.ts";
import { type BuyerKind, buyerKinds, isSameKindPrices, type KindPrices } from "./kind-prices.ts";
import { IMPORT_ROWS_MAX, type RowFault } from "./listing-import.ts";
import { goodsKey, type RowGoods } from "./listing-row.ts";

/**
 * A seller's goods as a table of cells: one row for each, columns in any order under headings of their own. A row is read whole
 * or not at all, says where it fails, and keeps no other from being read. Amounts are in the row's own unit.
 */
export type SheetRow = {
  /** As the file counts, from 1. */
  readonly rowNumber: number;
  /** The cell that is wrong, or the row's first. */
  readonly place: string;
  readonly name: string;
  /** What stands in the cell that is wrong, or the price. */
  readonly said: string;
  readonly read:
    | { readonly goods: RowGoods; readonly kindCells: Readonly<Record<BuyerKind, SaidCell>> }
    | { readonly fault: RowFault };
};

/** Where a cell stands and what it says. */
type SaidCell = Pick<SheetRow, "place" | "said">;

/** What the register says of goods that a row may name. */
export type SheetCommodity = {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly baseUnit: BaseUnit;
  readonly grades: readonly { readonly code: string; readonly name: string }[];
  readonly units: readonly { readonly unit: string; readonly basePerUnit: bigint }[];
};

/** "Harga koperasi" may be the price of a koperasi that sells; only a heading that says for whom is one for buyers of a kind. */
const forBuyers = (kind: string) => new RegExp(`^(?:harga (?:untuk|khusus)|price for) (?:${kind})\\b`);

/** The columns, as headings say them; the first three must be there. */
const HEADS = {
  goods: /^(?:(?:nama )?(?:barang|komoditas)|kode(?: barang)?|goods|commodity)$/,
  unit: /^(?:satuan|kemasan|unit)$/,
  price: /^(?:harga|harga jual|harga per satuan|harga rp|price)$/,
  grade: /^(?:mutu|kualitas|grade|quality)$/,
  title: /^(?:nama jual|judul|title)$/,
  content: /^(?:isi|content)\b/,
  cost: /^(?:modal|harga modal|harga beli|cost)\b/,
  perDay: /^(?:kapasitas|capacity)\b/,
  minOrder: /^(?:minimal|minimum|pesanan paling kecil)\b/,
  stock: /^(?:stok|stock)\b/,
  harvestedOn: /^(?:tanggal panen|panen|harvest)\b/,
  leadTime: /^(?:siap dalam|waktu siap|lead time)\b/,
  radius: /^(?:jangkauan|radius|reach)\b/,
  validUntil: /^(?:harga )?(?:berlaku sampai|valid until)\b/,
  note: /^(?:catatan|keterangan|note)\b/,
  forKitchen: forBuyers("dapur|sppg|kitchens?"),
  forKoperasi: forBuyers("koperasi|cooperatives?"),
  forBumd: forBuyers("bumd"),
  forTradeCenter: forBuyers("trade centers?"),
} as const;
type ColumnName = keyof typeof HEADS;
const columnNames = Object.keys(HEADS) as ColumnName[];
type Columns = Readonly<Partial<Record<ColumnName, number>>>;
const KIND_COLUMNS = {
  kitchen: "forKitchen",
  koperasi: "forKoperasi",
  bumd: "forBumd",
  trade_center: "forTradeCenter",
} as const satisfies Record<BuyerKind, ColumnName>;

const HEADER_WITHIN = 25;
const MILLION = 1_000_000n;
/** No price of a pack, and no amount in base units, is larger. */
const PRICE_MAX = 1_000_000_000_000n;
const BASE_MAX = 1_000_000_000_000n;
const SAID_MAX = 120;

export type ReadListings =
  | { readonly kind: "read"; readonly rows: readonly SheetRow[] }
  | { readonly kind: "unreadable"; readonly because: "noHeader" | "tooLong" };

/** Reads every row of the first sheet that has goods, units and prices under headings; nothing is stored. */
export function readListingSheets(
  grids: readonly SheetGrid[],
  commodities: readonly SheetCommodity[],
): ReadListings {
  const reader = rowReader(commodities);
  for (const grid of grids) {
    const head = headOf(grid);
    if (head === null) continue;
    const rows = grid.slice(head.at + 1).flatMap((row, below): SheetRow[] => {
      const isBlank = columnNames.every((name) => cellText(cellIn(row, head.columns, name)) === "");
      return isBlank ? [] : [reader(row, head.at + 1 + below, head.columns)];
    });
    if (rows.length > IMPORT_ROWS_MAX) return { kind: "unreadable", because: "tooLong" };
    return { kind: "read", rows: withoutRepeats(rows) };
  }
  return { kind: "unreadable", because: "noHeader" };
}

function headOf(grid: SheetGrid): { readonly at: number; readonly columns: Columns } | null {
  for (const [at, row] of grid.slice(0, HEADER_WITHIN).entries()) {
    const words = row.map((cell) =>
      cellText(cell)
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
        .trim(),
    );
    const columns = Object.fromEntries(
      columnNames.flatMap((name) => {
        const column = words.findIndex((word) => HEADS[name].test(word));
        return column < 0 ? [] : [[name, column]];
      }),
    ) as Columns;
    if (columns.goods !== undefined && columns.unit !== undefined && columns.price !== undefined)
      return { at, columns };
  }
  return null;
}

function cellIn(row: readonly SheetCellValue[], columns: Columns, name: ColumnName): SheetCellValue {
  const column = columns[name];
  return column === undefined ? null : (row[column] ?? null);
}

/** Leaves the reading of one row, with the column that is wrong. */
class Wrong extends Error {
  readonly column: ColumnName;
  readonly fault: RowFault;
  constructor(column: ColumnName, code: string, params: RowFault["params"] = {}) {
    super(code);
    this.column = column;
    this.fault = { code, params };
  }
}

type Cells = (name: ColumnName) => SheetCellValue;

/** Text of a cell; a dash is how people leave one empty. */
function wordsIn(cells: Cells, name: ColumnName): string {
  const text = cellText(cells(name));
  return /^[-–—]+$/.test(text) ? "" : text;
}

function rowReader(commodities: readonly SheetCommodity[]) {
  const findGoods = goodsFinder(commodities);
  const byCode = new Map(commodities.map((commodity) => [commodity.code, commodity]));
  return (row: readonly SheetCellValue[], at: number, columns: Columns): SheetRow => {
    const cells: Cells = (name) => cellIn(row, columns, name);
    const cellOf = (name: ColumnName): SaidCell => ({
      place: cellPlace(at, columns[name] ?? columns.goods ?? 0),
      said: cellText(cells(name)).slice(0, SAID_MAX),
    });
    const where = (name: ColumnName) => ({
      rowNumber: at + 1,
      name: cellText(cells("goods")).slice(0, SAID_MAX),
      ...cellOf(name),
    });
    try {
      const goods = goodsOf(cells, findGoods, byCode);
      return {
        ...where("price"),
        read: { goods, kindCells: ofEachKind((kind) => cellOf(KIND_COLUMNS[kind])) },
      };
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      return { ...where(error.column), read: { fault: error.fault } };
    }
  };
}

function ofEachKind<Value>(value: (kind: BuyerKind) => Value): Record<BuyerKind, Value> {
  return Object.fromEntries(buyerKinds.map((kind) => [kind, value(kind)])) as Record<BuyerKind, Value>;
}

function goodsOf(
  cells: Cells,
  findGoods: ReturnType<typeof goodsFinder>,
  byCode: ReadonlyMap<string, SheetCommodity>,
): RowGoods {
  // What a spreadsheet would run is never taken for what somebody wrote, wherever it stands.
  for (const name of columnNames) {
    const text = typeof cells(name) === "string" ? wordsIn(cells, name) : "";
    if (isFormula(text) && !isBelowZero(name, text)) throw new Wrong(name, "catalogue.bulkFormula");
  }
  const note = textOf(cells, "note", 500);
  if (note !== null && /^contoh\b/i.test(note)) throw new Wrong("note", "catalogue.bulkExample");
  const name = wordsIn(cells, "goods");
  if (name === "") throw new Wrong("goods", "catalogue.bulkNoGoods");
  const named = findGoods(name);
  const commodity = named && byCode.get(named.commodityCode);
  if (!named || !commodity) throw new Wrong("goods", "catalogue.bulkUnknownGoods");
  const grade = gradeOf(cells, commodity, named.gradeCode);
  const pack = packOf(cells, commodity);
  const usual = commodity.grades.length > 1 ? `${commodity.name} ${grade.name}` : commodity.name;
  const title = textOf(cells, "title", 80) ?? usual.slice(0, 80);
  if (title.length < 3) throw new Wrong("title", "catalogue.bulkTitleShort");
  const priceRupiah = priceIn(cells, "price");
  if (priceRupiah === null) throw new Wrong("price", "catalogue.bulkNoPrice");
  return {
    commodityCode: commodity.code,
    gradeCode: grade.code,
    title,
    ...pack,
    priceRupiah,
    kindPrices: kindPricesIn(cells),
    costRupiah: priceIn(cells, "cost"),
    minOrderBase: baseIn(cells, "minOrder", pack.basePerUnit),
    capacityBasePerDay: moreThanNothing("perDay", baseIn(cells, "perDay", pack.basePerUnit)),
    leadTimeHours: wholeWithin(cells, "leadTime", 1n, { least: 0, most: 720 }),
    radiusMetres: wholeWithin(cells, "radius", 1000n, { least: 100, most: 3_000_000 }),
    priceValidUntil: dayIn(cells, "validUntil"),
    note,
    stockBase: baseIn(cells, "stock", pack.basePerUnit),
    harvestedOn: dayIn(cells, "harvestedOn"),
  };
}

/** "-5" in a column of figures is below zero and is told so, not a formula. */
function isBelowZero(name: ColumnName, text: string): boolean {
  return (
    !["goods", "grade", "title", "unit", "note"].includes(name) && /^-\s*(?:rp\.?\s*)?[\d.,]*$/i.test(text)
  );
}

function textOf(cells: Cells, name: ColumnName, most: number): string | null {
  const text = wordsIn(cells, name);
  if (text.length > most) throw new Wrong(name, "catalogue.bulkTextLong", { most });
  return text === "" ? null : text;
}

function gradeOf(cells: Cells, commodity: SheetCommodity, named: string | null) {
  const said = wordsIn(cells, "grade");
  const { grades } = commodity;
  const names = grades.map((grade) => grade.name).join(", ");
  if (said === "") {
    const only = grades.find(({ code }) => code === named) ?? (grades.length === 1 ? grades[0] : undefined);
    if (!only) throw new Wrong("grade", "catalogue.bulkNoGrade", { grades: names });
    return only;
  }
  const wanted = said.toLowerCase();
  const found = grades.find(
    ({ code, name }) => code.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  if (!found || (named !== null && found.code !== named))
    throw new Wrong("grade", "catalogue.bulkUnknownGrade", { grades: names });
  return found;
}

/** The pack that a row sells in: a usual one by its name, or one of the seller's own with what is in it. */
function packOf(cells: Cells, commodity: SheetCommodity): { unit: string; basePerUnit: bigint } {
  const said = wordsIn(cells, "unit");
  if (said === "") throw new Wrong("unit", "catalogue.bulkNoUnit");
  if (said.length > 30) throw new Wrong("unit", "catalogue.bulkTextLong", { most: 30 });
  const usual = commodity.units.find(({ unit }) => unit.toLowerCase() === said.toLowerCase());
  const content = baseIn(cells, "content", commodity.baseUnit === "piece" ? 1n : 1000n);
  const unit = usual?.unit ?? said;
  if (content === null || content === usual?.basePerUnit) {
    if (usual) return { unit, basePerUnit: usual.basePerUnit };
    const units = commodity.units.map((one) => one.unit).join(", ");
    throw new Wrong("unit", "catalogue.bulkUnknownUnit", { units });
  }
  // A kilogram holds a kilogram, whatever the row says.
  if (content === 0n || isDivisibleUnit(unit)) throw new Wrong("content", "catalogue.bulkContent", { unit });
  return { unit, basePerUnit: content };
}

const READING_FAULTS = {
  not: "catalogue.bulkNotAmount",
  twoWays: "catalogue.bulkTwoWays",
  negative: "catalogue.bulkNegative",
  fraction: "catalogue.bulkFraction",
} as const;

function figureOf(name: ColumnName, reading: Reading<bigint>): bigint | null {
  if (reading.kind === "read") return reading.value;
  if (reading.kind === "none") return null;
  throw new Wrong(name, READING_FAULTS[reading.kind]);
}

/** An empty cell names no price for buyers of that kind. */
function kindPricesIn(cells: Cells): KindPrices {
  return Object.fromEntries(
    buyerKinds.flatMap((kind) => {
      const price = priceIn(cells, KIND_COLUMNS[kind]);
      return price === null ? [] : [[kind, price]];
    }),
  );
}

function priceIn(cells: Cells, name: ColumnName): bigint | null {
  const value = figureOf(name, wholeRupiahFrom(cells(name)));
  if (value !== null && value > PRICE_MAX) throw new Wrong(name, "catalogue.bulkHuge");
  return moreThanNothing(name, value);
}

function moreThanNothing(name: ColumnName, value: bigint | null): bigint | null {
  if (value === 0n) throw new Wrong(name, "kernel.notPositive");
  return value;
}

function baseIn(cells: Cells, name: ColumnName, basePerUnit: bigint): bigint | null {
  const millionths = figureOf(name, amountFrom(cells(name)));
  if (millionths === null) return null;
  const scaled = millionths * basePerUnit;
  if (scaled % MILLION !== 0n) throw new Wrong(name, "catalogue.bulkTooFine");
  if (scaled / MILLION > BASE_MAX) throw new Wrong(name, "catalogue.bulkHuge");
  return scaled / MILLION;
}

function wholeWithin(
  cells: Cells,
  name: ColumnName,
  scale: bigint,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  const base = baseIn(cells, name, scale);
  if (base === null) return null;
  if (base < BigInt(least) || base > BigInt(most))
    throw new Wrong(name, "catalogue.bulkOutOfRange", {
      least: String(least / Number(scale)).replace(".", ","),
      most: most / Number(scale),
    });
  return Number(base);
}

function dayIn(cells: Cells, name: ColumnName): BusinessDay | null {
  const cell = cells(name);
  if (wordsIn(cells, name) === "") return null;
  const day = dayFrom(cell);
  if (day === null) throw new Wrong(name, "catalogue.bulkNotDay");
  return day;
}

/** Goods that a file lists twice are listed once; where the two differ, neither is known to be right. */
function withoutRepeats(rows: readonly SheetRow[]): SheetRow[] {
  const seen = new Map<string, { readonly goods: RowGoods; readonly rows: number[]; isSame: boolean }>();
  for (const { rowNumber, read } of rows) {
    if (!("goods" in read)) continue;
    const first = seen.get(goodsKey(read.goods));
    if (!first) seen.set(goodsKey(read.goods), { goods: read.goods, rows: [rowNumber], isSame: true });
    else {
      first.rows.push(rowNumber);
      first.isSame &&= isEqual(first.goods, read.goods);
    }
  }
  return rows.map((row): SheetRow => {
    const all = "goods" in row.read ? seen.get(goodsKey(row.read.goods)) : undefined;
    if (!all || all.rows.length === 1 || (all.isSame && all.rows[0] === row.rowNumber)) return row;
    const fault: RowFault = all.isSame
      ? { code: "catalogue.bulkRepeats", params: { row: all.rows[0] ?? 0 } }
      : { code: "catalogue.bulkTwice", params: { rows: all.rows.slice(0, 5).join(", ") } };
    return { ...row, read: { fault } };
  });
}

function isEqual({ kindPrices, ...one }: RowGoods, other: RowGoods): boolean {
  return (
    isSameKindPrices(kindPrices, other.kindPrices) &&
    (Object.keys(one) as (keyof typeof one)[]).every((name) => one[name] === other[name])
  );
}
