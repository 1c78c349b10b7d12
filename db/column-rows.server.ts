import { type SQL, sql } from "drizzle-orm";
import type { Column } from "#app/kernel/column.ts";

type ColumnType = "text" | "bigint" | "int" | "date";

/** Columns as a table expression, for `from`: one parameter to a column, however many rows there are. */
export function columnRows(...columns: readonly (readonly [Column, ColumnType])[]): SQL {
  const arrays = columns.map(
    ([column, type]) => sql`string_to_array(${column}::text, E'\n')::${sql.raw(type)}[]`,
  );
  return sql`unnest(${sql.join(arrays, sql`, `)})`;
}
