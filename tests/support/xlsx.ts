import { strToU8, zipSync } from "fflate";

/** One cell as a spreadsheet keeps it, such as `<c r="A1"><v>5</v></c>`, in rows; and what of it is merged. */
export type WrittenSheet = {
  readonly cells: readonly (readonly string[])[];
  readonly merged?: readonly string[];
  readonly isHidden?: boolean;
};

/** `<c>` of a text that stands in the cell itself. */
export const inline = (place: string, text: string) =>
  `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
export const figure = (place: string, value: number | string, style = 0) =>
  `<c r="${place}" s="${style}"><v>${value}</v></c>`;

/** An XLSX written by hand, with what no library would write: style 1 shows a day, shared text 0 is `shared`. */
export function writtenXlsx(sheets: readonly WrittenSheet[], shared: readonly string[] = []): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const sheet = ({ cells, merged = [] }: WrittenSheet) =>
    `<?xml version="1.0"?><worksheet ${main}><sheetData>${cells
      .map((row) => `<row>${row.join("")}</row>`)
      .join(
        "",
      )}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells></worksheet>`;
  const parts: Record<string, string> = {
    "xl/workbook.xml": `<workbook ${main} xmlns:r="r"><sheets>${sheets
      .map(({ isHidden }, at) => `<sheet name="S${at}" r:id="r${at}"${isHidden ? ' state="hidden"' : ""}/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${sheets
      .map((_, at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`)
      .join("")}</Relationships>`,
    "xl/styles.xml": `<styleSheet ${main}><numFmts><numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst ${main}>${shared.map((text) => `<si>${text}</si>`).join("")}</sst>`,
  };
  for (const [at, one] of sheets.entries()) parts[`xl/worksheets/sheet${at}.xml`] = sheet(one);
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
