import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { loadReference } from "./seed/reference/load-reference.server.ts";

/** Any fixed number: whoever migrates this database takes this lock first. */
const MIGRATION_LOCK = 7_201_945;

/** Relative to where the process runs: the project's root, in a clone as in an image. */
const MIGRATIONS = "./db/migrations";

/**
 * Brings the database to the newest migration and loads the reference rows. Several processes may do so at once:
 * one works, the others wait and then find nothing left to do. Fails without a half-applied migration.
 */
export async function migrateDatabase(url: string): Promise<void> {
  // The lock belongs to a session, so it gets a connection of its own for as long as the work lasts.
  const guard = postgres(url, { max: 1, onnotice: () => {} });
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await guard`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
    await loadReference(guard);
  } finally {
    await Promise.all([guard.end({ timeout: 5 }), client.end({ timeout: 5 })]);
  }
}
