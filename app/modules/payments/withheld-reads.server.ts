import { type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, payments } from "#db/schema/payments.ts";
import { taxNumberOf } from "../identity/organisation-reads.server.ts";
import { sixteenDigits } from "../invoicing/tax-invoice.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { vatKeptOf } from "./kept-vat-reads.server.ts";
import { type KeptVat, type TaxedPart, vatWithin, type WithheldTax } from "./withheld.ts";

/** What somebody kept of one verified payment, as the reads below share it; the amount kept is named by each. */
type Kept = Omit<WithheldTax, "withheldRupiah"> & { readonly keptRupiah: Rupiah };

/** Every verified payment of a period of which a tax was kept, of or by this organisation, by its day and slip. */
async function keptOfPayments(
  organisationId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  limit: number,
  on: Executor,
  tax: { readonly kept: SQL; readonly base: SQL },
): Promise<Kept[]> {
  const rows = await on.execute<{
    side: WithheldTax["side"];
    name: string;
    tax_number: string | null;
    slip: string;
    day: BusinessDay;
    numbers: string;
    base: string;
    kept: string;
  }>(sql`
    select case when p.payer_id = ${organisationId} then 'withholder' else 'recipient' end as side, o.name, o.tax_number,
      p.withholding_slip as slip, p.transferred_on::text as day, ${tax.kept}::text as kept,
      string_agg(i.number, ', ' order by i.number) as numbers, sum(${tax.base})::text as base
    from ${payments} p
    join ${paymentAllocations} a on a.payment_id = p.id join ${invoices} i on i.id = a.invoice_id
    join ${organisations} o on o.id = case when p.payer_id = ${organisationId} then p.payee_id else p.payer_id end
    where ${organisationId} in (p.payer_id, p.payee_id) and p.state = 'verified' and ${tax.kept} > 0
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
    keptRupiah: BigInt(row.kept),
  }));
}

/** Every verified payment of a period of which tax was withheld, of or by this organisation, by its day and slip. */
export async function withheldTaxes(
  organisationId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  limit: number,
  on: Executor = db(),
): Promise<WithheldTax[]> {
  const rows = await keptOfPayments(organisationId, period, limit, on, {
    kept: sql`p.withheld_rupiah`,
    base: sql`i.total_rupiah - i.tax_rupiah`,
  });
  return rows.map(({ keptRupiah, ...row }) => ({ ...row, withheldRupiah: keptRupiah }));
}

/** Every verified payment of a period of which a treasurer kept the VAT, of or by this organisation, by its day and slip. */
export async function keptVats(
  organisationId: string,
  period: { readonly from: BusinessDay; readonly to: BusinessDay },
  limit: number,
  on: Executor = db(),
): Promise<KeptVat[]> {
  const rows = await keptOfPayments(organisationId, period, limit, on, {
    kept: sql`p.vat_kept_rupiah`,
    base: sql`coalesce((select sum(l.amount_rupiah) from invoice_lines l where l.invoice_id = i.id and l.tax_rupiah > 0), 0)`,
  });
  return rows.map(({ keptRupiah, ...row }) => ({ ...row, vatRupiah: keptRupiah }));
}

/**
 * What a treasurer keeps of what is open of an invoice: the VAT in it that was not kept before, and income tax (PPh 22) of it without VAT at the day's rate,
 * that of a seller without an NPWP where it has none, rounded down. Nothing of a purchase up to the day's exempt amount, by the whole invoice: one that
 * is paid in parts is not split (PMK 81/2024 art. 219). A proposal: whoever pays may say otherwise, for instance of a seller with a certificate.
 */
export async function keptByTreasurer(
  invoice: Omit<TaxedPart, "paysRupiah" | "beforeRupiah" | "keptRupiah"> & {
    readonly id: string;
    readonly sellerId: string;
    readonly openRupiah: Rupiah;
    readonly paidRupiah: Rupiah;
    readonly reportedRupiah: Rupiah;
  },
  day: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly vatKeptRupiah: Rupiah; readonly withheldRupiah: Rupiah }> {
  const hasNumber = sixteenDigits(await taxNumberOf(invoice.sellerId, on)) !== null;
  const keys = [
    hasNumber ? "tax.government_withholding_basis_points" : "tax.government_withholding_no_npwp_basis_points",
    "tax.government_withholding_exempt_rupiah",
  ] as const;
  const rules = await parametersOn(on, keys, { day });
  const rate = BigInt(asNumber(keys[0], rules[keys[0]]));
  const exempt = BigInt(asNumber(keys[1], rules[keys[1]]));
  const { openRupiah, taxRupiah, totalRupiah } = invoice;
  const vatKeptRupiah = vatWithin([
    {
      ...{ taxRupiah, totalRupiah, paysRupiah: openRupiah },
      beforeRupiah: invoice.paidRupiah + invoice.reportedRupiah,
      keptRupiah: (await vatKeptOf([invoice.id], on)).get(invoice.id) ?? 0n,
    },
  ]);
  const isExempt = totalRupiah - taxRupiah <= exempt;
  return { vatKeptRupiah, withheldRupiah: isExempt ? 0n : ((openRupiah - vatKeptRupiah) * rate) / 10_000n };
}
