import { type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay, momentOf, type TimeZone } from "#app/kernel/calendar.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { GoodsMargin, Margin, Period, SaleMargin, StockGoods, StockLot } from "./trade-stock.ts";

/** Whose stock and sales, and on whose clock. */
export type Trader = { readonly id: string; readonly timeZone: TimeZone };

/** What a trader bought and has still, goods by goods; the most valuable first. Their values come to its inventory account. */
export async function stockByGoods(trader: Trader, on: Executor = db()): Promise<StockGoods[]> {
  const rows = await on.execute<{
    code: string;
    goods: string;
    base_unit: BaseUnit;
    lots: number;
    left_base: string;
    value: string;
    oldest: BusinessDay;
    expires: BusinessDay;
  }>(sql`
    select k.code, k.name as goods, k.base_unit, count(*)::int as lots, sum(c.bought_base - c.out_base)::text as left_base,
      sum(c.value_rupiah)::text as value, (min(c.created_at) at time zone ${trader.timeZone})::date::text as oldest, min(l.expires_on)::text as expires
    from lot_costs c join lots l on l.id = c.lot_id join listings g on g.id = l.listing_id join commodities k on k.code = g.commodity_code
    where c.organisation_id = ${trader.id} and c.out_base < c.bought_base
    group by k.code order by sum(c.value_rupiah) desc, k.name, k.code`);
  return rows.map((row) => ({
    commodityCode: row.code,
    goods: row.goods,
    baseUnit: row.base_unit,
    lots: row.lots,
    leftBase: BigInt(row.left_base),
    valueRupiah: BigInt(row.value),
    oldestOn: row.oldest,
    firstExpiresOn: row.expires,
  }));
}

/** The lots of that stock one by one, what came in first first; of one commodity only, where `commodityCode` says which. */
export async function stockLots(
  trader: Trader,
  filter: PageRequest & { readonly commodityCode?: string | undefined },
  on: Executor = db(),
): Promise<Page<StockLot>> {
  const ofGoods = filter.commodityCode ? sql`and g.commodity_code = ${filter.commodityCode}` : sql``;
  const beyond = filter.after ? sql`and c.lot_id > ${filter.after}` : sql``;
  const rows = await on.execute<{
    lot_id: string;
    listing_id: string;
    is_open: boolean;
    commodity_code: string;
    goods: string;
    origin: string;
    seller: string;
    unit: string;
    base_per_unit: string;
    left_base: string;
    stored_base: string;
    cost: string;
    value: string;
    came_on: BusinessDay;
    expires_on: BusinessDay;
  }>(sql`
    select c.lot_id, l.listing_id, g.state = 'open' as is_open, g.commodity_code, k.name || coalesce(' ' || q.name, '') as goods, r.name as origin,
      o.name as seller, g.unit, g.base_per_unit::text as base_per_unit, (c.bought_base - c.out_base)::text as left_base,
      (l.quantity_base - l.shipped_base - l.lost_base)::text as stored_base, c.cost_rupiah::text as cost, c.value_rupiah::text as value,
      (c.created_at at time zone ${trader.timeZone})::date::text as came_on, l.expires_on::text as expires_on
    from lot_costs c join lots l on l.id = c.lot_id join listings g on g.id = l.listing_id join commodities k on k.code = g.commodity_code
      left join grades q on q.commodity_code = g.commodity_code and q.code = g.grade_code
      join regions r on r.code = l.origin_region_code
      join shipment_lines b on b.id = c.shipment_line_id join shipments s on s.id = b.shipment_id join organisations o on o.id = s.seller_id
    where c.organisation_id = ${trader.id} and c.out_base < c.bought_base ${ofGoods} ${beyond}
    order by c.lot_id limit ${filter.limit + 1}`);
  const lots = rows.map(
    (row): StockLot => ({
      lotId: row.lot_id,
      listingId: row.listing_id,
      isForSale: row.is_open,
      commodityCode: row.commodity_code,
      goods: row.goods,
      originName: row.origin,
      sellerName: row.seller,
      unit: row.unit,
      basePerUnit: BigInt(row.base_per_unit),
      leftBase: BigInt(row.left_base),
      storedBase: BigInt(row.stored_base),
      costRupiah: BigInt(row.cost),
      valueRupiah: BigInt(row.value),
      cameOn: row.came_on,
      expiresOn: row.expires_on,
    }),
  );
  return pageOf(lots, filter.limit, (lot) => lot.lotId);
}

/**
 * Every line of a trader's standing invoices of a period whose goods it had bought: what it brought, what left the stock for it, and
 * what the purchase's freight comes to for as much as was sold. What an appeal brought had been written off: its invoice has the
 * cost, and takes as much off what was lost.
 */
function soldLines(trader: Trader, { from, to }: Period): SQL {
  const since = momentOf(from, "00:00", trader.timeZone).toISOString();
  const before = momentOf(addDays(to, 1), "00:00", trader.timeZone).toISOString();
  return sql`
    select i.id as invoice_id, i.number, i.buyer_id, i.issued_at, k.code, k.name as goods, k.base_unit, x.quantity_base as sold_base,
      x.amount_rupiah as sale, m.cost, m.lost, coalesce(round(p.freight * m.cost / nullif(p.goods, 0)), 0)::bigint as freight
    from invoices i join invoice_lines x on x.invoice_id = i.id join shipment_lines b on b.id = x.shipment_line_id
      join lot_costs c on c.lot_id = b.lot_id join lots l on l.id = c.lot_id join listings g on g.id = l.listing_id
      join commodities k on k.code = g.commodity_code
      cross join lateral (select coalesce(sum(v.cost), 0)::bigint as cost, coalesce(sum(v.lost), 0)::bigint as lost from (
          select case when w.kind in ('sold', 'unsold') then -w.value_rupiah else 0 end as cost,
            case when w.kind in ('lost', 'short') then -w.value_rupiah else 0 end as lost
          from lot_cost_moves w where w.shipment_line_id = b.id and i.appeal_id is null
          union all select g.cost_rupiah, -g.cost_rupiah from appeal_lines g
          where g.appeal_id = i.appeal_id and g.shipment_line_id = b.id
            and x.position = (select min(y.position) from invoice_lines y where y.invoice_id = i.id and y.shipment_line_id = b.id)) v) m
      left join lateral (select y.freight_rupiah::numeric as freight, y.goods_rupiah + y.tax_rupiah as goods
        from invoice_lines z join invoices y on y.id = z.invoice_id
        where z.shipment_line_id = c.shipment_line_id and y.kind = 'delivery' and y.state in ('issued', 'settled') limit 1) p on true
    where i.seller_id = ${trader.id} and i.state in ('issued', 'settled') and i.issued_at >= ${since}::timestamptz and i.issued_at < ${before}::timestamptz`;
}

type MarginRow = {
  readonly sale: string;
  readonly cost: string;
  readonly freight: string;
  readonly lost: string;
};

const marginOf = (row: MarginRow): Margin => ({
  saleRupiah: BigInt(row.sale),
  costRupiah: BigInt(row.cost),
  freightRupiah: BigInt(row.freight),
  lostRupiah: BigInt(row.lost),
});

const MARGIN = sql`sum(w.sale)::text as sale, sum(w.cost)::text as cost, sum(w.freight)::text as freight, sum(w.lost)::text as lost`;

/** What a trader earned on each commodity that it sold out of its stock in a period; the largest sale first. */
export async function marginByGoods(
  trader: Trader,
  period: Period,
  on: Executor = db(),
): Promise<GoodsMargin[]> {
  const rows = await on.execute<
    MarginRow & { code: string; goods: string; base_unit: BaseUnit; sold_base: string; sales: number }
  >(sql`
    select w.code, w.goods, w.base_unit, sum(w.sold_base)::text as sold_base, count(distinct w.invoice_id)::int as sales, ${MARGIN}
    from (${soldLines(trader, period)}) w group by w.code, w.goods, w.base_unit order by sum(w.sale) desc, w.goods, w.code`);
  return rows.map((row) => ({
    ...marginOf(row),
    commodityCode: row.code,
    goods: row.goods,
    baseUnit: row.base_unit,
    soldBase: BigInt(row.sold_base),
    sales: row.sales,
  }));
}

/** The same, sale by sale: one row for each invoice, the newest first. */
export async function marginBySale(
  trader: Trader,
  period: Period,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<SaleMargin>> {
  const beyond = page.after ? sql`where w.invoice_id < ${page.after}` : sql``;
  const rows = await on.execute<
    MarginRow & { invoice_id: string; number: string; buyer: string; issued_on: BusinessDay; goods: string }
  >(sql`
    select w.invoice_id, w.number, o.name as buyer, (w.issued_at at time zone ${trader.timeZone})::date::text as issued_on,
      string_agg(distinct w.goods, ', ' order by w.goods) as goods, ${MARGIN}
    from (${soldLines(trader, period)}) w join organisations o on o.id = w.buyer_id ${beyond}
    group by w.invoice_id, w.number, o.name, w.issued_at order by w.invoice_id desc limit ${page.limit + 1}`);
  const sales = rows.map(
    (row): SaleMargin => ({
      ...marginOf(row),
      invoiceId: row.invoice_id,
      number: row.number,
      buyerName: row.buyer,
      issuedOn: row.issued_on,
      goods: row.goods,
    }),
  );
  return pageOf(sales, page.limit, (sale) => sale.invoiceId);
}

/** How many deliveries in stock nobody can order for want of a price, and how many are past their day and still there. */
export async function stockAlarms(
  trader: Trader,
  today: BusinessDay,
  on: Executor = db(),
): Promise<{ readonly unpriced: number; readonly over: number }> {
  const [row] = await on.execute<{ unpriced: number; over: number }>(sql`
    select count(*) filter (where g.state <> 'open' and l.expires_on >= ${today}::date and l.quantity_base > l.shipped_base + l.lost_base)::int as unpriced,
      count(*) filter (where l.expires_on < ${today}::date and l.quantity_base > l.shipped_base + l.lost_base)::int as over
    from lot_costs c join lots l on l.id = c.lot_id join listings g on g.id = l.listing_id
    where c.organisation_id = ${trader.id} and c.out_base < c.bought_base`);
  return row ?? { unpriced: 0, over: 0 };
}
