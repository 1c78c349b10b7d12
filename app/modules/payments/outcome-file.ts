import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { csvGrid } from "#app/kernel/csv-grid.ts";
import { cellText, type SheetGrid } from "#app/kernel/sheet-cell.ts";

/** What a bank says became of one transfer of a file. */
export type OutcomeRow = {
  /** Counted from 1, as a spreadsheet does. */
  readonly line: number;
  readonly reference: string;
  readonly outcome: "paid" | "failed";
  /** Null when the row says none: it is the day of the file then. */
  readonly on: BusinessDay | null;
  readonly bankReference: string;
  readonly reason: string;
};

/** A row that cannot be read, and why. */
export type OutcomeFault = {
  readonly line: number;
  readonly code: "head" | "reference" | "status" | "day" | "twice" | "tooMany";
};

/** More than a batch has; what a file says beyond is named, not read. */
const MAX_ROWS = 500;
/** Above the head a bank writes its name and the day. */
const HEAD_ROWS_MAX = 20;
const paidWords = new Set(["paid", "success", "sukses", "berhasil", "ok", "terkirim", "settled"]);
const failedWords = new Set([
  "failed",
  "gagal",
  "rejected",
  "ditolak",
  "returned",
  "retur",
  "dikembalikan",
  "kembali",
]);

/** Names under which banks and people write a column, the first that is there counts. */
const columns = {
  reference: ["referensi", "reference", "customer reference", "ref"],
  status: ["status", "hasil"],
  on: ["tanggal", "date"],
  bankReference: ["referensi bank", "bank reference", "no referensi", "nomor transaksi"],
  reason: ["alasan", "keterangan", "reason", "remark"],
} as const;

type Column = keyof typeof columns;

/** Where the columns of a head stand; null for a row that is none. */
function columnsIn(row: readonly string[]): ((column: Column) => number) | null {
  const names = row.map((cell) => cell.trim().toLowerCase());
  const at = (column: Column) =>
    columns[column].map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1;
  return at("reference") >= 0 && at("status") >= 0 ? at : null;
}

/**
 * A workbook as the text that `readOutcomes` takes, its rows where they stood: the first sheet in which a head stands, else the first one.
 * Days are written as days.
 */
export function outcomeText(sheets: readonly SheetGrid[]): string {
  const told = sheets.map((sheet) => sheet.map((row) => row.map(cellText)));
  const found = told.find((sheet) => sheet.slice(0, HEAD_ROWS_MAX).some((row) => columnsIn(row) !== null));
  return (found ?? told[0] ?? [])
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";"))
    .join("\n");
}

/**
 * Reads what a bank gave back: a head with at least a reference and a status, and one row for each transfer. Every row that cannot be
 * read is named with its line; the others stand. The same reference twice counts once, the second is a fault.
 */
export function readOutcomes(text: string): {
  readonly rows: readonly OutcomeRow[];
  readonly faults: readonly OutcomeFault[];
} {
  const grid = csvGrid(text.replace(/^\uFEFF/, ""));
  const headAt = grid.slice(0, HEAD_ROWS_MAX).findIndex((row) => columnsIn(row) !== null);
  const at = columnsIn(grid[headAt] ?? []);
  if (at === null) return { rows: [], faults: [{ line: 1, code: "head" }] };
  const rows: OutcomeRow[] = [];
  const faults: OutcomeFault[] = [];
  const seen = new Set<string>();
  for (const [index, cells] of grid.slice(headAt + 1).entries()) {
    const line = headAt + index + 2;
    const cell = (column: Column) => (cells[at(column)] ?? "").trim();
    if (cells.every((one) => one.trim() === "")) continue;
    if (index >= MAX_ROWS) {
      faults.push({ line, code: "tooMany" });
      continue;
    }
    const reference = cell("reference").toUpperCase();
    const status = cell("status").toLowerCase();
    const outcome = paidWords.has(status) ? "paid" : failedWords.has(status) ? "failed" : null;
    const on = dayIn(cell("on"));
    if (reference === "") faults.push({ line, code: "reference" });
    else if (outcome === null) faults.push({ line, code: "status" });
    else if (on === undefined) faults.push({ line, code: "day" });
    else if (seen.has(reference)) faults.push({ line, code: "twice" });
    else {
      seen.add(reference);
      const said = {
        bankReference: cell("bankReference").slice(0, 60),
        reason: cell("reason").slice(0, 500),
      };
      rows.push({ line, reference, outcome, on, ...said });
    }
  }
  return { rows, faults };
}

/** "2026-03-27" and "27/03/2026"; null for none, undefined for what is no day. */
function dayIn(text: string): BusinessDay | null | undefined {
  if (text === "") return null;
  const local = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, "0")}-${local[1]?.padStart(2, "0")}` : text;
  try {
    return businessDay(iso);
  } catch {
    return undefined;
  }
}
