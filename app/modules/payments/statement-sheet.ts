import type { BusinessDay } from "#app/kernel/calendar.ts";
import { cellPlace, cellText, dayFrom, type SheetCellValue, type SheetGrid } from "#app/kernel/sheet-cell.ts";
import type { BankLine } from "./bank-line.ts";
import { layoutOf, type StatementLayoutName, statementLayouts } from "./statement-layouts.ts";

/** A line of a statement, and where its row stands. */
export type StatementRow = BankLine & { readonly place: string };

/** Why a row cannot be read. */
export type RowFault = "day" | "dayNotCome" | "amount" | "bothWays" | "balance";

/** A row that cannot be read, where it stands, what it says, and why. */
export type FaultyRow = { readonly place: string; readonly said: string; readonly fault: RowFault };

export type ReadStatement =
  | {
      readonly kind: "read";
      readonly layout: StatementLayoutName;
      /** Digits only; null where the sheet does not name its account. */
      readonly account: string | null;
      readonly rows: readonly StatementRow[];
      readonly faults: readonly FaultyRow[];
      /** What the sheet itself says it began and ended with, where it says so. */
      readonly openingSen: bigint | null;
      readonly closingSen: bigint | null;
    }
  | { readonly kind: "unreadable"; readonly because: "noHead" | "tooLong" };

/** Above the head stand the bank's name, the account and the period. */
const HEAD_ROWS_MAX = 40;
/** A year of a busy account. */
const ROWS_MAX = 10_000;

const GROUPED = /^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:([.,])(\d{1,2}))?$/;
const PLAIN = /^\d{1,15}(?:[.,](\d{1,2}))?$/;

/**
 * Sen from a cell, as banks write sums: "1.234.567,00", "1,234,567.00", "1234567", "Rp 1.234.567", "-500.000", "(500,000.00)",
 * "500.000,00 DB". A sign before exactly three digits groups thousands, one before one or two parts decimals; a bank never writes
 * thousandths. Below nothing with a minus, in brackets, or marked as debit. Null for whatever else.
 */
export function senFrom(cell: SheetCellValue): bigint | null {
  if (typeof cell === "number")
    return Number.isFinite(cell) && Math.abs(cell) < 1e13 ? BigInt(Math.round(cell * 100)) : null;
  if (typeof cell !== "string") return null;
  let text = cellText(cell)
    .replace(/^(?:rp|idr)\.?\s*/i, "")
    .trim();
  const mark = /\s*(db|dr|d|cr|k|c)$/i.exec(text);
  if (mark) text = text.slice(0, mark.index);
  const isBelow = /^\(.*\)$|^-|-$/.test(text) || (mark !== null && /^d/i.test(mark[1] ?? ""));
  const bare = text
    .replaceAll(/^[(+-]+|[)-]+$/g, "")
    .replace(/^(?:rp|idr)\.?\s*/i, "")
    .trim();
  const grouped = GROUPED.exec(bare);
  if (grouped && grouped[2] !== undefined && grouped[2] === grouped[1]) return null;
  const plain = grouped ? null : PLAIN.exec(bare);
  if (!grouped && !plain) return null;
  const decimals = (grouped ? grouped[3] : plain?.[1]) ?? "";
  const whole = (decimals === "" ? bare : bare.slice(0, -decimals.length - 1)).replaceAll(/\D/g, "");
  const sen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, "0") || "0");
  return isBelow ? -sen : sen;
}

type Columns = Readonly<Record<"day" | "debit" | "credit" | "amount" | "mark" | "balance", number>> & {
  readonly words: readonly number[];
};

function columnsIn(row: readonly SheetCellValue[], name: StatementLayoutName): Columns | null {
  const heads = row.map((cell) => cellText(cell).toLowerCase());
  const wanted = layoutOf[name].heads;
  const at = (among: readonly string[]) =>
    among.map((head) => heads.indexOf(head)).find((index) => index >= 0) ?? -1;
  const columns = {
    day: at(wanted.day),
    words: wanted.words.map((head) => heads.indexOf(head)).filter((index) => index >= 0),
    debit: at(wanted.debit),
    credit: at(wanted.credit),
    amount: at(wanted.amount),
    mark: at(wanted.mark),
    balance: at(wanted.balance),
  };
  const hasSums = (columns.debit >= 0 && columns.credit >= 0) || columns.amount >= 0;
  // A template of a bank asks for everything it names; the generic one takes what is there.
  const isWhole =
    name === "generic" || (columns.balance >= 0 && (wanted.mark.length === 0 || columns.mark >= 0));
  return columns.day >= 0 && columns.words.length > 0 && hasSums && isWhole ? columns : null;
}

function headOf(grid: SheetGrid, asked: StatementLayoutName | null) {
  for (const name of asked === null ? statementLayouts : [asked])
    for (const [at, row] of grid.slice(0, HEAD_ROWS_MAX).entries()) {
      const columns = columnsIn(row, name);
      if (columns) return { at, columns, name };
    }
  return null;
}

/** The number that stands in or beside a cell that speaks of an account. */
function accountIn(rows: SheetGrid): string | null {
  for (const row of rows)
    for (const [at, cell] of row.entries()) {
      if (!/rek(?:ening)?\b|account/i.test(cellText(cell))) continue;
      const said = row
        .slice(at, at + 3)
        .map(cellText)
        .join(" ");
      const digits = /\d[\d .-]{6,}\d/.exec(said)?.[0].replaceAll(/\D/g, "");
      if (digits && digits.length <= 30) return digits;
    }
  return null;
}

const OPENING = /^(?:saldo awal|opening balance|saldo sebelumnya)/i;
const CLOSING = /^(?:saldo akhir|closing balance)/i;
const TOTAL = /^(?:total|jumlah|grand total)\b/i;

/**
 * Reads one sheet of a statement by one template, or by the first that fits: each row becomes a line, or is named with its place and
 * why it is none. A row that has words and nothing else goes on with the row above. What the sheet totals is left out, what it
 * says it began and ended with is kept for comparison. Refuses no row because of another.
 */
export function readStatement(
  grid: SheetGrid,
  asked: StatementLayoutName | null,
  today: BusinessDay,
): ReadStatement {
  const head = headOf(grid, asked);
  if (!head) return { kind: "unreadable", because: "noHead" };
  if (grid.length - head.at > ROWS_MAX) return { kind: "unreadable", because: "tooLong" };
  const rows: StatementRow[] = [];
  const faults: FaultyRow[] = [];
  const ends: { opening: bigint | null; closing: bigint | null } = { opening: null, closing: null };
  for (const [below, cells] of grid.slice(head.at + 1).entries()) {
    const read = readRow(cells, head.columns, today);
    const place = cellPlace(head.at + 1 + below, Math.max(0, head.columns.day));
    const last = rows.at(-1);
    if (read.kind === "line") rows.push({ ...read.line, place });
    else if (read.kind === "end") ends[read.end] = read.sen;
    else if (read.kind === "fault")
      faults.push({ place, said: cells.map(cellText).join(" ").trim().slice(0, 120), fault: read.fault });
    else if (read.kind === "goesOn" && last)
      rows[rows.length - 1] = { ...last, words: `${last.words} ${read.words}` };
  }
  return {
    kind: "read",
    layout: head.name,
    account: accountIn(grid.slice(0, head.at)),
    rows,
    faults,
    openingSen: ends.opening,
    closingSen: ends.closing,
  };
}

type ReadRow =
  | { readonly kind: "line"; readonly line: BankLine }
  | { readonly kind: "end"; readonly end: "opening" | "closing"; readonly sen: bigint }
  | { readonly kind: "goesOn"; readonly words: string }
  | { readonly kind: "fault"; readonly fault: RowFault }
  | { readonly kind: "nothing" };

function readRow(cells: readonly SheetCellValue[], columns: Columns, today: BusinessDay): ReadRow {
  const cell = (at: number): SheetCellValue => (at < 0 ? null : (cells[at] ?? null));
  const text = (at: number) => cellText(cell(at));
  const words = columns.words
    .map(text)
    .filter((said) => said !== "")
    .join(" ")
    .slice(0, 500);
  const first = cells.map(cellText).find((said) => said !== "") ?? "";
  const sums = [columns.debit, columns.credit, columns.amount].filter((at) => text(at) !== "");
  if (first === "" || TOTAL.test(first)) return { kind: "nothing" };
  for (const [end, said] of [
    ["opening", OPENING],
    ["closing", CLOSING],
  ] as const)
    if (said.test(first) || said.test(words)) {
      const sen = cells
        .map(senFrom)
        .filter((one): one is bigint => one !== null)
        .at(-1);
      return sen === undefined ? { kind: "nothing" } : { kind: "end", end, sen };
    }
  const dayText = text(columns.day).replace(/\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$/, "");
  if (dayText === "" && sums.length === 0)
    return words === "" ? { kind: "nothing" } : { kind: "goesOn", words };
  const raw = cell(columns.day);
  const onDay = dayFrom(typeof raw === "string" ? dayText : raw);
  if (onDay === null) return { kind: "fault", fault: "day" };
  if (onDay > today) return { kind: "fault", fault: "dayNotCome" };
  const amountSen = amountOf(columns, cell);
  if (typeof amountSen === "string") return { kind: "fault", fault: amountSen };
  const balanceSen = text(columns.balance) === "" ? null : senFrom(cell(columns.balance));
  if (balanceSen === null && text(columns.balance) !== "") return { kind: "fault", fault: "balance" };
  return { kind: "line", line: { onDay, words, amountSen, balanceSen } };
}

const isWent = (mark: string) => /^d/i.test(mark);

function amountOf(columns: Columns, cell: (at: number) => SheetCellValue): bigint | "amount" | "bothWays" {
  const sum = (at: number) =>
    cellText(cell(at)) === "" || cellText(cell(at)) === "-" ? 0n : senFrom(cell(at));
  const size = (sen: bigint) => (sen < 0n ? -sen : sen);
  if (columns.amount >= 0 && (columns.debit < 0 || columns.credit < 0)) {
    const sen = sum(columns.amount);
    if (sen === null || sen === 0n) return "amount";
    const mark = cellText(cell(columns.mark)).trim();
    if (columns.mark < 0) return sen;
    if (!/^(?:db?|dr|debe?t|debit|cr?|c|k|kredit|credit)$/i.test(mark)) return "amount";
    return isWent(mark) ? -size(sen) : size(sen);
  }
  const [debit, credit] = [sum(columns.debit), sum(columns.credit)];
  if (debit === null || credit === null || (debit === 0n && credit === 0n)) return "amount";
  if (debit !== 0n && credit !== 0n) return "bothWays";
  return debit === 0n ? size(credit) : -size(debit);
}
