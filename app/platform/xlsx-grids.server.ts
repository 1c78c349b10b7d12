import type { SheetCellValue, SheetGrid } from "#app/kernel/sheet-cell.ts";
import { readXml, xlsxParts } from "./xlsx-parts.server.ts";

/** More than anybody types: what has more was made to fill memory. */
const CELLS_MAX = 600_000;
const ROWS_MAX = 100_000;
const COLUMNS_MAX = 256;

class TooManyCells extends Error {
  override readonly name = "TooManyCells";
}

/**
 * The sheets that an XLSX shows, in its order, each as a table of cells; or why there are none. A formula is never run: what
 * the file keeps as its result is the cell, and where it keeps none the cell reads as the formula, which nobody takes for a
 * value. A cell that is merged over several rows holds in each of them. Days come out as days, by the form of their cell.
 */
export function xlsxGrids(bytes: Uint8Array): readonly SheetGrid[] | "notTable" | "tooLarge" {
  const parts = xlsxParts(bytes);
  if (typeof parts === "string") return parts;
  try {
    const book = bookOf(parts);
    if (book.sheets.length === 0) return "notTable";
    const shared = sharedTexts(parts.get("xl/sharedStrings.xml") ?? "");
    const isDay = dayStyles(parts.get("xl/styles.xml") ?? "");
    const grids = book.sheets.map((xml) => gridOf(xml, { shared, isDay, epoch: book.epoch }));
    return grids;
  } catch (error) {
    return error instanceof TooManyCells ? "tooLarge" : "notTable";
  }
}

const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const DAY_MS = 86_400_000;

type Book = { readonly sheets: readonly string[]; readonly epoch: number };

function bookOf(parts: ReadonlyMap<string, string>): Book {
  const targets = new Map<string, string>();
  const listed: { id: string; isHidden: boolean }[] = [];
  let epoch = EPOCH_1900;
  readXml(parts.get("xl/_rels/workbook.xml.rels") ?? "", {
    open: (name, { Id, Target }) => {
      if (name === "Relationship" && Id !== undefined && Target !== undefined)
        targets.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target.replace(/^\.\//, "")}`);
    },
  });
  readXml(parts.get("xl/workbook.xml") ?? "", {
    open: (name, attributes) => {
      if (name === "workbookPr" && /^(?:1|true)$/.test(attributes["date1904"] ?? "")) epoch = EPOCH_1904;
      if (name === "sheet")
        listed.push({
          id: attributes["id"] ?? "",
          isHidden: /hidden/i.test(attributes["state"] ?? ""),
        });
    },
  });
  const shown = listed.filter(({ isHidden }) => !isHidden);
  const sheets = (shown.length > 0 ? shown : listed).flatMap(
    ({ id }) => parts.get(targets.get(id) ?? "") ?? [],
  );
  return { sheets, epoch };
}

/** The texts that cells name by number; what is printed above letters to say how they sound is none of them. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let text = "";
  let isText = false;
  let isSound = false;
  readXml(xml, {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "t") isText = true;
      else if (name === "rPh") isSound = true;
    },
    text: (said) => {
      if (isText && !isSound) text += said;
    },
    close: (name) => {
      if (name === "si") texts.push(unescaped(text));
      else if (name === "t") isText = false;
      else if (name === "rPh") isSound = false;
    },
  });
  return texts;
}

/** Signs that XML cannot hold are written as "_x000D_". */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The forms of cells that spreadsheets have by themselves and that show a day. */
const isDayForm = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Which styles of cells show their number as a day, by the number of the style. */
function dayStyles(xml: string): readonly boolean[] {
  const own = new Map<number, string>();
  const styles: boolean[] = [];
  let isCells = false;
  readXml(xml, {
    open: (name, { numFmtId, formatCode }) => {
      if (name === "numFmt") own.set(Number(numFmtId), formatCode ?? "");
      else if (name === "cellXfs") isCells = true;
      else if (name === "xf" && isCells) {
        const code = own.get(Number(numFmtId));
        styles.push(code === undefined ? isDayForm(Number(numFmtId)) : showsDay(code));
      }
    },
    close: (name) => {
      if (name === "cellXfs") isCells = false;
    },
  });
  return styles;
}

function showsDay(code: string): boolean {
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, "");
  return /[dy]/i.test(bare);
}

type Reading = {
  readonly shared: readonly string[];
  readonly isDay: readonly boolean[];
  readonly epoch: number;
};

type OpenCell = {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: string | null;
  value: string | null;
  inline: string | null;
};

function gridOf(xml: string, reading: Reading): SheetGrid {
  const rows: SheetCellValue[][] = [];
  const merged: string[] = [];
  let count = 0;
  let row = -1;
  let column = -1;
  let cell: OpenCell | null = null;
  const within: string[] = [];
  const put = (filled: OpenCell) => {
    const value = cellValue(filled, reading);
    if (value === null) return;
    count += 1;
    if (count > CELLS_MAX || filled.row >= ROWS_MAX || filled.column >= COLUMNS_MAX) throw new TooManyCells();
    while (rows.length <= filled.row) rows.push([]);
    const line = rows[filled.row] as SheetCellValue[];
    while (line.length < filled.column) line.push(null);
    line[filled.column] = value;
  };
  readXml(xml, {
    open: (name, attributes) => {
      within.push(name);
      if (name === "row") {
        row = attributes["r"] === undefined ? row + 1 : Number(attributes["r"]) - 1;
        column = -1;
      } else if (name === "c") {
        column = attributes["r"] === undefined ? column + 1 : columnOf(attributes["r"]);
        const { t: type = "n", s: style = "0" } = attributes;
        cell = { row, column, type, style: Number(style), formula: null, value: null, inline: null };
      } else if (name === "f" && cell) cell.formula = "";
      else if (name === "v" && cell) cell.value = "";
      else if (name === "mergeCell") merged.push(attributes["ref"] ?? "");
    },
    text: (text) => {
      const tag = within.at(-1);
      if (!cell) return;
      if (tag === "v") cell.value = (cell.value ?? "") + text;
      else if (tag === "f") cell.formula = (cell.formula ?? "") + text;
      else if (tag === "t" && !within.includes("rPh")) cell.inline = (cell.inline ?? "") + text;
    },
    close: (name) => {
      within.pop();
      if (name !== "c" || !cell) return;
      put(cell);
      cell = null;
    },
  });
  spreadDown(rows, merged);
  return rows;
}

function cellValue({ type, style, formula, value, inline }: OpenCell, reading: Reading): SheetCellValue {
  if (formula !== null && (value === null || value === "") && type !== "str") return `=${formula}`;
  if (type === "inlineStr") return inline === null ? null : unescaped(inline);
  if (value === null) return formula === null ? null : `=${formula}`;
  if (value === "") return null;
  if (type === "s") return reading.shared[Number(value)] ?? null;
  if (type === "str") return unescaped(value);
  if (type === "b") return value === "1";
  // "#N/A" and its like: a text that nobody takes for a figure.
  if (type === "e") return value;
  if (type === "d") return asMoment(Date.parse(value), value);
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return reading.isDay[style] ? asMoment(reading.epoch + Math.round(number * DAY_MS), number) : number;
}

function asMoment(ms: number, otherwise: SheetCellValue): SheetCellValue {
  const moment = new Date(ms);
  return Number.isNaN(moment.getTime()) ? otherwise : moment;
}

/** "C5" and "C" are column 2. */
function columnOf(place: string): number {
  let at = 0;
  for (const letter of /^[A-Za-z]{1,4}/.exec(place)?.[0]?.toUpperCase() ?? "")
    at = at * 26 + letter.charCodeAt(0) - 64;
  return at - 1;
}

/**
 * What is merged over several rows holds for each of them, in its first column: a day beside the prices of that day. Over several
 * columns it is a title, and stays where it stands.
 */
function spreadDown(rows: SheetCellValue[][], merged: readonly string[]): void {
  for (const ref of merged) {
    const [, from, first, last] = /^([A-Za-z]+)(\d+):[A-Za-z]+(\d+)$/.exec(ref) ?? [];
    if (from === undefined) continue;
    const column = columnOf(from);
    const value = rows[Number(first) - 1]?.[column] ?? null;
    if (value === null) continue;
    for (let at = Number(first); at < Math.min(Number(last), rows.length); at += 1) {
      const line = rows[at] as SheetCellValue[];
      while (line.length < column) line.push(null);
      line[column] ??= value;
    }
  }
}
