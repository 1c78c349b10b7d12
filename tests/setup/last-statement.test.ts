import { sql as statement } from "drizzle-orm";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type Connection, connect } from "#db/client.server.ts";
import { isDatabaseAway, sqlState } from "#db/sql-state.ts";
import { inTransaction, inTransactionWithLast } from "#db/transaction.server.ts";
import { until } from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";

// Goal: a last statement that goes out with the commit is as much a part of its transaction as any before it. Method: it
// succeeds, fails, meets a row written meanwhile, and loses its connection; each time the table tells what was committed.

const database = await testDatabase();
await database.sql`create table said (word text primary key)`;
beforeEach(async () => void (await database.sql`truncate said`));

function pool(): Connection {
  const opened = connect(database.url, 2);
  onTestFinished(() => opened.close());
  return opened;
}

const say = (word: string) => statement`insert into said values (${word})`;

async function words(): Promise<string[]> {
  const rows = await database.sql<{ word: string }[]>`select word from said order by word`;
  return rows.map((row) => row.word);
}

test("it is committed with what came before, prepared or not, and the answer is that of the work", async () => {
  const { db } = pool();
  for (const [nth, word] of ["a", "b", "c", "d", "e"].entries()) {
    const answer = await inTransactionWithLast(
      async (tx) => {
        await tx.execute(say(`${word} first`));
        return { answer: nth, last: say(`${word} last`) };
      },
      { on: db },
    );
    expect(answer).toBe(nth);
  }
  expect(await words()).toEqual(
    ["a", "b", "c", "d", "e"].flatMap((word) => [`${word} first`, `${word} last`]),
  );
});

test("alone in its transaction it begins it too", async () => {
  const { db } = pool();
  await inTransactionWithLast(async () => ({ answer: null, last: say("alone") }), { on: db });
  expect(await words()).toEqual(["alone"]);
});

test("where it fails, nothing is committed, its own error is thrown, and the connection is as good as before", async () => {
  const { db } = pool();
  for (let nth = 0; nth < 5; nth += 1) {
    const failed = await inTransactionWithLast(
      async (tx) => {
        await tx.execute(say("first"));
        return { answer: null, last: statement`insert into said values (${null}::text)` };
      },
      { on: db },
    ).catch((error: unknown) => error);
    expect(sqlState(failed)).toBe("23502");
  }
  await inTransaction(async (tx) => void (await tx.execute(say("afterwards"))), { on: db });
  expect(await words()).toEqual(["afterwards"]);
});

test("where it meets what another wrote meanwhile, the whole work runs again and sees it", async () => {
  const { db } = pool();
  const seen: boolean[] = [];
  await inTransactionWithLast(
    async (tx) => {
      const isThere = (await tx.execute(statement`select 1 from said where word = 'once'`)).length > 0;
      seen.push(isThere);
      if (seen.length === 1) await database.sql`insert into said values ('once')`;
      return { answer: null, last: isThere ? null : say("once") };
    },
    { on: db },
  );
  expect(seen).toEqual([false, true]);
  expect(await words()).toEqual(["once"]);
});

test("when its connection dies, the caller is told and nothing is committed", async () => {
  const { db } = pool();
  let pid = 0;
  const lost = inTransactionWithLast(
    async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(statement`select pg_backend_pid() as pid`);
      await tx.execute(say("first"));
      pid = row?.pid ?? 0;
      return { answer: null, last: statement`insert into said select 'last' from pg_sleep(20)` };
    },
    { on: db },
  ).catch((error: unknown) => error);
  await until(async () => pid > 0);
  await database.sql`select pg_terminate_backend(${pid}, 5000)`;
  expect(isDatabaseAway(await lost)).toBe(true);
  expect(await words()).toEqual([]);
});
