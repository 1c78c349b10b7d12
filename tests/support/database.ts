import { randomBytes } from "node:crypto";
import postgres, { type Sql } from "postgres";
import { afterAll, inject, onTestFinished } from "vitest";
import { forgetEnv } from "#app/platform/env.server.ts";
import { closeDatabase, type Database, useDatabase as pointPoolAt } from "#db/client.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { TEMPLATE, withAdmin } from "./template.ts";

export type TestDatabase = {
  readonly url: string;
  /** Raw SQL on a connection of its own, untouched by the query builder. */
  readonly sql: Sql;
  /** The application's own pool, which now points here. */
  readonly db: Database;
  readonly close: () => Promise<void>;
};

export type TestDatabaseOptions = {
  /** False for a test that breaks the books on purpose: the proofs are then its own business. */
  readonly proofs?: boolean;
  /** Connections of the application's pool. */
  readonly poolSize?: number;
};

/** Fails, naming each proof and its first rows, unless every query of db/proofs/ returns no row. */
export async function assertProofs(url: string): Promise<void> {
  const broken = (await proveDatabase(url)).filter((proof) => proof.rows.length > 0);
  if (broken.length === 0) return;
  const told = broken.map(
    ({ name, claim, rows }) =>
      `${name}: ${claim}\n${rows
        .slice(0, 5)
        .map((row) => JSON.stringify(row))
        .join("\n")}`,
  );
  throw new Error(`proofs broken after the test\n${told.join("\n")}`);
}

/** Inside a test it is over with the test, elsewhere with the file. */
function whenOver(work: () => Promise<void>): void {
  try {
    onTestFinished(work);
  } catch {
    afterAll(work);
  }
}

/** The pools that tests of this file asked for, the newest last; the application uses the newest. */
const pools: { url: string; size: number }[] = [];

function settingsFor(url: string): void {
  process.env["DATABASE_URL"] = url;
  process.env["BASE_URL"] = "http://localhost:3000"; // the test runner puts a bare path there
  process.env["SESSION_SECRET"] ??= "a secret of the tests, long enough to sign with";
  forgetEnv();
}

/**
 * A fresh clone of the migrated template, and the application's pool pointed at it. When the test, or the file that
 * asked for it, is over, the proofs must hold; then it is dropped. A clone takes 0.1 s in memory and up to a second on a disk, so a file whose tests
 * do not disturb each other asks once.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await withAdmin(server, (sql) =>
    sql.unsafe(`create database ${name} template ${TEMPLATE} strategy file_copy`),
  );
  const url = server.replace(/[^/]+$/, name);
  const pool = { url, size: options.poolSize ?? 10 };
  pools.push(pool);
  settingsFor(url);
  const connection = pointPoolAt(url, pool.size);
  const sql = postgres(url, { max: 4, onnotice: () => {} });

  async function letGo(): Promise<void> {
    const wasCurrent = pools.at(-1) === pool;
    pools.splice(pools.indexOf(pool), 1);
    await Promise.all([
      sql.end({ timeout: 5 }),
      connection.close(),
      wasCurrent ? closeDatabase() : undefined,
    ]);
    const before = pools.at(-1);
    if (wasCurrent && before) {
      settingsFor(before.url);
      pointPoolAt(before.url, before.size);
    }
    await withAdmin(server, (admin) => admin.unsafe(`drop database ${name} with (force)`));
  }

  let closed = false;
  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    try {
      if (options.proofs ?? true) await assertProofs(url);
    } finally {
      await letGo();
    }
  }
  whenOver(close);
  return { url, sql, db: connection.db, close };
}
