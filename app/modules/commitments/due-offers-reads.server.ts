import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { columnOf } from "#app/kernel/column.ts";
import type { Executor } from "#db/client.server.ts";
import { columnRows } from "#db/column-rows.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { orders } from "#db/schema/orders.ts";
import { numberParameters } from "../regions/parameter-reads.server.ts";

/**
 * Which offers lapse so soon that their seller is to be reminded, as a condition on them: so many minutes before, by the rule of the
 * buyer's city (`market.remind_minutes`), and only where twice that time was given to answer. Null where no offer waits unreminded.
 */
export async function isDueToRemind(at: Date, on: Executor): Promise<SQL | null> {
  const isWaiting = and(
    eq(commitments.state, "offered"),
    isNull(commitments.remindedAt),
    gt(commitments.answerBy, at),
  );
  const cities = await on
    .selectDistinct({ code: orders.cityCode })
    .from(commitments)
    .innerJoin(orders, eq(orders.id, commitments.orderId))
    .where(isWaiting);
  if (cities.length === 0) return null;
  const regionCodes = cities.map(({ code }) => code);
  const scope = { regionCodes, day: dayOf(at, "Asia/Jakarta") };
  const rule = await numberParameters(on, "market.remind_minutes", scope);
  const minutes = columnOf(regionCodes.map((code) => Math.round(rule.get(code) ?? 0)));
  return sql`${isWaiting} and exists (
    select 1 from ${orders} join ${columnRows([columnOf(regionCodes), "text"], [minutes, "int"])} as rules (city_code, minutes)
      on rules.city_code = ${orders.cityCode}
    where ${orders.id} = ${commitments.orderId}
      and ${commitments.answerBy} <= ${at.toISOString()}::timestamptz + rules.minutes * interval '1 minute'
      and ${commitments.offeredAt} <= ${commitments.answerBy} - 2 * rules.minutes * interval '1 minute')`;
}
