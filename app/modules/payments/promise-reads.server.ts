import { desc, eq, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations, persons } from "#db/schema/identity.ts";
import { invoicePromises } from "#db/schema/payments-promises.ts";
import { RECORD_DAYS } from "./payer-record.ts";

/** What was promised of an invoice, the promise that stands first. The caller says who may see the invoice. */
export async function promisesOf(invoiceId: string, on: Executor = db()) {
  return on
    .select({
      id: invoicePromises.id,
      promisedOn: invoicePromises.promisedOn,
      amountRupiah: invoicePromises.amountRupiah,
      note: invoicePromises.note,
      byName: persons.fullName,
      forName: organisations.name,
      recordedAt: invoicePromises.recordedAt,
    })
    .from(invoicePromises)
    .innerJoin(persons, eq(persons.id, invoicePromises.recordedBy))
    .innerJoin(organisations, eq(organisations.id, invoicePromises.organisationId))
    .where(eq(invoicePromises.invoiceId, invoiceId))
    .orderBy(desc(invoicePromises.recordedAt), desc(invoicePromises.id))
    .limit(10);
}

/**
 * How many promises of a buyer fell due in the half year before `today`, and how many of them were not kept: by their day less had come,
 * since they were made, than was promised. One that was replaced while it could still be kept counts for nothing.
 */
export async function promisesCounted(
  buyerId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly promises: number; readonly broken: number }> {
  const [row] = await on.execute<{ promises: number; broken: number }>(sql`
    select count(*)::int as promises, count(*) filter (where came.amount < pr.amount_rupiah)::int as broken
    from ${invoicePromises} pr join invoices i on i.id = pr.invoice_id
    cross join lateral (
      select coalesce(sum(a.amount_rupiah), 0) as amount from payment_allocations a join payments p on p.id = a.payment_id
      where a.invoice_id = pr.invoice_id and p.state = 'verified' and p.transferred_on <= pr.promised_on and p.reported_at >= pr.recorded_at
    ) came
    where i.buyer_id = ${buyerId} and pr.promised_on >= ${addDays(today, -RECORD_DAYS)}::date and pr.promised_on < ${today}::date
      and not exists (select 1 from ${invoicePromises} later where later.invoice_id = pr.invoice_id
        and (later.recorded_at, later.id) > (pr.recorded_at, pr.id)
        and later.recorded_at < (pr.promised_on + 1)::timestamp at time zone 'Asia/Jakarta')`);
  return { promises: row?.promises ?? 0, broken: row?.broken ?? 0 };
}
