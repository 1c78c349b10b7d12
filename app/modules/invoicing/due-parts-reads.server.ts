import { type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";

/**
 * In a query, the parts of the invoice that goes by the name of `invoice`, as `duePartsOf` says them: `due_on`, `amount`, and `upto`,
 * what has to have come for this part and all before it to be paid. Of a call-off's goods, what a claim asks and nobody has decided,
 * or what was granted and is not credited yet, is not asked for either.
 */
export function duePartsIn(invoice: SQL): SQL {
  const stands = sql`from ${lineObjections} o where o.invoice_id = ${invoice}.id and o.stands_rupiah > 0`;
  const claimed = sql`case when ${invoice}.call_off_id is null or ${invoice}.kind <> 'delivery' then 0 else coalesce((
      select sum(coalesce(l.granted_rupiah, l.asked_rupiah)) from ${disputes} d join ${disputeLines} l on l.dispute_id = d.id
      where d.call_off_id = ${invoice}.call_off_id and d.state in ('open', 'hearing', 'answered', 'granted')), 0) end`;
  return sql`(select part.due_on, part.amount, sum(part.amount) over (order by part.due_on, part.rank) as upto from (
    select ${invoice}.due_on, ${invoice}.total_rupiah - ${invoice}.advance_rupiah - ${invoice}.credited_rupiah - ${invoice}.held_rupiah
      - coalesce((select sum(o.stands_rupiah) ${stands}), 0) - (${claimed}) as amount, '' as rank
    union all select o.due_on, o.stands_rupiah, o.id ${stands}
  ) part where part.amount > 0)`;
}

/**
 * In a query, what of an invoice is open after its day: `late`, and `since`, the first day that is over; nothing of what is held. `came`
 * is what counts as paid, and only days before `before` count.
 */
export function lateIn(
  invoice: SQL,
  { came, before }: { readonly came: SQL; readonly before: BusinessDay },
): SQL {
  const open = sql`least(due.amount, due.upto - (${came}))`;
  return sql`(select min(due.due_on) as since, coalesce(sum(${open}), 0)::bigint as late from ${duePartsIn(invoice)} due
    where ${open} > 0 and due.due_on < ${before}::date)`;
}
