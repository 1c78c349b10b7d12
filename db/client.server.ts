import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#app/platform/env.server.ts";
import * as schema from "./schema/index.ts";

export type Schema = typeof schema;
export type Database = PostgresJsDatabase<Schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Anything that can run a query: the pool, or the transaction that the caller is in. */
export type Executor = Database | Transaction;

export type Connection = { readonly db: Database; readonly close: () => Promise<void> };

/** Opens a pool of its own. Drizzle changes the client it is given, so that client is never handed out raw. */
export function connect(url: string, size = 10): Connection {
  const client = postgres(url, {
    max: size,
    onnotice: () => {},
    connection: {
      application_name: "lumbung",
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return {
    db: drizzle(client, { schema, casing: "snake_case" }),
    close: () => client.end({ timeout: 5 }),
  };
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
