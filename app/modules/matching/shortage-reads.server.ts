import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";

/**
 * A proven shortage: these sellers are all that can serve these kitchens, and hold less than the kitchens ask. Adding up
 * is all it takes to see that no way of sharing would have been enough.
 */
export type Shortage = {
  readonly runId: string;
  readonly zone: number;
  readonly commodityCode: string;
  readonly commodity: string;
  readonly baseUnit: BaseUnit;
  readonly deliveryDay: string;
  readonly matchedAt: Date;
  readonly buyers: number;
  readonly sellers: number;
  readonly askedBase: bigint;
  readonly heldBase: bigint;
};

type ShortageRow = {
  readonly run_id: string;
  readonly zone: number;
  readonly commodity_code: string;
  readonly commodity: string;
  readonly base_unit: BaseUnit;
  readonly delivery_day: string;
  readonly matched_at: string;
  readonly buyers: number;
  readonly sellers: number;
  readonly asked: string;
  readonly held: string;
};

const SHOWN_MAX = 50;

/**
 * The shortages that rows of a city are part of, as of the last time each was matched, from `from` on; the largest gap
 * first. A zone may reach into other cities: its numbers count everybody in it.
 */
export async function shortagesOf(
  cityCode: string,
  from: BusinessDay,
  on: Executor = db(),
): Promise<Shortage[]> {
  return shortagesAmong(
    sql`o.city_code = ${cityCode} and o.delivery_day >= ${from} and o.state in ('submitted', 'approved')`,
    on,
  );
}

/** The shortages that rows of an order are part of. */
export async function shortagesOfOrder(orderId: string, on: Executor = db()): Promise<Shortage[]> {
  return shortagesAmong(sql`o.id = ${orderId}`, on);
}

async function shortagesAmong(which: ReturnType<typeof sql>, on: Executor): Promise<Shortage[]> {
  const rows = await on.execute<ShortageRow>(sql`
    with last_word as (
      select distinct on (l.id) p.run_id, p.zones[array_position(p.subject_ids, l.id)] as zone
      from orders o
      join order_lines l on l.order_id = o.id
      join match_reason_pages p on p.subject_ids @> array[l.id]
      join match_runs m on m.id = p.run_id
      where ${which}
      order by l.id, m.started_at desc, m.id desc
    ), zones as (
      select distinct run_id, zone from last_word where zone is not null
    )
    select z.run_id, z.zone, c.code as commodity_code, c.name as commodity, c.base_unit,
      m.delivery_day::text as delivery_day, m.started_at::text as matched_at,
      (select count(distinct o.buyer_id)::int from match_reason_pages p
        cross join unnest(p.subject_ids, p.zones) as told (id, zone)
        join order_lines l on l.id = told.id join orders o on o.id = l.order_id
        where p.run_id = z.run_id and p.kind = 'lines' and told.zone = z.zone) as buyers,
      (select count(distinct l.seller_id)::int from match_reason_pages p
        cross join unnest(p.subject_ids, p.zones) as told (id, zone)
        join lots l on l.id = told.id
        where p.run_id = z.run_id and p.kind = 'lots' and told.zone = z.zone) as sellers,
      m.zones -> z.zone ->> 'asked' as asked, m.zones -> z.zone ->> 'held' as held
    from zones z
    join match_runs m on m.id = z.run_id
    join commodities c on c.code = m.commodity_code
    where m.zones -> z.zone is not null
    order by (m.zones -> z.zone ->> 'asked')::numeric - (m.zones -> z.zone ->> 'held')::numeric desc, z.run_id, z.zone
    limit ${SHOWN_MAX}`);
  return rows.map((row) => ({
    runId: row.run_id,
    zone: row.zone,
    commodityCode: row.commodity_code,
    commodity: row.commodity,
    baseUnit: row.base_unit,
    deliveryDay: row.delivery_day,
    matchedAt: new Date(row.matched_at),
    buyers: row.buyers,
    sellers: row.sellers,
    askedBase: BigInt(row.asked),
    heldBase: BigInt(row.held),
  }));
}
