import { sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { VatRule } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";

/**
 * By which rule the tax of each line of these invoices was reckoned, by line: the one of the day on which its goods were taken over, of
 * a call-off of the day of its last delivery. A rate may change between a handover and its invoice, and within a period. Lines over no
 * goods have none.
 */
export async function vatRulesOfLines(
  invoiceIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, VatRule>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await on.execute<{ id: string; day: BusinessDay | null }>(sql`
    select x.id, (case when i.call_off_id is null then r.received_at at time zone g.time_zone
      else (select max(t.delivered_at) from trips t where t.call_off_id = i.call_off_id and t.state = 'delivered') at time zone h.time_zone
      end)::date::text as day
    from invoice_lines x join invoices i on i.id = x.invoice_id
    join organisations seller on seller.id = i.seller_id join regions h on h.code = seller.region_code
    left join shipment_lines l on l.id = x.shipment_line_id left join receipts r on r.shipment_id = l.shipment_id
    left join shipments s on s.id = l.shipment_id left join orders o on o.id = s.order_id left join regions g on g.code = o.city_code
    where x.invoice_id in (select jsonb_array_elements_text(${JSON.stringify(invoiceIds)}::jsonb))`);
  const byDay = new Map<BusinessDay, VatRule>();
  const rules = new Map<string, VatRule>();
  for (const { id, day } of rows) {
    if (day === null) continue;
    const rule = byDay.get(day) ?? (await vatRuleOn(day, on));
    byDay.set(day, rule);
    rules.set(id, rule);
  }
  return rules;
}
