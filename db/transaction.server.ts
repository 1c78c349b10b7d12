import { setTimeout as sleep } from "node:timers/promises";
import { type Database, db, type Transaction } from "./client.server.ts";

const TRIES_MAX = 12;
const RETRYABLE = new Set(["40001", "40P01"]);

/** The SQLSTATE of a database error, whether bare or wrapped by the query builder. */
export function sqlState(error: unknown): string | null {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = typeof inner === "object" && inner !== null && "code" in inner ? inner.code : null;
  return typeof code === "string" ? code : null;
}

// Connection lost, server stopping or starting, no room for one more connection; and what the driver says when the
// connection is gone. Contention that outlasted every retry passes as well.
const AWAY =
  /^(08...|57P0[123]|53300|40001|40P01|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT)$/;

/** Whether this error says that the database is away for now, and not that the query was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  return AWAY.test(sqlState(error) ?? "");
}

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
