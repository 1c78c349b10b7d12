import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/**
 * True where the column is one of these values. They go to the database as one array: the statement is the same text however many
 * there are, so it is prepared once, and nothing is built for each of them on the way.
 */
export function isAmong(column: AnyColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(values)})`;
}
