import { type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { TradeCity, TradeFlow } from "./trade-flows.ts";

/** Whose trade: what a trade center brought together, bought or sold, or what left or reached a city. */
export type FlowScope =
  | { readonly of: "hub"; readonly hubId: string }
  | { readonly of: "city"; readonly cityCode: string };

export type FlowPeriod = { readonly today: BusinessDay; readonly days: number };

/** More than this are not summed up on a page. */
const FLOWS_MAX = 5_000;

/** Everything that arrived and was accepted, line by line, with where it came from and where it went. */
export const arrivedGoods = sql`
  select s.id as shipment_id, s.delivery_day, s.seller_id, s.buyer_id, o.hub_id, k.city_code as from_code,
    left(coalesce(c.destination_region_code, b.city_code), 5) as to_code, coalesce(l.commodity_code, x.commodity_code) as commodity_code,
    n.accepted_base, round(n.accepted_base * n.price_rupiah / n.base_per_unit::numeric) as value
  from shipments s
    join shipment_lines n on n.shipment_id = s.id
    join organisations k on k.id = s.seller_id
    join organisations b on b.id = s.buyer_id
    left join call_offs o on o.id = s.call_off_id
    left join contracts c on c.id = o.contract_id
    left join contract_lines l on l.id = o.contract_line_id
    left join commitments m on m.id = n.commitment_id
    left join order_lines x on x.id = m.order_line_id
  where s.state = 'received' and n.accepted_base > 0`;

function within(scope: FlowScope): SQL {
  return scope.of === "hub"
    ? sql`(a.hub_id = ${scope.hubId} or a.seller_id = ${scope.hubId} or a.buyer_id = ${scope.hubId})`
    : sql`(a.from_code = ${scope.cityCode} or a.to_code = ${scope.cityCode})`;
}

/** What was accepted in the last days up to today, from which city to which, commodity by commodity; the dearest first. */
export async function tradeFlows(
  scope: FlowScope,
  { today, days }: FlowPeriod,
  on: Executor = db(),
): Promise<TradeFlow[]> {
  const rows = await on.execute<{
    from_code: string;
    to_code: string;
    commodity_code: string;
    goods: string;
    base_unit: BaseUnit;
    accepted: string;
    value: string;
    deliveries: number;
  }>(sql`
    select a.from_code, a.to_code, g.code as commodity_code, g.name as goods, g.base_unit,
      sum(a.accepted_base)::text as accepted, sum(a.value)::text as value, count(distinct a.shipment_id)::int as deliveries
    from (${arrivedGoods}) a join commodities g on g.code = a.commodity_code
    where ${within(scope)} and a.delivery_day > ${addDays(today, -days)}::date and a.delivery_day <= ${today}::date
    group by a.from_code, a.to_code, g.code, g.name, g.base_unit
    order by sum(a.value) desc, a.from_code, a.to_code, g.code limit ${FLOWS_MAX}`);
  return rows.map((row) => ({
    fromCode: row.from_code,
    toCode: row.to_code,
    commodityCode: row.commodity_code,
    goods: row.goods,
    isWeighed: row.base_unit === "g",
    acceptedBase: BigInt(row.accepted),
    valueRupiah: BigInt(row.value),
    deliveries: row.deliveries,
  }));
}

/** The cities and regencies that these flows name. */
export async function citiesOf(flows: readonly TradeFlow[], on: Executor = db()): Promise<TradeCity[]> {
  const codes = [...new Set(flows.flatMap((flow) => [flow.fromCode, flow.toCode]))];
  if (codes.length === 0) return [];
  const rows = await on.execute<TradeCity>(sql`
    select code, name, latitude, longitude from regions
    where code in (${sql.join(
      codes.map((code) => sql`${code}`),
      sql`, `,
    )}) order by code`);
  return rows.map((row) => ({ ...row }));
}
