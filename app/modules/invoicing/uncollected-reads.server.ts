import { type SQL, sql } from "drizzle-orm";
import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { invoiceParts } from "#db/schema/invoicing-parts.ts";
import type { PeriodCollection } from "../commitments/collection.ts";

/**
 * Deliveries that were accepted under an agreement to collect them, that no standing invoice claims, and that come to a rupiah at least: what rounds
 * to nothing is claimed by nobody, as when it is invoiced by itself.
 */
const uncollected = (which: SQL) => sql`
  from payment_terms t
  join shipments s on s.seller_id = t.seller_id and s.buyer_id = t.buyer_id and s.state = 'received'
  join orders o on o.id = s.order_id
  join receipts r on r.shipment_id = s.id
  join regions g on g.code = o.city_code
  where t.state = 'agreed' and t.collection <> 'each' and ${which}
    and t.id = (select h.id from payment_terms h
      where h.seller_id = s.seller_id and h.buyer_id = s.buyer_id and h.state = 'agreed' and h.valid_from <= o.delivery_day
      order by h.valid_from desc, h.answered_at desc limit 1)
    and not exists (select 1 from ${invoiceParts} p where p.shipment_id = s.id and p.stands)
    and not exists (select 1 from ${invoices} i
      where i.shipment_id = s.id and i.appeal_id is null and i.state not in ('discarded', 'credited'))
    and exists (select 1 from shipment_lines l where l.shipment_id = s.id
      and (l.accepted_base - l.granted_base)::numeric * l.price_rupiah * 2 >= l.base_per_unit)`;

export type UncollectedDay = {
  readonly termsId: string;
  readonly collection: PeriodCollection;
  readonly timeZone: TimeZone;
  readonly day: BusinessDay;
};

/** On which days, as its buyer counts them, something was accepted that waits to be collected, agreement by agreement. */
export async function uncollectedDays(on: Executor = db()): Promise<UncollectedDay[]> {
  const rows = await on.execute<{
    terms_id: string;
    collection: PeriodCollection;
    time_zone: TimeZone;
    day: BusinessDay;
  }>(sql`
    select distinct t.id as terms_id, t.collection, g.time_zone, (r.received_at at time zone g.time_zone)::date::text as day
    ${uncollected(sql`true`)} order by 1, 4`);
  return rows.map(({ terms_id: termsId, time_zone: timeZone, collection, day }) => ({
    termsId,
    collection,
    timeZone,
    day,
  }));
}

/** The deliveries of one agreement that were taken over between two days and wait to be collected. */
export async function uncollectedShipments(
  termsId: string,
  { from, through }: { readonly from: BusinessDay; readonly through: BusinessDay },
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on.execute<{ id: string }>(sql`
    select s.id
    ${uncollected(sql`t.id = ${termsId} and (r.received_at at time zone g.time_zone)::date between ${from}::date and ${through}::date`)}
    order by r.received_at, s.id`);
  return rows.map((row) => row.id);
}
