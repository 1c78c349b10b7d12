/** A formula where a cell begins: at once, or behind any sign that a spreadsheet of some country parts cells or rows by. */
const FORMULA = /(^|[,;|\t\r\n])(["\s]*)(?=[=+\-@])/g;
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/**
 * A text for a file of separated values that no spreadsheet runs, whichever sign it takes for the separator: an apostrophe stands before
 * whatever could begin a formula, and is shown. Numbers stay as they are.
 */
export function harmlessCell(text: string): string {
  return NUMBER.test(text) ? text : text.replaceAll(FORMULA, "$1$2'");
}
