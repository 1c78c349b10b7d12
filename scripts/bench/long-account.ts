import type { Sql } from "postgres";

export type LongAccount = {
  readonly accountId: string;
  readonly count: number;
  readonly days: readonly string[];
  /** Where a reader may turn the page, all over the account. */
  readonly cursors: readonly string[];
};

const DAYS = 1_000;

/**
 * Pours `count` postings into the account of sales of the first organisation, spread over a thousand days. The laws are
 * switched off meanwhile: the other side of each entry is left out, and the days are summed up afterwards as the ledger
 * would have.
 */
export async function fillLongAccount(
  sql: Sql,
  organisationIds: readonly string[],
  count: number,
): Promise<LongAccount> {
  const [owner] = organisationIds;
  const [row] = await sql`select id from accounts where organisation_id = ${owner ?? ""} and code = '4100'`;
  const sales = String(row?.["id"]);
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into entries (id, organisation_id, kind, subject_id, occurred_on, recorded_at, narration)
      select 'ent_' || lpad(n::text, 26, '0'), ${owner ?? ""}, 'bench.long', 'inv_' || lpad(n::text, 26, '0'),
        date '2023-01-01' + (n::bigint * ${DAYS} / ${count})::int, (date '2023-01-01' + (n::bigint * ${DAYS} / ${count})::int)::timestamptz + interval '4 hours' + (n % 7200) * interval '1 second', 'Penjualan'
      from generate_series(0, ${count - 1}::int) n`;
    await tx`
      insert into postings (id, entry_id, account_id, position, amount, occurred_on)
      select 'pst_' || lpad(n::text, 26, '0'), 'ent_' || lpad(n::text, 26, '0'), ${sales}, 1, -12500,
        date '2023-01-01' + ((n::bigint * ${DAYS}) / ${count})::int
      from generate_series(0, ${count - 1}::int) n`;
    await tx`
      insert into account_days (account_id, occurred_on, recorded_on, slot, debit, credit)
      select p.account_id, p.occurred_on, p.occurred_on, 0, sum(greatest(p.amount, 0)), sum(greatest(-p.amount, 0))
      from postings p where p.occurred_on < '2026-01-01' group by 1, 2`;
  });
  // As the database does by itself soon after: only then does the index of moments know its pages.
  await sql`vacuum (analyze) entries, postings, account_days`;
  const cursors = await sql`
    select occurred_on::text || '.' || id as cursor from postings tablesample system (0.01)
    where account_id = ${sales} limit 400`;
  const days =
    await sql`select distinct occurred_on::text as day from account_days where account_id = ${sales} order by 1`;
  return {
    accountId: sales,
    count,
    days: days.map((row) => String(row["day"])),
    cursors: cursors.map((row) => String(row["cursor"])),
  };
}
