import postgres, { type Sql } from "postgres";

/** The migrated database with the reference rows that every test file starts from. */
export const TEMPLATE = "lumbung_template";

/** Runs `work` with a connection of its own. */
export async function withAdmin<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
