import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { accounts, entries, postings } from "#db/schema/ledger.ts";
import { payments } from "#db/schema/payments.ts";
import { cardDisputes, cardMoves, cardPayouts, cardRefunds, cardShares } from "#db/schema/payments-cards.ts";
import { planOf } from "../ledger/chart.ts";
import { type ProviderRail, providerRails } from "./payment-lifecycle.ts";
import { type HeldMove, providerMoneyOf, type RailMoney } from "./provider-money.ts";

const HELD = JSON.stringify([planOf("heldByProvider").code, planOf("heldInDispute").code]);
const RAILS = JSON.stringify(providerRails);

/** Money of this payee that came through providers in a period, by rail, as its books say. Fees and payouts are of cards: no other is read yet. */
export async function providerMoney(
  payeeId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  on: Executor = db(),
): Promise<RailMoney[]> {
  const rows = await on.execute<{ kind: string; rail: ProviderRail; before: boolean; amount: string }>(sql`
    select e.kind, coalesce(d.rail, 'card') as rail, p.occurred_on < ${period.from}::date as before, sum(p.amount)::text as amount
    from ${accounts} a join ${postings} p on p.account_id = a.id join ${entries} e on e.id = p.entry_id
    left join ${payments} d on d.id = e.subject_id
    where a.organisation_id = ${payeeId} and a.code in (select jsonb_array_elements_text(${HELD}::jsonb))
      and p.occurred_on <= ${period.to}::date
    group by 1, 2, 3`);
  const moves: HeldMove[] = [...rows].map((row) => ({
    kind: row.kind,
    rail: row.rail,
    isBefore: row.before,
    amountRupiah: BigInt(row.amount),
  }));
  return providerMoneyOf(moves);
}

export type ProviderProof = {
  readonly rail: ProviderRail;
  readonly booksSay: Rupiah;
  readonly deedsSay: Rupiah;
};

/**
 * What is with providers now, reckoned anew from payments, refunds, disputes, the lines of their reports and what they sent, beside what the
 * books say, by rail. The two are the same while the books are right.
 */
export async function proveProviderMoney(payeeId: string, on: Executor = db()): Promise<ProviderProof[]> {
  const rows = await on.execute<{ rail: ProviderRail; books: string; deeds: string }>(sql`
    with deeds as (
      select rail, amount_rupiah as rupiah from ${payments}
      where payee_id = ${payeeId} and verified_at is not null and rail in (select jsonb_array_elements_text(${RAILS}::jsonb))
      union all
      select rail, -amount_rupiah from ${payments} where payee_id = ${payeeId} and state = 'reversed' and reversed_by is not null
        and rail in (select jsonb_array_elements_text(${RAILS}::jsonb))
      union all
      select p.rail, -r.amount_rupiah from ${cardRefunds} r join ${payments} p on p.id = r.payment_id
      where p.payee_id = ${payeeId} and r.state = 'booked'
      union all
      select p.rail, -d.amount_rupiah from ${cardDisputes} d join ${payments} p on p.id = d.payment_id
      where p.payee_id = ${payeeId} and d.state = 'lost'
      union all
      select 'card', -fee_rupiah from ${cardMoves} where payee_id = ${payeeId}
      union all
      select 'card', -s.amount_rupiah from ${cardShares} s join ${cardPayouts} o on o.id = s.payout_id
      where s.payee_id = ${payeeId} and o.state = 'booked'
    ), books as (
      select coalesce(d.rail, 'card') as rail, sum(p.amount) as rupiah
      from ${accounts} a join ${postings} p on p.account_id = a.id join ${entries} e on e.id = p.entry_id
      left join ${payments} d on d.id = e.subject_id
      where a.organisation_id = ${payeeId} and a.code in (select jsonb_array_elements_text(${HELD}::jsonb)) group by 1
    ), said as (select rail, sum(rupiah) as rupiah from deeds group by 1)
    select rail, coalesce(books.rupiah, 0)::text as books, coalesce(said.rupiah, 0)::text as deeds
    from books full join said using (rail) order by rail`);
  return [...rows].map(({ rail, books, deeds }) => ({
    rail,
    booksSay: BigInt(books),
    deedsSay: BigInt(deeds),
  }));
}
