import { sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { dueAtDoor } from "../shipments/due-at-door.server.ts";
import { liftedByAppeals } from "./after-appeals.server.ts";
import type { DeliveryFact } from "./rating.ts";
import type { CountingRules, Period } from "./supplier-reads.server.ts";

/**
 * What each receipt of a seller says of it, for deliveries due in a period, the latest first: at most 500. On time is what
 * stood at the door, by the driver's word or else by the receipt, when it was due (`dueAtDoor`); true is what weighed at the door
 * what was loaded, within the tolerance. Appeals count for the seller (`liftedByAppeals`). What a buyer let go stands among them, late and without goods. The same rules by which
 * buyers see their suppliers.
 */
export async function deliveryFactsOf(
  sellerId: string,
  period: Period,
  { toleranceBasisPoints, substituteMinutes }: CountingRules,
  on: Executor = db(),
): Promise<DeliveryFact[]> {
  const dueAt = dueAtDoor(
    {
      day: sql`o.delivery_day`,
      windowEnd: sql`o.window_end`,
      zone: sql`place.time_zone`,
      plannedAt: sql`s.created_at`,
    },
    substituteMinutes,
  );
  const rows = await on.execute<{
    shipment_id: string;
    buyer_id: string;
    buyer: string;
    number: string | null;
    ended_at: string;
    is_on_time: boolean;
    delivered: string;
    accepted: string;
    weighed: number;
    true_weight: number;
  }>(sql`
    select s.id as shipment_id, s.buyer_id, b.name as buyer, r.number, r.received_at::text as ended_at,
      coalesce(s.arrived_at, r.received_at) <= ${dueAt} as is_on_time,
      sum(round((l.delivered_base + lifted.weighed)::numeric * c.price_rupiah / c.base_per_unit))::text as delivered,
      sum(round((l.accepted_base + lifted.accepted)::numeric * c.price_rupiah / c.base_per_unit))::text as accepted,
      count(*)::int as weighed,
      count(*) filter (where abs(l.delivered_base + lifted.weighed - l.loaded_base) * 10000
        <= l.loaded_base * (${JSON.stringify(toleranceBasisPoints)}::text::jsonb ->> g.goods_class)::bigint)::int as true_weight
    from shipments s
    join receipts r on r.shipment_id = s.id
    join orders o on o.id = s.order_id
    join organisations b on b.id = s.buyer_id
    join regions place on place.code = b.city_code
    join shipment_lines l on l.shipment_id = s.id and l.delivered_base is not null
    join commitments c on c.id = l.commitment_id and c.state in ('accepted', 'fulfilled')
    join order_lines w on w.id = c.order_line_id
    join commodities g on g.code = w.commodity_code
    left join ${liftedByAppeals(sql`l.id`)}
    where s.seller_id = ${sellerId} and o.delivery_day between ${period.from}::date and ${period.to}::date
    group by s.id, b.name, r.number, r.received_at, o.delivery_day, o.window_end, place.time_zone
    union all
    select s.id, s.buyer_id, b.name, null, x.let_go_at::text, false, '0', '0', 0, 0
    from shipments s
    join late_deliveries x on x.shipment_id = s.id and x.let_go_at is not null
    join orders o on o.id = s.order_id
    join organisations b on b.id = s.buyer_id
    where s.seller_id = ${sellerId} and o.delivery_day between ${period.from}::date and ${period.to}::date
    order by ended_at desc, shipment_id
    limit 500`);
  return rows.map((row) => ({
    shipmentId: row.shipment_id,
    buyerId: row.buyer_id,
    buyerName: row.buyer,
    receiptNumber: row.number,
    endedAt: new Date(row.ended_at),
    isOnTime: row.is_on_time,
    deliveredRupiah: BigInt(row.delivered),
    acceptedRupiah: BigInt(row.accepted),
    weighed: row.weighed,
    trueWeight: row.true_weight,
  }));
}
