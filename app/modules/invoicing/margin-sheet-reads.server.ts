import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { chart } from "../ledger/chart.ts";
import type { SheetDay, SheetSupplier } from "./margin-sheet.ts";
import type { Period } from "./trade-stock.ts";

/** What invoices sold, and what producers are owed for that, each with the mirrors of what was taken back. */
const SOLD = sql`(e.kind like 'invoice.issued%' and a.code = ${chart.sales.code})`;
const BOUGHT = sql`(e.kind like 'producers.due%' and a.code = ${chart.purchases.code})`;

/** What a koperasi sold and what it owes for that, day by day and kitchen by kitchen, out of its own books; the newest day first. */
export async function marginDays(
  koperasiId: string,
  { from, to }: Period,
  on: Executor = db(),
): Promise<SheetDay[]> {
  const rows = await on.execute<{
    day: BusinessDay;
    buyer_id: string;
    buyer: string;
    sell: string;
    buy: string;
  }>(sql`
    select x.occurred_on::text as day, o.id as buyer_id, o.name as buyer, sum(x.sell)::text as sell, sum(x.buy)::text as buy
    from (
      select e.occurred_on, coalesce(i.buyer_id, s.buyer_id, l.buyer_id) as buyer_id,
        case when ${SOLD} then -p.amount else 0 end as sell, case when ${BOUGHT} then p.amount else 0 end as buy
      from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
        left join invoices i on i.id = e.subject_id left join shipments s on s.id = e.subject_id left join appeals l on l.id = e.subject_id
      where e.organisation_id = ${koperasiId} and e.occurred_on between ${from}::date and ${to}::date and (${SOLD} or ${BOUGHT})
    ) x join organisations o on o.id = x.buyer_id
    group by x.occurred_on, o.id, o.name order by x.occurred_on desc, o.name, o.id`);
  return rows.map((row) => ({
    onDay: row.day,
    buyerId: row.buyer_id,
    buyerName: row.buyer,
    sellRupiah: BigInt(row.sell),
    buyRupiah: BigInt(row.buy),
  }));
}

/** What each producer gets for what was sold in the period, the most first: together what all days bought. */
export async function marginSuppliers(
  koperasiId: string,
  { from, to }: Period,
  on: Executor = db(),
): Promise<SheetSupplier[]> {
  const rows = await on.execute<{ id: string; name: string; buy: string }>(sql`
    select w.id, w.name, (-sum(p.amount))::text as buy
    from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id join producers w on w.id = a.subject_id
    where e.organisation_id = ${koperasiId} and e.occurred_on between ${from}::date and ${to}::date and e.kind like 'producers.due%'
      and a.code = ${chart.payableProducer.code}
    group by w.id, w.name having sum(p.amount) <> 0 order by sum(p.amount), w.name, w.id`);
  return rows.map((row) => ({ producerId: row.id, name: row.name, buyRupiah: BigInt(row.buy) }));
}
