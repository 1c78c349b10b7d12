import { type SQL, sql } from "drizzle-orm";

/**
 * What appeals lift of a line's figures, as a lateral join named `lifted`: `accepted` beyond what the line itself says was accepted,
 * and `weighed` beyond what was weighed. What was granted counts, paid or not; what a kitchen left unanswered counts as it
 * was asked, for a silence judges nobody.
 */
export function liftedByAppeals(lineId: SQL): SQL {
  return sql`lateral (
    select
      coalesce(sum(case when a.state = 'lapsed' then g.asked_base when g.is_owed then 0 else g.granted_base end), 0) as accepted,
      coalesce(sum(case when a.state = 'lapsed' then g.asked_base else g.granted_base end) filter (where g.cause = 'short'), 0) as weighed
    from appeal_lines g join appeals a on a.id = g.appeal_id where g.shipment_line_id = ${lineId}
  ) lifted on true`;
}
