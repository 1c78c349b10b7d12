import { harmlessCell } from "./harmless-cell.ts";

/**
 * Rows as a text file of comma-separated values (RFC 4180), with the mark by which spreadsheets know that it is UTF-8. Numbers
 * stand as they are; a text that a spreadsheet would take for a formula is written behind an apostrophe.
 */
export function csvText(rows: readonly (readonly (string | bigint | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("")}`;
}

function cellText(cell: string | bigint | number): string {
  if (typeof cell !== "string") return cell.toString();
  const safe = harmlessCell(cell);
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
