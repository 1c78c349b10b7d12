import { sql } from "drizzle-orm";
import { db, type Executor } from "./client.server.ts";
import journal from "./migrations/meta/_journal.json" with { type: "json" };

/** How many migrations this program knows that the database has not had yet. 0 as well when the database is newer. */
export async function pendingMigrations(on: Executor = db()): Promise<number> {
  const [table] = await on.execute<{ found: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`,
  );
  if (!table?.found) return journal.entries.length;
  const [row] = await on.execute<{ newest: string | null }>(
    sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
  );
  const newest = Number(row?.newest ?? 0);
  return journal.entries.filter((entry) => entry.when > newest).length;
}
