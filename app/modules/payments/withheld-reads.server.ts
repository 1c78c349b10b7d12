import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { type KeptVat, vatWithin, type WithheldTax } from "./withheld.ts";

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

/** Every verified payment of a period of which a treasurer kept the VAT, of or by this organisation, by its day and slip. */
export async function keptVats(
  organisationId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  limit: number,
  on: Executor = db(),
): Promise<KeptVat[]> {
  const rows = await on.execute<{
    side: KeptVat["side"];
    name: string;
    tax_number: string | null;
    slip: string;
    day: BusinessDay;
    numbers: string;
    base: string;
    vat: string;
  }>(sql`
    select case when p.payer_id = ${organisationId} then 'withholder' else 'recipient' end as side, o.name, o.tax_number,
      p.withholding_slip as slip, p.transferred_on::text as day, p.vat_kept_rupiah::text as vat,
      string_agg(i.number, ', ' order by i.number) as numbers, sum(coalesce(x.taxed, 0))::text as base
    from ${payments} p
    join ${paymentAllocations} a on a.payment_id = p.id join ${invoices} i on i.id = a.invoice_id
    join ${organisations} o on o.id = case when p.payer_id = ${organisationId} then p.payee_id else p.payer_id end
    left join lateral (select sum(l.amount_rupiah) as taxed from invoice_lines l where l.invoice_id = i.id and l.tax_rupiah > 0) x on true
    where ${organisationId} in (p.payer_id, p.payee_id) and p.state = 'verified' and p.vat_kept_rupiah > 0
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
    vatRupiah: BigInt(row.vat),
  }));
}

/**
 * What a treasurer keeps of what is open of an invoice: the VAT in it, and income tax (PPh 22) of it without VAT at the day's rate, rounded
 * down, where it is more than the day's exempt amount. A proposal: whoever pays may say otherwise, for instance of a seller with a certificate.
 */
export async function keptByTreasurer(
  invoice: { readonly taxRupiah: Rupiah; readonly totalRupiah: Rupiah; readonly openRupiah: Rupiah },
  day: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly vatKeptRupiah: Rupiah; readonly withheldRupiah: Rupiah }> {
  const keys = [
    "tax.government_withholding_basis_points",
    "tax.government_withholding_exempt_rupiah",
  ] as const;
  const rules = await parametersOn(on, keys, { day });
  const rate = BigInt(asNumber(keys[0], rules[keys[0]]));
  const exempt = BigInt(asNumber(keys[1], rules[keys[1]]));
  const { openRupiah, ...sums } = invoice;
  const vatKeptRupiah = vatWithin([{ ...sums, paysRupiah: openRupiah }]);
  const baseRupiah = openRupiah - vatKeptRupiah;
  return { vatKeptRupiah, withheldRupiah: baseRupiah > exempt ? (baseRupiah * rate) / 10_000n : 0n };
}
