import { setTimeout as sleep } from "node:timers/promises";
import { type Database, db, type Transaction } from "./client.server.ts";
import { sqlState } from "./sql-state.ts";

const TRIES_MAX = 12;
const RETRYABLE = new Set(["40001", "40P01"]);

export type TransactionOptions = {
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
  readonly readOnly?: boolean;
  readonly on?: Database;
};

/**
 * Runs `work` in one transaction and commits, or rolls back and throws. When the database says that two
 * transactions could not be put in order (40001) or waited for each other (40P01), the whole of `work` runs again:
 * nothing in it may reach beyond the transaction.
 */
export async function inTransaction<T>(
  work: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const pool = options.on ?? db();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await pool.transaction(work, {
        isolationLevel: options.isolation ?? "repeatable read",
        accessMode: options.readOnly ? "read only" : "read write",
      });
    } catch (error) {
      if (attempt >= TRIES_MAX || !RETRYABLE.has(sqlState(error) ?? "")) throw error;
      // Jitter, so that those who collided do not meet again at the same instant.
      await sleep(Math.random() * Math.min(5 * 2 ** attempt, 200));
    }
  }
}
