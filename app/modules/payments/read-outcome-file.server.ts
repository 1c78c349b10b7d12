import { textOf } from "#app/kernel/csv-grid.ts";
import { readSheets } from "#app/platform/read-sheets.server.ts";
import { outcomeText } from "./outcome-file.ts";

/**
 * What a bank gave back as the text that `readOutcomes` takes: text as it is, a workbook (XLSX) row by row. Refuses what is neither, a
 * workbook that came in half, one of an old Excel, and a page of the web that is called one, each in its own words.
 */
export async function readOutcomeFile(bytes: Uint8Array): Promise<string> {
  const text = textOf(bytes);
  return text === null || text.trimStart().startsWith("<") ? outcomeText(await readSheets(bytes)) : text;
}
