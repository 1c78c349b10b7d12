import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { payouts } from "#db/schema/payments.ts";
import { type AccountChange, isOtherAccount, maskedPlace } from "./payee-account.ts";

type Found = {
  readonly id: string;
  readonly bank: string | null;
  readonly account: string;
  readonly bank_before: string | null;
  readonly account_before: string;
  readonly paid_on: BusinessDay;
  readonly changed_at: string | null;
};

/**
 * Which of these payouts of a payer go to another account than the payer's last transfer to the same payee went to, and what is known of
 * that, by payout. A payee that was never paid into an account before is no change.
 */
export async function accountChanges(
  payerId: string,
  payoutIds: readonly string[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, AccountChange>> {
  if (payoutIds.length === 0) return new Map();
  const rows = await on.execute<Found>(sql`
    select p.id, p.payee_bank as bank, p.payee_account as account, b.payee_bank as bank_before, b.payee_account as account_before,
      b.settled_on::text as paid_on, (select c.at from (
        select bank_changed_at as at from ${producers} where id = p.payee_producer_id union all
        select bank_changed_at from ${organisations} where id = p.payee_organisation_id) c where c.at <= p.requested_at)::text as changed_at
    from ${payouts} p
    join lateral (select q.payee_bank, q.payee_account, q.settled_on from ${payouts} q
      where q.payer_id = p.payer_id and q.id < p.id and q.payee_account is not null and q.state in ('confirmed', 'returned')
        and (q.payee_producer_id = p.payee_producer_id or q.payee_organisation_id = p.payee_organisation_id)
      order by q.id desc limit 1) b on true
    where p.payer_id = ${payerId} and p.payee_account is not null
      and p.id in (select json_array_elements_text(${JSON.stringify(payoutIds)}::json))`);
  const changed = [...rows].filter((row) =>
    isOtherAccount(row, { bank: row.bank_before, account: row.account_before }),
  );
  return new Map(
    changed.map((row) => [
      row.id,
      {
        before: maskedPlace({ bank: row.bank_before, account: row.account_before }),
        paidOn: row.paid_on,
        changedAt: row.changed_at === null ? null : new Date(row.changed_at),
      },
    ]),
  );
}
