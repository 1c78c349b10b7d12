import { csvGrid, textOf } from "#app/kernel/csv-grid.ts";
import type { SheetGrid } from "#app/kernel/sheet-cell.ts";
import { xlsxGrids } from "./xlsx-grids.server.ts";

/** A file as tables of cells, one for each sheet; or why it is none. */
export type OpenedSheets =
  | { readonly grids: readonly SheetGrid[] }
  | { readonly refused: "oldExcel" | "notTable" | "tooLarge" | "webPage" };

const PACKED = [0x50, 0x4b, 0x03, 0x04];
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const OTHER_FILES = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x7b, 0x5c, 0x72, 0x74],
];

/** Opens a CSV or XLSX by its first bytes, whatever it is called. Nothing in it is run. */
export function openSheets(bytes: Uint8Array): OpenedSheets {
  if (beginsWith(bytes, OLD_EXCEL)) return { refused: "oldExcel" };
  if (beginsWith(bytes, PACKED)) {
    const grids = xlsxGrids(bytes);
    return typeof grids === "string" ? { refused: grids } : { grids };
  }
  if (OTHER_FILES.some((mark) => beginsWith(bytes, mark))) return { refused: "notTable" };
  const text = textOf(bytes);
  if (text === null) return { refused: "notTable" };
  // Offices save pages under the name of a spreadsheet; they open in one and are none.
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(text)) return { refused: "webPage" };
  return { grids: [csvGrid(text)] };
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
