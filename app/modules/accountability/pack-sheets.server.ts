import { unzipSync, zipSync } from "fflate";
import type { Sheet } from "../oversight/sheet.ts";
import { xlsxOf } from "../oversight/write-sheets.server.ts";
import { PACKED_AT } from "./pack-zip.ts";

/**
 * The sheets as the bytes of one XLSX: equal sheets are equal bytes, whenever they are packed. The writer stamps its parts with
 * the hour of packing, so they are packed once more without it.
 */
export async function xlsxBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of xlsxOf(sheets)) chunks.push(Buffer.from(chunk as Uint8Array));
  return zipSync(unzipSync(Buffer.concat(chunks)), { mtime: PACKED_AT });
}
