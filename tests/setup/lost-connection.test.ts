import { sql as statement } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { type Connection, connect, type Transaction } from "#db/client.server.ts";
import { isDatabaseAway } from "#db/sql-state.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { until } from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";

// Goal: a connection that dies costs its own transaction and nothing else. Method: backends are ended by the server at
// the moments that matter: while an answer is awaited, and while nothing is. An error that nobody can catch would fail
// the whole run, as it would end the process.

const database = await testDatabase();
await database.sql`create table scratch (word text primary key)`;

function pool(size = 3): Connection {
  const opened = connect(database.url, size);
  onTestFinished(() => opened.close());
  return opened;
}

async function endBackend(pid: number): Promise<void> {
  await database.sql`select pg_terminate_backend(${pid}, 5000)`;
}

async function words(): Promise<string[]> {
  const rows = await database.sql<{ word: string }[]>`select word from scratch order by word`;
  return rows.map((row) => row.word);
}

const backendOf = async (tx: Transaction): Promise<number> => {
  const [row] = await tx.execute<{ pid: number }>(statement`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
};

async function worksAgain({ db }: Connection): Promise<void> {
  for (let nth = 0; nth < 8; nth += 1) expect(await inTransaction(backendOf, { on: db })).toBeGreaterThan(0);
  await Promise.all(Array.from({ length: 12 }, () => db.execute(statement`select ${"x"}::text, 1`)));
}

test("ended while a query is under way: that transaction is refused, and the next ones work", async () => {
  const connection = pool();
  let pid = 0;
  const lost = inTransaction(
    async (tx) => {
      await tx.execute(statement`insert into scratch values ('under way')`);
      pid = await backendOf(tx);
      await tx.execute(statement`select pg_sleep(20)`);
    },
    { on: connection.db },
  ).catch((error: unknown) => error);
  await until(async () => pid > 0);
  await endBackend(pid);
  expect(isDatabaseAway(await lost)).toBe(true);
  await worksAgain(connection);
  expect(await words()).toEqual([]);
});

test("ended between two queries: what the transaction still wants to write is written nowhere", async () => {
  const connection = pool(1);
  const lost = inTransaction(
    async (tx) => {
      const pid = await backendOf(tx);
      await endBackend(pid);
      await until(() => endedFor(pid));
      // Another query of the house is served by a connection of its own meanwhile.
      await connection.db.execute(statement`select 1`);
      await tx.execute(statement`insert into scratch values (${"afterwards"})`);
    },
    { on: connection.db },
  );
  await expect(lost).rejects.toSatisfy(isDatabaseAway);
  await worksAgain(connection);
  expect(await words()).toEqual([]);
});

async function endedFor(pid: number): Promise<boolean> {
  const rows = await database.sql`select 1 from pg_stat_activity where pid = ${pid}`;
  return rows.length === 0;
}

test("a transaction that only computes hears of it too, and so does what waits behind a lost query", async () => {
  const connection = pool();
  let pid = 0;
  const waiting: unknown[] = [];
  const lost = inTransaction(
    async (tx) => {
      pid = await backendOf(tx);
      for (const query of [statement`select pg_sleep(20)`, statement`select 1`, statement`select 2`])
        waiting.push(tx.execute(query).catch((error: unknown) => error));
      await new Promise(() => {});
    },
    { on: connection.db },
  );
  const refused = expect(lost).rejects.toSatisfy(isDatabaseAway);
  await until(async () => waiting.length === 3);
  await endBackend(pid);
  await refused;
  for (const answer of await Promise.all(waiting)) expect(isDatabaseAway(answer)).toBe(true);
  await worksAgain(connection);
});

test("others who are waiting for an answer at that moment get it, and commit", async () => {
  const connection = pool();
  const victim = { pid: 0 };
  const other = { pid: 0 };
  const run = (who: { pid: number }, word: string) =>
    inTransaction(
      async (tx) => {
        const pid = await backendOf(tx);
        who.pid = pid;
        await tx.execute(statement`select pg_sleep(1)`);
        await tx.execute(statement`insert into scratch values (${word})`);
      },
      { on: connection.db },
    ).then(
      () => "done",
      (error: unknown) => (isDatabaseAway(error) ? "away" : error),
    );
  const both = Promise.all([run(victim, "victim"), run(other, "other")]);
  await until(async () => victim.pid > 0 && other.pid > 0);
  await endBackend(victim.pid);
  expect(await both).toEqual(["away", "done"]);
  expect(await words()).toEqual(["other"]);
});

test("a refused statement leaves the connection in use, and rolls back", async () => {
  const connection = pool(1);
  const pid = await inTransaction(backendOf, { on: connection.db });
  const twice = inTransaction(
    async (tx) => {
      await tx.execute(statement`insert into scratch values ('twice')`);
      await tx.execute(statement`insert into scratch values ('twice')`);
    },
    { on: connection.db },
  );
  await expect(twice).rejects.toMatchObject({ cause: { code: "23505" } });
  expect(await inTransaction(backendOf, { on: connection.db })).toBe(pid);
  expect(await words()).not.toContain("twice");
});
