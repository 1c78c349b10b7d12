import { sql } from "drizzle-orm";
import type { PageRequest } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { cooperativeMembers } from "#db/schema/cooperative.ts";
import { organisations } from "#db/schema/identity.ts";
import { accountDays, accounts } from "#db/schema/ledger.ts";
import { budgets } from "#db/schema/orders.ts";
import type { AccountPage, BookedAccount } from "../ledger/account-book.ts";
import { accountLedger } from "../ledger/account-reads.server.ts";
import { type AccountName, planOf } from "../ledger/chart.ts";
import type { ReportPeriod } from "../ledger/report-period.ts";

/** The accounts of one code in an organisation's books, by name, less those that are and stay at nothing. */
export async function accountsOf(
  organisationId: string,
  account: AccountName,
  { from, to }: ReportPeriod,
  on: Executor = db(),
): Promise<BookedAccount[]> {
  const rows = await on.execute<{
    id: string;
    name: string | null;
    opening: string;
    debit: string;
    credit: string;
  }>(sql`
    select a.id, coalesce(o.name, r.name, b.fund, c.full_name) as name, sums.opening::text, sums.debit::text, sums.credit::text
    from ${accounts} a
    cross join lateral (
      select coalesce(sum(d.debit - d.credit) filter (where d.occurred_on < ${from}::date), 0) as opening,
        coalesce(sum(d.debit) filter (where d.occurred_on >= ${from}::date), 0) as debit,
        coalesce(sum(d.credit) filter (where d.occurred_on >= ${from}::date), 0) as credit
      from ${accountDays} d where d.account_id = a.id and d.occurred_on <= ${to}::date
    ) sums
    left join ${organisations} o on o.id = a.subject_id
    left join ${producers} r on r.id = a.subject_id
    left join ${budgets} b on b.id = a.subject_id
    left join ${cooperativeMembers} c on c.id = a.subject_id
    where a.organisation_id = ${organisationId} and a.code = ${planOf(account).code}
      and (sums.opening <> 0 or sums.debit <> 0 or sums.credit <> 0)
    order by name nulls first, a.id`);
  return rows.map((row) => ({
    accountId: row.id,
    name: row.name,
    opening: BigInt(row.opening),
    debit: BigInt(row.debit),
    credit: BigInt(row.credit),
  }));
}

/** The lines of one of these accounts in the period, the newest first; null when the account is none of them. */
export async function accountPage(
  among: readonly BookedAccount[],
  accountId: string | null,
  { from, to }: ReportPeriod,
  page: PageRequest,
): Promise<AccountPage | null> {
  const account = accountId === null ? among[0] : among.find((one) => one.accountId === accountId);
  if (!account) return null;
  return { account, ...(await accountLedger(account.accountId, page, { from, to })) };
}
