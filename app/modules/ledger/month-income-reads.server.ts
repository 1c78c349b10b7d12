import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accountDays, accounts, entries, postings } from "#db/schema/ledger.ts";
import { type AccountName, accountNames, planOf } from "./chart.ts";
import { YEAR_CLOSED } from "./closing.ts";

/** What an account of income earned in one month ("2026-07"), in whole rupiah; below nothing where more was taken back. */
export type MonthIncome = {
  readonly account: AccountName;
  readonly month: string;
  readonly earnedRupiah: bigint;
};

const incomeAccounts = accountNames.filter((name) => planOf(name).kind === "income");

/** What the books of an organisation earned in each month of these days, without the closing of a year: that earns nothing. */
export async function monthIncome(
  organisationId: string,
  { from, to }: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor = db(),
): Promise<MonthIncome[]> {
  const codes = sql.param(incomeAccounts.map((name) => planOf(name).code));
  const rows = await on.execute<{ code: string; month: string; earned: string }>(sql`
    with income as (
      select a.id, a.code from ${accounts} a where a.organisation_id = ${organisationId} and a.code = any(${codes}::text[])
    ), moved as (
      select i.code, d.occurred_on, d.credit - d.debit as earned
      from income i join ${accountDays} d on d.account_id = i.id where d.occurred_on between ${from}::date and ${to}::date
      union all
      select i.code, e.occurred_on, p.amount
      from ${entries} e join ${postings} p on p.entry_id = e.id join income i on i.id = p.account_id
      where e.organisation_id = ${organisationId} and e.kind = ${YEAR_CLOSED} and e.occurred_on between ${from}::date and ${to}::date
    )
    select code, to_char(occurred_on, 'YYYY-MM') as month, sum(earned)::text as earned from moved group by 1, 2 order by 2, 1`);
  return rows.flatMap(({ code, month, earned }) => {
    const account = incomeAccounts.find((name) => planOf(name).code === code);
    return account ? [{ account, month, earnedRupiah: BigInt(earned) }] : [];
  });
}
