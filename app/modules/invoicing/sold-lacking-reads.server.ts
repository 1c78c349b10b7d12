import { type SQL, sql } from "drizzle-orm";
import { addDays, momentOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { Period } from "./trade-stock.ts";

type Seller = { readonly id: string; readonly timeZone: TimeZone };

/** What was sold in the period of goods that nobody is named for and nobody sold it: without a cost, all of it looks like margin. */
export function soldOfNobody(seller: Seller, period: Period, on: Executor = db()): Promise<Rupiah> {
  return soldLacking([sql`lot_sources`, sql`lot_costs`], seller, period, on);
}

/** What was sold in the period out of lots without a cost: registered by hand, or bought before costs were kept. */
export function soldWithoutCost(seller: Seller, period: Period, on: Executor = db()): Promise<Rupiah> {
  return soldLacking([sql`lot_costs`], seller, period, on);
}

/** Invoiced in the period, of goods of one's own whose lot has no row in any of these tables. */
async function soldLacking(
  tables: readonly SQL[],
  seller: Seller,
  { from, to }: Period,
  on: Executor,
): Promise<Rupiah> {
  const known = tables.map((table) => sql`exists (select 1 from ${table} c where c.lot_id = b.lot_id)`);
  const [row] = await on.execute<{ amount: string }>(sql`
    select coalesce(sum(x.amount_rupiah), 0)::text as amount
    from invoices i join invoice_lines x on x.invoice_id = i.id join shipment_lines b on b.id = x.shipment_line_id
      join lots l on l.id = b.lot_id
    where i.seller_id = ${seller.id} and i.state in ('issued', 'settled') and not l.is_in_custody
      and i.issued_at >= ${momentOf(from, "00:00", seller.timeZone).toISOString()}::timestamptz
      and i.issued_at < ${momentOf(addDays(to, 1), "00:00", seller.timeZone).toISOString()}::timestamptz
      and not (${sql.join(known, sql` or `)})`);
  return BigInt(row?.amount ?? "0");
}
