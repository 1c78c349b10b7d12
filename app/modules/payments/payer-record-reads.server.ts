import { sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { duePartsIn } from "../invoicing/due-parts-reads.server.ts";
import { type PayerRecord, payerRecord, RECORD_DAYS } from "./payer-record.ts";
import { promisesCounted } from "./promise-reads.server.ts";

/**
 * How a buyer paid what was asked of it by a day in the half year before `today`, all sellers together: counts and a share, no amounts and no
 * names, so that whoever is asked to sell to it may read them.
 */
export async function payerRecordOf(
  buyerId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<PayerRecord> {
  const since = addDays(today, -RECORD_DAYS);
  const rows = await on.execute<{
    total: string;
    open: string;
    due_on: BusinessDay;
    paid_on: BusinessDay | null;
  }>(sql`
    select due.amount::text as total, greatest(0, least(due.amount, due.upto - i.paid_rupiah))::text as open, due.due_on::text as due_on,
      case when due.upto <= i.paid_rupiah then (select min(came.transferred_on) from (
        select p.transferred_on, sum(a.amount_rupiah - p.unpaid_rupiah) over (order by p.transferred_on, p.id) as sofar
        from payment_allocations a join payments p on p.id = a.payment_id where a.invoice_id = i.id and p.state = 'verified'
      ) came where came.sofar >= due.upto)::text end as paid_on
    from invoices i, lateral ${duePartsIn(sql`i`)} due
    where i.buyer_id = ${buyerId} and i.state in ('issued', 'settled') and i.due_on < ${today}::date
      and (i.due_on >= ${since}::date or exists (select 1 from line_objections o where o.invoice_id = i.id and o.due_on >= ${since}::date))
      and due.due_on >= ${since}::date and due.due_on < ${today}::date`);
  return payerRecord(
    rows.map((row) => ({
      totalRupiah: BigInt(row.total),
      openRupiah: BigInt(row.open),
      dueOn: row.due_on,
      paidOn: row.paid_on,
    })),
    today,
    await promisesCounted(buyerId, today, on),
  );
}
