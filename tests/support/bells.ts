import { setTimeout as sleep } from "node:timers/promises";
import { sql as drizzleSql } from "drizzle-orm";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { db } from "#db/client.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { Catalogue } from "#jobs/catalogue.ts";
import { on } from "#jobs/reaction.ts";

// An event, a command and a table of the tests' own, so that what the relay, the queues and the worker promise can be
// counted without knowing any trade: a bell rings, and whoever hears it makes one mark.

export const bellRang = { name: "bell.rang", payload: z.object({ bellId: z.string() }) };

/** Marks have no key on purpose: one made twice must be seen twice. */
export async function hangBells(sql: Sql): Promise<void> {
  await sql`create table bell_marks (bell_id text not null, mark text not null)`;
  await sql`create table bell_tries (bell_id text not null, note text not null, at timestamptz not null default clock_timestamp())`;
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
const passOn = command({
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

/** Makes a mark and then, on the first try at a bell that says so, waits inside its transaction to be killed. */
const markSlowly = command({
  name: "test.markSlowly",
  input: z.object({ bellId: z.string() }),
  permit: async () => {},
  run: async (tx, _call, { bellId }) => {
    await tx.execute(drizzleSql`insert into bell_marks values (${bellId}, 'slow')`);
    if (bellId.startsWith("inside")) await waitToBeKilled(bellId, "inside");
    return { bellId };
  },
});

/** Says where it is and stays there, the first time; the next time it goes on. */
async function waitToBeKilled(bellId: string, moment: string): Promise<void> {
  const been = await db().execute(
    drizzleSql`select 1 from bell_tries where bell_id = ${bellId} and note = ${moment}`,
  );
  if (been.length > 0) return;
  await noteTry(bellId, moment);
  await sleep(60_000);
}

/** Notes outside any transaction that a reaction was tried; it stays when the try fails. */
export async function noteTry(bellId: string, note = "tried"): Promise<void> {
  await db().execute(drizzleSql`insert into bell_tries (bell_id, note) values (${bellId}, ${note})`);
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

/** When each try at a bell was noted, in milliseconds. */
export async function triesOf(sql: Sql, bellId: string): Promise<number[]> {
  const rows = await sql<{ at: Date }[]>`
    select at from bell_tries where bell_id = ${bellId} and note = 'tried' order by at`;
  return rows.map((row) => row.at.getTime());
}

/** Whether a note was left by a try at a bell. */
export async function hasNote(sql: Sql, bellId: string, note: string): Promise<boolean> {
  const rows = await sql`select 1 from bell_tries where bell_id = ${bellId} and note = ${note}`;
  return rows.length > 0;
}

/** Waits until `question` answers true. */
export async function until(question: () => Promise<boolean>, patienceMs = 15_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await question())) {
    if (performance.now() > deadline) throw new Error(`not so after ${patienceMs} ms: ${String(question)}`);
    await sleep(10);
  }
}

export const markOnce = on(bellRang, { queue: "notifications", name: "mark-once" }, (call, { bellId }) =>
  markBell(call, { bellId, mark: "once" }),
);

/** For workers that are killed: the moment is chosen by the name of the bell, and the second try goes through. */
const markCarefully = on(
  bellRang,
  { queue: "shipments", name: "mark-carefully" },
  async (call, { bellId }) => {
    if (!/^(inside|after|before)/.test(bellId)) return;
    await noteTry(bellId);
    if (bellId.startsWith("before")) await waitToBeKilled(bellId, "before");
    await markSlowly(call, { bellId });
    if (bellId.startsWith("after")) await waitToBeKilled(bellId, "after");
  },
);

const HOPS = 8;

/** Each bell of a chain rings the next from inside the command that marks it. */
const passBellOn = on(bellRang, { queue: "matching", name: "pass-bell-on" }, async (call, { bellId }) => {
  if (bellId.startsWith("chain")) await passOn(call, { bellId, hops: HOPS });
});

/** What the worker process of tests/support/bell-worker.ts does. */
export const bellCatalogue: Catalogue = { reactions: [markCarefully, passBellOn], schedules: [] };

/** Every bell that a chain rings. */
export function chainOf(bellId: string): string[] {
  return Array.from({ length: HOPS + 1 }, (_, hop) => (hop === 0 ? bellId : `${bellId}/${hop}`));
}
