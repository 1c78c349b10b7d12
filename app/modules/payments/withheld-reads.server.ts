import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import type { WithheldTax } from "./withheld.ts";

/** Every verified payment of a period of which tax was withheld, of or by this organisation, by its day and slip. */
export async function withheldTaxes(
  organisationId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  limit: number,
  on: Executor = db(),
): Promise<WithheldTax[]> {
  const rows = await on.execute<{
    side: WithheldTax["side"];
    name: string;
    tax_number: string | null;
    slip: string;
    day: BusinessDay;
    numbers: string;
    base: string;
    withheld: string;
  }>(sql`
    select case when p.payer_id = ${organisationId} then 'withholder' else 'recipient' end as side, o.name, o.tax_number,
      p.withholding_slip as slip, p.transferred_on::text as day, p.withheld_rupiah::text as withheld,
      string_agg(i.number, ', ' order by i.number) as numbers, sum(i.total_rupiah - i.tax_rupiah)::text as base
    from ${payments} p
    join ${paymentAllocations} a on a.payment_id = p.id join ${invoices} i on i.id = a.invoice_id
    join ${organisations} o on o.id = case when p.payer_id = ${organisationId} then p.payee_id else p.payer_id end
    where ${organisationId} in (p.payer_id, p.payee_id) and p.state = 'verified' and p.withheld_rupiah > 0
      and p.transferred_on between ${period.from}::date and ${period.to}::date
    group by p.id, o.id order by p.transferred_on, p.withholding_slip, p.id limit ${limit}`);
  return [...rows].map((row) => ({
    side: row.side,
    partnerName: row.name,
    partnerTaxNumber: row.tax_number,
    slip: row.slip,
    on: row.day,
    invoices: row.numbers,
    baseRupiah: BigInt(row.base),
    withheldRupiah: BigInt(row.withheld),
  }));
}
