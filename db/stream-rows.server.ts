import { randomBytes } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "./client.server.ts";

const ROWS_AT_ONCE = 4_000;

/**
 * Reads a query of one text column through a cursor, a few thousand rows at a time, so that a market of any size passes
 * through this process without standing in it. Lives inside the caller's transaction, whose snapshot it reads.
 */
export async function* streamTexts(tx: Transaction, query: SQL): AsyncGenerator<string[]> {
  const cursor = sql.identifier(`rows_${randomBytes(6).toString("hex")}`);
  await tx.execute(sql`declare ${cursor} no scroll cursor for ${query}`);
  for (;;) {
    const rows = await tx.execute<{ text: string }>(
      sql`fetch ${sql.raw(String(ROWS_AT_ONCE))} from ${cursor}`,
    );
    if (rows.length > 0) yield rows.map((row) => row.text);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await tx.execute(sql`close ${cursor}`);
}
