import { PassThrough, type Readable } from "node:stream";
import writeXlsxFile, { type Cell } from "write-excel-file/node";
import { invariant } from "#app/kernel/errors.ts";
import type { Sheet, SheetCell } from "./sheet.ts";

// A spreadsheet's numbers are doubles: a rupiah beyond this would be another rupiah.
function exact(value: bigint | number): number {
  const number = Number(value);
  invariant(Number.isSafeInteger(number), "an amount fits into a spreadsheet");
  return number;
}

function cellOf(cell: SheetCell): Cell {
  switch (cell.kind) {
    case "text":
      return { value: cell.value, type: String };
    case "rupiah":
      return { value: exact(cell.value), type: Number, format: '"Rp "#,##0' };
    case "kilograms":
      return { value: exact(cell.grams) / 1000, type: Number, format: "#,##0.###" };
    case "whole":
      return { value: exact(cell.value), type: Number, format: "#,##0" };
    case "plain":
      return { value: cell.value, type: Number };
    case "day":
      return { value: new Date(`${cell.value}T00:00:00Z`), type: Date, format: "dd/mm/yyyy" };
    case "month":
      return { value: new Date(`${cell.value}T00:00:00Z`), type: Date, format: "mmm yyyy" };
    case "empty":
      return null;
  }
}

// Excel takes at most 31 letters, and none of these.
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);
}

/** The sheets as one XLSX file: typed cells, and headings that stay in sight. It is packed as fast as it is read. */
export function xlsxOf(sheets: readonly Sheet[]): Readable {
  const file = writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheetName(sheet.name),
      stickyRowsCount: 1,
      columns: sheet.head.map((title) => ({ width: Math.max(14, title.length + 2) })),
      data: [
        sheet.head.map((title): Cell => ({ value: title, type: String, fontWeight: "bold" })),
        ...sheet.rows.map((row) => row.map(cellOf)),
      ],
    })),
  );
  const stream = new PassThrough();
  const pack = async () => {
    try {
      await file.toStream(stream);
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  };
  void pack();
  return stream;
}
