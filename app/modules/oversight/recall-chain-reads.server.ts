import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";

/**
 * Food that a trader bought and sold on is one lot after another: what it accepted became a lot of its own, and that went out
 * again. Along `lot_costs` one lot leads to the line of the delivery it came with, and that to the lot that it came out of. A lot
 * is always younger than the one it came from, so no chain closes.
 */

/** A share comes out of the lots that were named for it, where some of it stayed away. For a query that knows lines `b`. */
const broughtFrom = sql`n.shipment_id = b.shipment_id and n.named_base > n.home_base + n.lost_base`;

/** Where goods were before: a lot of an earlier seller, or a koperasi's share of a call-off, out of a named lot or of none. */
export type Origin = {
  readonly lotId: string | null;
  readonly sellerId: string;
  readonly sellerName: string;
  readonly sellerPhone: string | null;
  readonly sellerCityCode: string;
  readonly harvestedOn: BusinessDay | null;
  /** The call-off that it was a share of; null where it was ordered. */
  readonly callOffNumber: string | null;
};

/** Who had goods of a lot before whoever had it, for each of these lots, the nearest first; none for what was never bought. */
export async function originsOf(
  lotIds: readonly string[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, readonly Origin[]>> {
  const found = new Map<string, Origin[]>();
  if (lotIds.length === 0) return found;
  const roots = sql.join(
    [...new Set(lotIds)].map((id) => sql`(${id}::text)`),
    sql`, `,
  );
  const rows = await on.execute<{
    root: string;
    lot_id: string | null;
    seller_id: string;
    seller: string;
    phone: string | null;
    city_code: string;
    harvested_on: BusinessDay | null;
    call_off: string | null;
  }>(sql`
    with recursive up (root, lot_id, from_line, steps) as (
      select r.id, r.id, c.shipment_line_id, 0 from (values ${roots}) r (id) left join lot_costs c on c.lot_id = r.id
      union all
      select u.root, coalesce(b.lot_id, n.lot_id), c.shipment_line_id, u.steps + 1
      from up u join shipment_lines b on b.id = u.from_line left join share_lots n on ${broughtFrom}
        left join lot_costs c on c.lot_id = coalesce(b.lot_id, n.lot_id)
      where coalesce(b.lot_id, n.lot_id) is not null
    )
    select u.root, coalesce(b.lot_id, n.lot_id) as lot_id, o.id as seller_id, o.name as seller, o.phone, o.city_code, l.harvested_on::text as harvested_on, f.number as call_off
    from up u join shipment_lines b on b.id = u.from_line join shipments s on s.id = b.shipment_id
      left join share_lots n on ${broughtFrom}
      join organisations o on o.id = s.seller_id left join lots l on l.id = coalesce(b.lot_id, n.lot_id) left join call_offs f on f.id = s.call_off_id
    order by u.root, u.steps, l.id`);
  for (const row of rows) {
    const origin = {
      lotId: row.lot_id,
      sellerId: row.seller_id,
      sellerName: row.seller,
      sellerPhone: row.phone,
      sellerCityCode: row.city_code,
      harvestedOn: row.harvested_on,
      callOffNumber: row.call_off,
    };
    found.set(row.root, [...(found.get(row.root) ?? []), origin]);
  }
  return found;
}

/** A trader that goods of a lot went on to, with what it has of them still. */
export type Holder = {
  readonly lotId: string;
  readonly holderId: string;
  readonly holderName: string;
  readonly holderPhone: string | null;
  readonly storedBase: bigint;
  readonly unit: string;
  readonly basePerUnit: bigint;
};

/**
 * Every trader whose stock goods of a lot came into, however many hands on, by name. What was ever named for
 * a share of a call-off may be in all its lines. Parts that were brought to another warehouse are the same goods, whichever of them is
 * asked about.
 */
export async function holdersAfter(lotId: string, on: Executor = db()): Promise<readonly Holder[]> {
  const rows = await on.execute<{
    lot_id: string;
    holder_id: string;
    holder: string;
    phone: string | null;
    stored: string;
    unit: string;
    base_per_unit: string;
  }>(sql`
    with recursive down (lot_id) as (
      select ${lotId}::text
      union
      select coalesce(c.lot_id, m.other_lot_id) from down d
        join lot_moves m on m.lot_id = d.lot_id and m.kind in ('shipped', 'moved_in', 'moved_out')
        left join shipment_lines a on a.id = m.shipment_line_id
        left join shipment_lines b on b.shipment_id = a.shipment_id and (b.id = a.id or a.allotment_id is not null)
        left join lot_costs c on c.shipment_line_id = b.id
      where coalesce(c.lot_id, m.other_lot_id) is not null
    )
    select l.id as lot_id, o.id as holder_id, o.name as holder, o.phone, g.unit, g.base_per_unit::text as base_per_unit,
      (l.quantity_base - l.shipped_base - l.lost_base)::text as stored
    from down d join lots l on l.id = d.lot_id join listings g on g.id = l.listing_id join organisations o on o.id = l.seller_id
    where d.lot_id <> ${lotId} order by o.name, l.id`);
  return rows.map((row) => ({
    lotId: row.lot_id,
    holderId: row.holder_id,
    holderName: row.holder,
    holderPhone: row.phone,
    storedBase: BigInt(row.stored),
    unit: row.unit,
    basePerUnit: BigInt(row.base_per_unit),
  }));
}
