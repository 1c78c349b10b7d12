import { sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { accountDays, accounts } from "#db/schema/ledger.ts";
import { type AccountName, accountNamed, planOf } from "./chart.ts";

/** What one month ("2026-07") moved on an account, debit positive, in whole rupiah. */
export type MonthMove = {
  readonly account: AccountName;
  readonly month: string;
  readonly amountRupiah: bigint;
};

/** What every month moved on these accounts of an organisation's books, whatever they hold: sums of days. Months without a move are left out. */
export async function monthMoves(
  organisationId: string,
  names: readonly AccountName[],
  on: Executor = db(),
): Promise<MonthMove[]> {
  const rows = await on.execute<{ code: string; month: string; amount: string }>(sql`
    select a.code, to_char(d.occurred_on, 'YYYY-MM') as month, sum(d.debit - d.credit)::text as amount
    from ${accounts} a join ${accountDays} d on d.account_id = a.id
    where a.organisation_id = ${organisationId} and a.code = any(${sql.param(names.map((name) => planOf(name).code))}::text[])
    group by a.code, month order by a.code, month`);
  return rows.flatMap(({ code, month, amount }) => {
    const account = accountNamed(code);
    return account ? [{ account, month, amountRupiah: BigInt(amount) }] : [];
  });
}
