import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accountDays, accounts, entries, postings } from "#db/schema/ledger.ts";
import { type AccountName, accountNamed } from "./chart.ts";

/** Where the books and the lines they are made of part, the earliest day first. */
export type BookFlaw =
  | { readonly what: "entry"; readonly day: BusinessDay; readonly entryId: string; readonly off: bigint }
  | {
      readonly what: "account";
      readonly day: BusinessDay;
      readonly account: AccountName | null;
      readonly subjectId: string | null;
      readonly booksSay: bigint;
      readonly linesSay: bigint;
    };

export type BookProof = { readonly lines: number; readonly flaw: BookFlaw | null };

/**
 * Adds up every line of an organisation's books until the end of `until` anew and holds the sums against what its statements
 * are drawn from: each entry comes to nothing, and each account moved on each day what its lines say. Reads all lines: a book
 * of millions takes seconds.
 */
export async function proveBook(
  organisationId: string,
  until: BusinessDay,
  on: Executor = db(),
): Promise<BookProof> {
  const [counted] = await on.execute<{ lines: number }>(sql`
    select count(*)::int as lines from ${postings} p join ${accounts} a on a.id = p.account_id
    where a.organisation_id = ${organisationId} and p.occurred_on <= ${until}::date`);
  const flaw =
    (await unbalancedEntry(organisationId, until, on)) ?? (await strayDay(organisationId, until, on));
  return { lines: counted?.lines ?? 0, flaw };
}

async function unbalancedEntry(
  organisationId: string,
  until: BusinessDay,
  on: Executor,
): Promise<BookFlaw | null> {
  const [row] = await on.execute<{ id: string; day: BusinessDay; off: string }>(sql`
    select e.id, e.occurred_on::text as day, coalesce(sum(p.amount), 0)::text as off
    from ${entries} e left join ${postings} p on p.entry_id = e.id
    where e.organisation_id = ${organisationId} and e.occurred_on <= ${until}::date
    group by e.id having coalesce(sum(p.amount), 0) <> 0 or count(p.id) < 2
    order by e.occurred_on, e.sequence limit 1`);
  return row ? { what: "entry", day: row.day, entryId: row.id, off: BigInt(row.off) } : null;
}

async function strayDay(organisationId: string, until: BusinessDay, on: Executor): Promise<BookFlaw | null> {
  const [row] = await on.execute<{
    day: BusinessDay;
    code: string;
    subject_id: string | null;
    books: string;
    lines: string;
  }>(sql`
    with mine as (select id, code, subject_id from ${accounts} where organisation_id = ${organisationId}),
    said as (
      select p.account_id, p.occurred_on, sum(greatest(p.amount, 0)) as debit, sum(greatest(-p.amount, 0)) as credit
      from ${postings} p join mine on mine.id = p.account_id where p.occurred_on <= ${until}::date group by 1, 2
    ), kept as (
      select d.account_id, d.occurred_on, sum(d.debit) as debit, sum(d.credit) as credit
      from ${accountDays} d join mine on mine.id = d.account_id where d.occurred_on <= ${until}::date group by 1, 2
    )
    select occurred_on::text as day, mine.code, mine.subject_id,
      coalesce(kept.debit - kept.credit, 0)::text as books, coalesce(said.debit - said.credit, 0)::text as lines
    from kept full join said using (account_id, occurred_on) join mine on mine.id = account_id
    where kept.debit is distinct from said.debit or kept.credit is distinct from said.credit
    order by occurred_on, mine.code, mine.subject_id nulls first limit 1`);
  if (!row) return null;
  return {
    what: "account",
    day: row.day,
    account: accountNamed(row.code),
    subjectId: row.subject_id,
    booksSay: BigInt(row.books),
    linesSay: BigInt(row.lines),
  };
}
