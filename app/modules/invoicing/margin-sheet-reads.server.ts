import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { chart } from "../ledger/chart.ts";
import {
  classSums,
  type MembershipSales,
  membershipSales,
  type SheetClass,
  type SheetDay,
  type SheetSupplier,
} from "./margin-sheet.ts";
import { type LineDue, lineDuesOf, lineDuesOfEach } from "./producer-due-reads.server.ts";
import type { Period } from "./trade-stock.ts";

/** What invoices sold, what producers are owed for that, and what goods had cost that were bought: each with its mirrors. */
const SOLD = sql`(e.kind like 'invoice.issued%' and a.code = ${chart.sales.code})`;
const BOUGHT = sql`(e.kind like 'producers.due%' and a.code = ${chart.purchases.code})`;
const COST = sql`(a.code = ${chart.costOfGoodsSold.code})`;

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
      select e.occurred_on, coalesce(i.buyer_id, v.buyer_id, s.buyer_id, l.buyer_id) as buyer_id,
        case when ${SOLD} then -p.amount else 0 end as sell, case when ${BOUGHT} or ${COST} then p.amount else 0 end as buy
      from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
        left join invoice_parts r on r.id = e.subject_id left join invoices v on v.id = r.invoice_id
        left join invoices i on i.id = e.subject_id left join shipments s on s.id = e.subject_id left join appeals l on l.id = e.subject_id
      where e.organisation_id = ${koperasiId} and e.occurred_on between ${from}::date and ${to}::date and (${SOLD} or ${BOUGHT} or ${COST})
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

/** What each producer gets for what was sold in the period, the most first: together what all days bought. Shares of call-offs are on no day of it. */
export async function marginSuppliers(
  koperasiId: string,
  { from, to }: Period,
  on: Executor = db(),
): Promise<SheetSupplier[]> {
  const rows = await on.execute<{ id: string; name: string; buy: string }>(sql`
    select w.id, w.name, (-sum(p.amount))::text as buy
    from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id join producers w on w.id = a.subject_id
    where e.organisation_id = ${koperasiId} and e.occurred_on between ${from}::date and ${to}::date and e.kind like 'producers.due%'
      and not exists (select 1 from koperasi_statements t where t.id = e.subject_id)
      and a.code = ${chart.payableProducer.code}
    group by w.id, w.name having sum(p.amount) <> 0 order by sum(p.amount), w.name, w.id`);
  return rows.map((row) => ({ producerId: row.id, name: row.name, buyRupiah: BigInt(row.buy) }));
}

type Booked = {
  readonly shipment: string;
  readonly appeal: string | null;
  readonly sellRupiah: Rupiah;
  readonly owedRupiah: Rupiah;
  readonly costRupiah: Rupiah;
};
type Line = {
  readonly id: string;
  readonly goodsClass: GoodsClass;
  readonly saleRupiah: Rupiah;
  readonly costRupiah: Rupiah;
};

/** What was booked in the period for each sale of a delivery, its lines, and what growers are owed for each of them. */
async function salesIn(koperasiId: string, { from, to }: Period, on: Executor) {
  const rows = await on.execute<{
    subject: string;
    shipment: string;
    appeal: string | null;
    sell: string;
    owed: string;
    cost: string;
  }>(sql`
    select e.subject_id as subject, coalesce(i.shipment_id, r.shipment_id, s.id, l.shipment_id) as shipment, coalesce(i.appeal_id, l.id) as appeal,
      coalesce(-sum(p.amount) filter (where ${SOLD}), 0)::text as sell, coalesce(sum(p.amount) filter (where ${BOUGHT}), 0)::text as owed,
      coalesce(sum(p.amount) filter (where ${COST}), 0)::text as cost
    from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
      left join invoice_parts r on r.id = e.subject_id left join invoices i on i.id = e.subject_id left join shipments s on s.id = e.subject_id left join appeals l on l.id = e.subject_id
    where e.organisation_id = ${koperasiId} and e.occurred_on between ${from}::date and ${to}::date and (${SOLD} or ${BOUGHT} or ${COST})
      and coalesce(i.shipment_id, r.shipment_id, s.id, l.shipment_id) is not null
    group by 1, 2, 3 order by 1`);
  const booked = rows.map(
    ({ shipment, appeal, sell, owed, cost }): Booked => ({
      shipment,
      appeal,
      sellRupiah: BigInt(sell),
      owedRupiah: BigInt(owed),
      costRupiah: BigInt(cost),
    }),
  );
  const shipmentIds = [...new Set(booked.map(({ shipment }) => shipment))];
  const lines = await linesByShipment(shipmentIds, on);
  const dues = new Map<string, readonly LineDue[]>(await lineDuesOfEach(shipmentIds, on));
  for (const { shipment, appeal } of booked)
    if (appeal !== null) dues.set(appeal, await lineDuesOf({ shipmentId: shipment, appealId: appeal }, on));
  return booked.map((sale) => ({
    ...sale,
    lines: (lines.get(sale.shipment) ?? []).map((line) => ({
      ...line,
      dues: (dues.get(sale.appeal ?? sale.shipment) ?? []).filter((due) => due.shipmentLineId === line.id),
    })),
  }));
}

/** The lines of deliveries with what each was invoiced at and had cost, by delivery. Goods in custody are sold by nobody here. */
async function linesByShipment(shipmentIds: readonly string[], on: Executor): Promise<Map<string, Line[]>> {
  const byShipment = new Map<string, Line[]>();
  if (shipmentIds.length === 0) return byShipment;
  const rows = await on.execute<{
    id: string;
    shipment: string;
    class: GoodsClass;
    sale: string;
    cost: string;
  }>(sql`
    select b.id, b.shipment_id as shipment, c.goods_class as class,
      case when l.is_in_custody then 0 else coalesce((select max(x.amount_rupiah) from invoice_lines x where x.shipment_line_id = b.id), 0) end::text as sale,
      coalesce((select -sum(w.value_rupiah) from lot_cost_moves w where w.shipment_line_id = b.id and w.kind = 'sold'), 0)::text as cost
    from shipment_lines b join lots l on l.id = b.lot_id join listings g on g.id = l.listing_id join commodities c on c.code = g.commodity_code
    where b.shipment_id in (select jsonb_array_elements_text(${JSON.stringify(shipmentIds)}::jsonb)) order by b.shipment_id, b.position`);
  for (const row of rows) {
    const line = {
      id: row.id,
      goodsClass: row.class,
      saleRupiah: BigInt(row.sale),
      costRupiah: BigInt(row.cost),
    };
    const known = byShipment.get(row.shipment);
    if (known) known.push(line);
    else byShipment.set(row.shipment, [line]);
  }
  return byShipment;
}

const owedFor = (dues: readonly LineDue[]) => sumOf(dues.map((due) => due.dueRupiah));

/**
 * The same sums by class of goods: each booked amount divided among the lines that it is for, by what each was invoiced at, is owed for
 * and had cost. Together they are what `marginDays` adds up to, to the rupiah.
 */
export async function marginClasses(
  koperasiId: string,
  period: Period,
  on: Executor = db(),
): Promise<SheetClass[]> {
  const sales = await salesIn(koperasiId, period, on);
  return classSums(
    sales.map(({ lines, ...sale }) => ({
      ...sale,
      lines: lines.map(({ dues, ...line }) => ({ ...line, owedRupiah: owedFor(dues) })),
    })),
  );
}

/**
 * What a koperasi sold in the period by whose harvest it was: of producers among `memberIds`, of others, and of nobody by name: goods that
 * it had bought, and lots without a grower. Shares of call-offs name no lot and are not in it.
 */
export async function salesByMembership(
  koperasiId: string,
  period: Period,
  memberIds: ReadonlySet<string>,
  on: Executor = db(),
): Promise<MembershipSales> {
  const sales = await salesIn(koperasiId, period, on);
  return membershipSales(
    sales.map(({ sellRupiah, lines }) => ({
      sellRupiah,
      lines: lines.map(({ saleRupiah, dues }) => ({
        saleRupiah,
        membersRupiah: owedFor(dues.filter(({ producerId }) => memberIds.has(producerId))),
        othersRupiah: owedFor(dues.filter(({ producerId }) => !memberIds.has(producerId))),
      })),
    })),
  );
}
