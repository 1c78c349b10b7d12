import { sql } from "drizzle-orm";
import { accountDays } from "#db/schema/ledger.ts";
import { inTransaction } from "#db/transaction.server.ts";

/**
 * Puts together what several connections added to an account on one day, for every day of writing that was over before
 * `at` (UTC). No balance changes: the same rupiah stand in fewer rows. Whoever still writes to such a day begins a row anew.
 */
export async function foldAccountDays(at: Date): Promise<void> {
  const today = at.toISOString().slice(0, 10);
  await inTransaction(async (tx) => {
    await tx.execute(sql`
      with loose as (
        delete from ${accountDays} where recorded_on < ${today}::date and slot <> -1 returning *
      )
      insert into ${accountDays} as d (account_id, occurred_on, recorded_on, slot, debit, credit)
      select account_id, occurred_on, recorded_on, -1, sum(debit), sum(credit) from loose group by 1, 2, 3 order by 1, 2, 3
      on conflict (account_id, occurred_on, recorded_on, slot)
        do update set debit = d.debit + excluded.debit, credit = d.credit + excluded.credit`);
  });
}
