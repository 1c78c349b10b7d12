import { sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { type PayerRecord, payerRecord, RECORD_DAYS } from "./payer-record.ts";
import { promisesCounted } from "./promise-reads.server.ts";

/**
 * How a buyer paid what fell due in the half year before `today`, all sellers together: counts and a share, no amounts and no
 * names, so that whoever is asked to sell to it may read them.
 */
export async function payerRecordOf(
  buyerId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<PayerRecord> {
  const rows = await on.execute<{
    total: string;
    open: string;
    due_on: BusinessDay;
    paid_on: BusinessDay | null;
  }>(sql`
    select i.total_rupiah::text as total,
      (i.total_rupiah - i.advance_rupiah - i.credited_rupiah - i.paid_rupiah)::text as open, i.due_on::text as due_on,
      case when i.state = 'settled' then coalesce((
        select max(p.transferred_on) from payment_allocations a join payments p on p.id = a.payment_id
        where a.invoice_id = i.id and p.state = 'verified'), i.due_on)::text end as paid_on
    from invoices i
    where i.buyer_id = ${buyerId} and i.state in ('issued', 'settled')
      and i.due_on >= ${addDays(today, -RECORD_DAYS)}::date and i.due_on < ${today}::date`);
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
