import { invariant } from "./errors.ts";

/**
 * One column of many rows as one text, a value to a line. A hundred thousand rows cross threads and reach the database
 * as a handful of texts, and nothing in between makes an object for each.
 */
export type Column = string;

/** Puts values one under the other. A value of several lines would move every row after it, so there is none. */
export function columnOf(values: readonly (string | number | bigint)[]): Column {
  const column = values.join("\n");
  let breaks = 0;
  for (let at = column.indexOf("\n"); at !== -1; at = column.indexOf("\n", at + 1)) breaks += 1;
  invariant(breaks === Math.max(0, values.length - 1), "a value of a column stays on its line");
  return column;
}
