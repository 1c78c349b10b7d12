/**
 * Text of a CSV as a table of cells, whatever its makers call one: commas, semicolons or tabs, quoted or not, in the encodings that
 * spreadsheets of this country write.
 */
export function csvGrid(text: string): string[][] {
  const separator = separatorOf(text);
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
  for (let at = 0; at < text.length; at += 1) {
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
    else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

const SEPARATORS = [";", "\t", ","] as const;
const LOOKED_AT = 20;

/** The sign that parts most lines; a semicolon or tab before a comma, which also parts decimals here. */
function separatorOf(text: string): string {
  const lines = text.split("\n", LOOKED_AT);
  const counts = SEPARATORS.map((sign) => lines.filter((line) => line.includes(sign)).length);
  const [semicolons = 0, tabs = 0, commas = 0] = counts;
  if (semicolons > 0 && semicolons * 2 >= commas) return ";";
  return tabs > commas ? "\t" : ",";
}

/** Bytes as text: UTF-8 or UTF-16 where they say so or can be that, else the old code page of Windows. Null for what is no text. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
