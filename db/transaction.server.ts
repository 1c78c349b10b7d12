import { setTimeout as sleep } from "node:timers/promises";
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { CASING, type Database, db, type Transaction } from "./client.server.ts";
import { WithLast } from "./pool.server.ts";
import { sqlState } from "./sql-state.ts";

const TRIES_MAX = 12;
const RETRYABLE = new Set(["40001", "40P01"]);

const UNIQUE_VIOLATION = "23505";
/**
 * Two who write the same once-only row at the same moment cannot see each other: the second meets the index instead of
 * its own check. Run again, the check sees the row and answers in words. A violation that stays is ours and is thrown.
 */
const UNIQUE_TRIES_MAX = 3;

export type Isolation = "read committed" | "repeatable read" | "serializable";

declare const sees: unique symbol;

/**
 * A transaction in which every statement sees what was committed before that statement. Only here does waiting for a
 * lock help: elsewhere the one who waited goes on with the snapshot from before the wait, and PostgreSQL objects only
 * when the locked row itself was written. `hold` therefore takes no other kind.
 */
export type LatestTransaction = Transaction & { readonly [sees]: "latest" };

/** What a transaction of this isolation may be used for. */
export type TransactionAt<Level extends Isolation> = "read committed" extends Level
  ? LatestTransaction
  : Transaction;

type TransactionOptions<Level extends Isolation> = {
  readonly isolation?: Level;
  readonly readOnly?: boolean;
  readonly on?: Database;
};

/**
 * Runs `work` in one transaction and commits, or rolls back and throws. When the database says that two
 * transactions could not be put in order (40001), waited for each other (40P01) or wrote the same once-only row (23505),
 * the whole of `work` runs again: nothing in it may reach beyond the transaction.
 */
export async function inTransaction<T, Level extends Isolation = "repeatable read">(
  work: (tx: TransactionAt<Level>) => Promise<T>,
  options: TransactionOptions<Level> = {},
): Promise<T> {
  return inTransactionWithLast(
    async (tx: TransactionAt<Level>) => ({ answer: await work(tx), last: null }),
    options,
  );
}

const dialect = new PgDialect({ casing: CASING });

/**
 * As `inTransaction`, with a last statement whose answer nobody needs: it goes to the server in one way with the commit, and
 * where it fails, nothing is committed and its error is thrown.
 */
export async function inTransactionWithLast<T, Level extends Isolation = "repeatable read">(
  work: (tx: TransactionAt<Level>) => Promise<{ readonly answer: T; readonly last: SQL | null }>,
  options: TransactionOptions<Level> = {},
): Promise<T> {
  const pool = options.on ?? db();
  const act = async (tx: Transaction): Promise<T> => {
    const { answer, last } = await work(tx as TransactionAt<Level>);
    if (!last) return answer;
    const { sql, params } = dialect.sqlToQuery(last);
    // The pool takes the last statement out again and answers with what is in it.
    return new WithLast(answer, sql, params as WithLast["params"]) as T;
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await pool.transaction(act, {
        isolationLevel: options.isolation ?? "repeatable read",
        accessMode: options.readOnly ? "read only" : "read write",
      });
    } catch (error) {
      if (attempt >= triesMax(error)) throw error;
      // Jitter, so that those who collided do not meet again at the same instant.
      await sleep(Math.random() * Math.min(5 * 2 ** attempt, 200));
    }
  }
}

function triesMax(error: unknown): number {
  const state = sqlState(error) ?? "";
  if (state === UNIQUE_VIOLATION) return UNIQUE_TRIES_MAX;
  return RETRYABLE.has(state) ? TRIES_MAX : 1;
}
