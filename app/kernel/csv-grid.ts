import { harmlessCell } from "./harmless-cell.ts";

/**
 * Text of a CSV as a table of cells, whatever its makers call one: commas, semicolons or tabs, quoted or not, in the encodings that
 * spreadsheets of this country write.
 */
export function csvGrid(text: string): string[][] {
  const { separator, from } = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === "") {
      isQuoted = true;
      cell = "";
    } else if (sign === separator) endCell();
    else if (sign === "\n" || sign === "\r") {
      endRow();
      if (sign === "\r" && text[at + 1] === "\n") at += 1;
    } else cell += sign;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

const SEPARATORS = [";", "\t", ","] as const;
const LOOKED_AT = 20;

/**
 * The sign that parts most lines, a semicolon or tab before a comma, which also parts decimals here; or the one that a first line
 * "sep=;" names, as spreadsheets write it. The cells begin at `from`.
 */
function separatorOf(text: string): { readonly separator: string; readonly from: number } {
  const named = /^"?sep=([;,\t|])"?\r?\n/i.exec(text);
  if (named?.[1] !== undefined) return { separator: named[1], from: named[0].length };
  const lines = text.split(/\r\n|\r|\n/, LOOKED_AT);
  const counts = SEPARATORS.map((sign) => lines.filter((line) => line.includes(sign)).length);
  const [semicolons = 0, tabs = 0, commas = 0] = counts;
  if (semicolons > 0 && semicolons * 2 >= commas) return { separator: ";", from: 0 };
  return { separator: tabs > commas ? "\t" : ",", from: 0 };
}

/**
 * Bytes as text without their mark of order: UTF-8, UTF-16 with its mark or without, else the old code page of Windows. Null for
 * what is no text.
 */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, "utf-16be");
  const halves = zeroHalves(bytes);
  if (halves !== "none") return halves === "both" ? null : decoded(bytes, halves);
  try {
    return decoded(bytes, "utf-8", true);
  } catch {
    return decoded(bytes, "windows-1252");
  }
}

function decoded(bytes: Uint8Array, encoding: string, fatal = false): string | null {
  const text = new TextDecoder(encoding, { fatal }).decode(bytes).replace(/^\uFEFF/, "");
  return isReadable(text) ? text : null;
}

const SEEN_BYTES = 4_096;

/** Latin text in two bytes a letter has its zeros in one half only; in text of one byte a letter there are none. */
function zeroHalves(bytes: Uint8Array): "none" | "both" | "utf-16le" | "utf-16be" {
  const seen = Math.min(bytes.length - (bytes.length % 2), SEEN_BYTES);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < seen; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even === 0 && odd === 0) return bytes.includes(0) ? "both" : "none";
  const most = seen / 2;
  if (seen >= 8 && odd > most * 0.7 && even < most * 0.05) return "utf-16le";
  if (seen >= 8 && even > most * 0.7 && odd < most * 0.05) return "utf-16be";
  return "both";
}

/** Letters, signs and line ends; a picture or a program that happens to decode has signs that nobody types. */
function isReadable(text: string): boolean {
  const seen = text.slice(0, SEEN_BYTES);
  let strange = 0;
  for (const sign of seen) {
    const code = sign.codePointAt(0) ?? 0;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd)
      strange += 1;
  }
  return strange * 50 <= seen.length;
}

/**
 * Rows as the text of a CSV that spreadsheets of this country open by a double click: a mark of UTF-8, semicolons, every cell
 * quoted. A cell that a spreadsheet would run begins with an apostrophe instead, and is shown.
 */
export const CSV_MARK = "\uFEFF";

export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => `"${harmlessCell(String(cell).replaceAll(/[\r\n]+/g, " ")).replaceAll('"', '""')}"`).join(";")}\r\n`;
}
