import { sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";
import { db, type Executor } from "#db/client.server.ts";

/** Which of several trades a deed belongs to, by weights, and the place of the one that was asked about. */
export type Shared = { readonly weights: readonly bigint[]; readonly at: number };

type InvoiceRow = { readonly invoice_id: string; readonly trade_id: string; readonly weight: string };
type PaidRow = {
  readonly subject_id: string;
  readonly payment_id: string;
  readonly invoice_id: string;
  readonly amount: string;
};

/** The invoices of a trade, those over a period that hold a delivery of it, what was claimed for being late with them, and their payments. */
const around = (tradeId: string) => sql`with mine as (
    select id from invoices where order_id = ${tradeId} or call_off_id = ${tradeId}
    union select p.invoice_id from invoice_parts p join shipments s on s.id = p.shipment_id where s.order_id = ${tradeId}
  ), late as (
    select id from invoices where late_of in (select id from mine)
  ), paid as (
    select distinct payment_id from payment_allocations where invoice_id in (select id from mine union select id from late)
  )`;

/**
 * Deeds that a trade may share with others, and how much of each is its own: what was claimed for being late, payments, and what a card's
 * provider took of them. An invoice over a period is shared by what each delivery claims, a payment by what it pays of each invoice.
 * Together the trades have each deed whole.
 */
export async function sharedSubjects(tradeId: string, on: Executor = db()): Promise<Map<string, Shared>> {
  const invoices = await on.execute<
    InvoiceRow & { readonly is_late: boolean }
  >(sql`${around(tradeId)}, named as (
      select invoice_id as id from payment_allocations where payment_id in (select payment_id from paid)
      union select id from mine union select id from late
    )
    select n.id as invoice_id, named.late_of is not null as is_late, coalesce(i.order_id, i.call_off_id, s.order_id) as trade_id,
      sum(coalesce(p.goods_rupiah + p.tax_rupiah, 1))::text as weight
    from named n join invoices named on named.id = n.id join invoices i on i.id = coalesce(named.late_of, named.id)
    left join invoice_parts p on p.invoice_id = i.id left join shipments s on s.id = p.shipment_id
    where coalesce(i.order_id, i.call_off_id, s.order_id) is not null
    group by n.id, named.late_of, trade_id order by n.id, trade_id`);
  const paid = await on.execute<PaidRow>(sql`${around(tradeId)}
    select d.subject_id, d.payment_id, a.invoice_id, a.amount_rupiah::text as amount
    from (select payment_id as subject_id, payment_id from paid
      union all select m.id, m.payment_id from card_moves m join paid on paid.payment_id = m.payment_id) d
    join payment_allocations a on a.payment_id = d.payment_id order by d.subject_id, a.invoice_id`);
  const byInvoice = new Map<string, InvoiceRow[]>();
  const late = new Set<string>();
  for (const row of invoices) {
    byInvoice.set(row.invoice_id, [...(byInvoice.get(row.invoice_id) ?? []), row]);
    if (row.is_late) late.add(row.invoice_id);
  }
  const sums = new Map<string, Map<string, Rupiah>>();
  const add = (subjectId: string, amount: Rupiah, rows: readonly InvoiceRow[]) => {
    const sum = sums.get(subjectId) ?? new Map<string, Rupiah>();
    const parts = share(
      amount,
      rows.map((row) => BigInt(row.weight)),
    );
    for (const [at, row] of rows.entries())
      sum.set(row.trade_id, (sum.get(row.trade_id) ?? 0n) + (parts[at] ?? 0n));
    sums.set(subjectId, sum);
  };
  for (const id of late) {
    const rows = byInvoice.get(id) ?? [];
    for (const row of rows) add(id, BigInt(row.weight), [row]);
  }
  for (const row of paid) {
    const rows = byInvoice.get(row.invoice_id);
    if (rows) add(row.subject_id, BigInt(row.amount), rows);
  }
  return new Map(
    [...sums].flatMap(([subjectId, sum]): [string, Shared][] => {
      const trades = [...sum].sort(([a], [b]) => (a < b ? -1 : 1));
      const at = trades.findIndex(([id]) => id === tradeId);
      return at < 0 ? [] : [[subjectId, { weights: trades.map(([, weight]) => weight), at }]];
    }),
  );
}
