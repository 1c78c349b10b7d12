import { sql as drizzleSql } from "drizzle-orm";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { db } from "#db/client.server.ts";
import { inTransaction } from "#db/transaction.server.ts";

// An event, a command and a table of the tests' own, so that what the relay, the queues and the worker promise can be
// counted without knowing any trade: a bell rings, and whoever hears it makes one mark.

export const bellRang = { name: "bell.rang", payload: z.object({ bellId: z.string() }) };

/** Marks have no key on purpose: one made twice must be seen twice. */
export async function hangBells(sql: Sql): Promise<void> {
  await sql`create table bell_marks (bell_id text not null, mark text not null)`;
  await sql`create table bell_tries (bell_id text not null, note text not null)`;
}

const MarkBell = z.object({ bellId: z.string(), mark: z.string() });

/** Makes one mark; with the call's key it answers the same again without making another. */
export const markBell = command({
  name: "test.markBell",
  input: MarkBell,
  permit: async () => {},
  run: async (tx, _call, { bellId, mark }) => {
    await tx.execute(drizzleSql`insert into bell_marks values (${bellId}, ${mark})`);
    return { bellId };
  },
});

/** Makes a mark and rings the next bell in the same transaction, until `hops` have been made. */
export const passOn = command({
  name: "test.passOn",
  input: z.object({ bellId: z.string(), hops: z.coerce.number() }),
  permit: async () => {},
  run: async (tx, call, { bellId, hops }) => {
    const [chain = bellId, hop = "0"] = bellId.split("/");
    await tx.execute(drizzleSql`insert into bell_marks values (${bellId}, 'passed')`);
    if (Number(hop) < hops) await announce(tx, call, bellRang, { bellId: `${chain}/${Number(hop) + 1}` });
    return { bellId };
  },
});

/** Notes outside any transaction that a reaction was tried; it stays when the try fails. */
export async function noteTry(bellId: string, note = "tried"): Promise<void> {
  await db().execute(drizzleSql`insert into bell_tries values (${bellId}, ${note})`);
}

export async function ring(...bellIds: string[]): Promise<void> {
  const call: Call = { actor: { kind: "anonymous" }, at: new Date(), key: null, causation: null };
  await inTransaction(async (tx) => {
    for (const bellId of bellIds) await announce(tx, call, bellRang, { bellId });
  });
}

export function bells(count: number): string[] {
  return Array.from({ length: count }, () => newId("event").replace("evt", "bell"));
}

/** How many marks each bell has, and how many tries. */
export async function marksOf(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ bellId: string; count: number }[]>`
    select bell_id as "bellId", count(*)::int as count from bell_marks group by bell_id order by bell_id`;
  return Object.fromEntries(rows.map((row) => [row.bellId, row.count]));
}

export async function triesOf(sql: Sql, bellId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from bell_tries where bell_id = ${bellId}`;
  return row?.count ?? 0;
}
