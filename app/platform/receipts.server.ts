import { sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { commandReceipts } from "#db/schema/platform.ts";

/** Forgets up to `limit` receipts of before `before`; returns how many. Their keys may then be used again. */
export async function pruneReceipts(before: Date, limit: number, on: Executor = db()): Promise<number> {
  const gone = await on.execute(
    sql`delete from ${commandReceipts} where ctid = any(array(
      select ctid from ${commandReceipts} where created_at < ${before.toISOString()} limit ${limit}))`,
  );
  return gone.count;
}
