import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { db, type Executor } from "#db/client.server.ts";
import { numberByGoodsClass, type ParameterScope, parametersOn } from "../regions/parameter-reads.server.ts";
import { dueAtDoor } from "../shipments/due-at-door.server.ts";
import { liftedByAppeals } from "./after-appeals.server.ts";

export type Period = { readonly from: BusinessDay; readonly to: BusinessDay };

/** One seller of a buyer in a period: what it took on, and what came of it, counted from weighings and never from opinions. */
export type SupplierRow = {
  readonly sellerId: string;
  readonly sellerName: string;
  readonly sellerKind: OrganisationKind;
  /** Where the seller is, and whether that is the buyer's own city. */
  readonly cityName: string;
  readonly isLocal: boolean;
  /** Value of what it took on and did not let go, at the agreed price. */
  readonly promisedRupiah: bigint;
  /** Of that, what grew in the buyer's own city: by the lot, wherever its seller has its seat. */
  readonly grownHereRupiah: bigint;
  /** What was received, and what the buyer let go because it never left. */
  readonly deliveries: number;
  readonly letGo: number;
  readonly onTime: number;
  /** Of what was delivered, by value. */
  readonly deliveredRupiah: bigint;
  readonly acceptedRupiah: bigint;
  readonly weighed: number;
  /** Lines that weighed at the door what was loaded, within the tolerance of their class of goods. */
  readonly trueWeight: number;
};

/** By which rules deliveries are counted: what still is the true weight, and from when on goods asked for at once are late. */
export type CountingRules = {
  readonly toleranceBasisPoints: Readonly<Record<GoodsClass, number>>;
  readonly substituteMinutes: number;
};

/**
 * The sellers who took on goods for this buyer with delivery in a period, the largest first: at most 200. On time is what
 * stood at the door, by the driver's word or else by the receipt, when it was due (`dueAtDoor`). A seller of whom everything was
 * let go stands among them with nothing promised, and is no supplier of the period (`supplying`).
 */
export async function suppliersOf(
  buyerId: string,
  period: Period,
  { toleranceBasisPoints, substituteMinutes }: CountingRules,
  on: Executor = db(),
): Promise<SupplierRow[]> {
  const dueAt = dueAtDoor(
    {
      day: sql`t.delivery_day`,
      windowEnd: sql`t.window_end`,
      zone: sql`t.time_zone`,
      plannedAt: sql`s.created_at`,
    },
    substituteMinutes,
  );
  const rows = await on.execute<{
    seller_id: string;
    name: string;
    kind: OrganisationKind;
    city: string;
    is_local: boolean;
    promised: string;
    grown_here: string;
    deliveries: number;
    let_go: number;
    on_time: number;
    delivered: string;
    accepted: string;
    weighed: number;
    true_weight: number;
  }>(sql`
    with taken as (
      select c.id, c.seller_id, o.city_code, c.accepted_base, c.price_rupiah, c.base_per_unit, place.time_zone,
        o.delivery_day, o.window_end, g.goods_class,
        starts_with(grown.origin_region_code || '.', o.city_code || '.') as is_grown_here
      from orders o
      join commitments c on c.order_id = o.id and c.state in ('accepted', 'fulfilled')
      join lots grown on grown.id = c.lot_id
      join order_lines w on w.id = c.order_line_id
      join commodities g on g.code = w.commodity_code
      join organisations b on b.id = o.buyer_id
      join regions place on place.code = b.city_code
      where o.buyer_id = ${buyerId} and o.delivery_day between ${period.from}::date and ${period.to}::date
    ), come as (
      select t.id, s.id as shipment_id, l.loaded_base, l.delivered_base + lifted.weighed as delivered_base,
        l.accepted_base + lifted.accepted as accepted_base,
        coalesce(s.arrived_at, r.received_at) <= ${dueAt} as is_on_time
      from taken t
      join shipment_lines l on l.commitment_id = t.id
      join shipments s on s.id = l.shipment_id
      join receipts r on r.shipment_id = s.id
      left join ${liftedByAppeals(sql`l.id`)}
      where l.delivered_base is not null
    ), dropped as (
      select s.seller_id, o.city_code, count(*)::int as deliveries
      from orders o
      join shipments s on s.order_id = o.id
      join late_deliveries x on x.shipment_id = s.id and x.let_go_at is not null
      where o.buyer_id = ${buyerId} and o.delivery_day between ${period.from}::date and ${period.to}::date
      group by s.seller_id, o.city_code
    ), sellers as (
      select seller_id, bool_and(k.city_code = q.city_code) as is_local, sum(q.let_go)::int as let_go
      from (select seller_id, city_code, 0 as let_go from taken union all select * from dropped) q
      join organisations k on k.id = q.seller_id
      group by seller_id
    )
    select a.seller_id, k.name, k.kind, city.name as city, a.is_local,
      coalesce(sum(round(t.accepted_base::numeric * t.price_rupiah / t.base_per_unit)), 0)::text as promised,
      coalesce(sum(round(t.accepted_base::numeric * t.price_rupiah / t.base_per_unit)) filter (where t.is_grown_here), 0)::text as grown_here,
      count(distinct c.shipment_id)::int + a.let_go as deliveries, a.let_go,
      count(distinct c.shipment_id) filter (where c.is_on_time)::int as on_time,
      coalesce(sum(round(c.delivered_base::numeric * t.price_rupiah / t.base_per_unit)), 0)::text as delivered,
      coalesce(sum(round(c.accepted_base::numeric * t.price_rupiah / t.base_per_unit)), 0)::text as accepted,
      count(c.id)::int as weighed,
      count(c.id) filter (where abs(c.delivered_base - c.loaded_base) * 10000 <= c.loaded_base * (${JSON.stringify(toleranceBasisPoints)}::text::jsonb ->> t.goods_class)::bigint)::int as true_weight
    from sellers a
    join organisations k on k.id = a.seller_id
    join regions city on city.code = k.city_code
    left join taken t on t.seller_id = a.seller_id
    left join come c on c.id = t.id
    group by a.seller_id, a.is_local, a.let_go, k.name, k.kind, city.name
    order by coalesce(sum(round(t.accepted_base::numeric * t.price_rupiah / t.base_per_unit)), 0) desc, a.seller_id
    limit 200`);
  return rows.map((row) => ({
    sellerId: row.seller_id,
    sellerName: row.name,
    sellerKind: row.kind,
    cityName: row.city,
    isLocal: row.is_local,
    promisedRupiah: BigInt(row.promised),
    grownHereRupiah: BigInt(row.grown_here),
    deliveries: row.deliveries,
    letGo: row.let_go,
    onTime: row.on_time,
    deliveredRupiah: BigInt(row.delivered),
    acceptedRupiah: BigInt(row.accepted),
    weighed: row.weighed,
    trueWeight: row.true_weight,
  }));
}

/** What a buyer paid on average in a period, in milli-rupiah per base unit, by goods (`TLR/M`). */
export async function pricesPaid(
  buyerId: string,
  period: Period,
  on: Executor = db(),
): Promise<Map<string, bigint>> {
  const rows = await on.execute<{ goods: string; milli: string }>(sql`
    select l.commodity_code || '/' || l.grade_code as goods,
      round(sum(c.accepted_base::numeric * c.price_rupiah * 1000 / c.base_per_unit) / sum(c.accepted_base))::text as milli
    from orders o
    join commitments c on c.order_id = o.id and c.state in ('accepted', 'fulfilled')
    join order_lines l on l.id = c.order_line_id
    where o.buyer_id = ${buyerId} and o.delivery_day between ${period.from}::date and ${period.to}::date
    group by 1`);
  return new Map(rows.map((row) => [row.goods, BigInt(row.milli)]));
}

/** How many suppliers a kitchen needs in a period, below how many it is flagged, and how their deliveries are counted. */
export async function supplierRules(
  scope: ParameterScope,
  on: Executor = db(),
): Promise<{ readonly least: number; readonly warning: number; readonly counting: CountingRules }> {
  const rules = await parametersOn(
    on,
    ["kitchen.suppliers_min", "kitchen.suppliers_warning", "receiving.substitute_minutes"],
    scope,
  );
  return {
    least: Number(rules["kitchen.suppliers_min"]),
    warning: Number(rules["kitchen.suppliers_warning"]),
    counting: {
      toleranceBasisPoints: await numberByGoodsClass(on, "receiving.tolerance_basis_points", scope),
      substituteMinutes: Number(rules["receiving.substitute_minutes"]),
    },
  };
}
