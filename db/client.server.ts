import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import { env } from "#app/platform/env.server.ts";
import { openPool } from "./pool.server.ts";

// Without the tables in the type: queries name theirs, nobody asks by `db.query`, and the compiler would compare all of them
// at every call.
type NoTables = Record<string, never>;
export type Database = PostgresJsDatabase<NoTables>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/**
 * Anything that can run a query: the pool, or the transaction that the caller is in. What both extend, not the one or the other: of a
 * union every call would be resolved twice and the answers compared.
 */
export type Executor = PgDatabase<PostgresJsQueryResultHKT, NoTables>;

/** How a column that is named in the code is named in the database. */
export const CASING = "snake_case";

export type Connection = { readonly db: Database; readonly close: () => Promise<void> };

/** Opens a pool of its own. */
export function connect(url: string, size = 10): Connection {
  const pool = openPool(url, {
    max: size,
    connection: {
      application_name: "lumbung",
      // A page anywhere costs about what the next one does. The default, four times that, is of turning disks: it made
      // PostgreSQL read whole tables for the few hundred rows of a set (decision 047).
      random_page_cost: 1.1,
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return { db: drizzle(pool.client, { casing: CASING }), close: pool.close };
}

let current: Connection | null = null;

/** The pool of this process, opened on first use. */
export function db(): Database {
  current ??= connect(env().DATABASE_URL, env().DATABASE_POOL);
  return current.db;
}

/** Points this process at another database; for tests and one-off programs. */
export function useDatabase(url: string, size = 10): Connection {
  current = connect(url, size);
  return current;
}

export async function closeDatabase(): Promise<void> {
  const closing = current;
  current = null;
  await closing?.close();
}
