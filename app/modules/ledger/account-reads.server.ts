import { and, desc, eq, gte, lt, lte, sql } from "drizzle-orm";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accountDays, entries, postings } from "#db/schema/ledger.ts";
import type { LedgerRow } from "./account-book.ts";

const moved = sql<string>`coalesce(sum(${accountDays.debit} - ${accountDays.credit}), 0)::text`;

/** What an account came to at the end of a day, debit positive, in rupiah: everything that happened until then, whenever it was written down. */
export async function balanceOn(accountId: string, day: string, on: Executor = db()): Promise<bigint> {
  const [row] = await on
    .select({ moved })
    .from(accountDays)
    .where(and(eq(accountDays.accountId, accountId), lte(accountDays.occurredOn, sql`${day}::date`)));
  return BigInt(row?.moved ?? "0");
}

/**
 * What the books said of an account at a moment, debit positive, in rupiah: everything that was written down until then,
 * whichever day it was about. Days that were over by then are sums; only entries of the moment's own day are counted.
 */
export async function balanceAt(accountId: string, moment: Date, on: Executor = db()): Promise<bigint> {
  const day = moment.toISOString().slice(0, 10);
  const [before] = await on
    .select({ moved })
    .from(accountDays)
    .where(and(eq(accountDays.accountId, accountId), lt(accountDays.recordedOn, sql`${day}::date`)));
  // The entries of that day first, then their lines: from the account's side they would be looked for among all of its lines.
  const [since] = await on.execute<{ moved: string }>(sql`
    with written as materialized (
      select id from ${entries} where recorded_at >= ${`${day}T00:00:00Z`}::timestamptz and recorded_at <= ${moment.toISOString()}::timestamptz
    )
    select coalesce(sum(l.amount), 0)::text as moved
    from written cross join lateral (
      select amount from ${postings} where entry_id = written.id and account_id = ${accountId} offset 0
    ) l`);
  return BigInt(before?.moved ?? "0") + BigInt(since?.moved ?? "0");
}

const CURSOR = /^(\d{4}-\d{2}-\d{2})\.(pst_[0-9a-z]+)$/;

/** The lines of one account from the first of these days to the last, the newest first, each with the balance that it left; page 500 costs what page 1 costs. */
export async function accountLedger(
  accountId: string,
  page: PageRequest,
  within: { readonly from?: string; readonly to?: string } = {},
  on: Executor = db(),
): Promise<Page<LedgerRow>> {
  const [, afterDay, afterId] = CURSOR.exec(page.after ?? "") ?? [];
  const isDay = BusinessDayText.safeParse(afterDay).success;
  const rows = await on
    .select({
      postingId: postings.id,
      entryId: postings.entryId,
      occurredOn: postings.occurredOn,
      amount: postings.amount,
      recordedAt: entries.recordedAt,
      kind: entries.kind,
      subjectId: entries.subjectId,
      narration: entries.narration,
    })
    .from(postings)
    .innerJoin(entries, eq(entries.id, postings.entryId))
    .where(
      and(
        eq(postings.accountId, accountId),
        within.from === undefined ? undefined : gte(postings.occurredOn, sql`${within.from}::date`),
        within.to === undefined ? undefined : lte(postings.occurredOn, sql`${within.to}::date`),
        isDay
          ? sql`(${postings.occurredOn}, ${postings.id}) < (${afterDay ?? ""}::date, ${afterId ?? ""})`
          : undefined,
      ),
    )
    .orderBy(desc(postings.occurredOn), desc(postings.id))
    .limit(page.limit + 1);
  const cut = pageOf(rows, page.limit, (row) => `${row.occurredOn}.${row.postingId}`);
  const [first] = cut.rows;
  if (first === undefined) return { rows: [], next: null };
  let balance = await balanceWith(accountId, first, on);
  const told = cut.rows.map((row) => {
    const after = balance;
    balance -= row.amount;
    return { ...row, balance: after };
  });
  return { rows: told, next: cut.next };
}

/** The balance that a line left: its day's end, less what came after it on that day. */
async function balanceWith(
  accountId: string,
  line: { readonly postingId: string; readonly occurredOn: string },
  on: Executor,
): Promise<bigint> {
  const [later] = await on
    .select({ moved: sql<string>`coalesce(sum(${postings.amount}), 0)::text` })
    .from(postings)
    .where(
      and(
        eq(postings.accountId, accountId),
        eq(postings.occurredOn, sql`${line.occurredOn}::date`),
        sql`${postings.id} > ${line.postingId}`,
      ),
    );
  return (await balanceOn(accountId, line.occurredOn, on)) - BigInt(later?.moved ?? "0");
}
