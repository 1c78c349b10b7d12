import readXlsxFile from "read-excel-file/node";
import { csvGrid, textOf } from "./csv-grid.ts";
import type { SheetCellValue } from "./price-cell.ts";
import type { SheetGrid } from "./price-sheet.ts";

/** A file as tables of cells, one for each sheet; or why it is none. */
export type OpenedFile =
  | { readonly grids: readonly SheetGrid[] }
  | { readonly refused: "oldExcel" | "notTable" | "tooLarge" };

/** Unpacked, a sheet of prices is far smaller; what is larger was packed to hurt. */
const UNPACKED_BYTES_MAX = 60 * 1024 * 1024;
const PACKED = [0x50, 0x4b, 0x03, 0x04];
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

/** Opens a CSV or XLSX by its first bytes, whatever it is called. Formulas are not run: what the file shows for them is read. */
export async function openPriceFile(bytes: Uint8Array): Promise<OpenedFile> {
  if (beginsWith(bytes, OLD_EXCEL)) return { refused: "oldExcel" };
  if (beginsWith(bytes, PACKED)) return openSpreadsheet(bytes);
  const text = textOf(bytes);
  return text === null ? { refused: "notTable" } : { grids: [csvGrid(text.replace(/^\uFEFF/, ""))] };
}

async function openSpreadsheet(bytes: Uint8Array): Promise<OpenedFile> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === null) return { refused: "notTable" };
  if (unpacked > UNPACKED_BYTES_MAX) return { refused: "tooLarge" };
  try {
    const sheets = await readXlsxFile(Buffer.from(bytes));
    return { grids: sheets.map(({ data }) => data as unknown as readonly (readonly SheetCellValue[])[]) };
  } catch {
    // Whatever its reader stumbles over, it is no spreadsheet that anybody could read.
    return { refused: "notTable" };
  }
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

const DIRECTORY_ENTRY = 0x02014b50;

/** What the directory of a ZIP says that its parts come to; null when it has none. */
function unpackedBytes(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum: number | null = null;
  for (let at = 0; at + 46 <= bytes.length; at += 1) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) continue;
    sum = (sum ?? 0) + view.getUint32(at + 24, true);
    at += 45 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sum;
}
