import { type SQL, sql } from "drizzle-orm";

/** A delivery in the words of some query: each is a column or an expression of it. */
type Delivery = {
  readonly day: SQL;
  /** HH:MM on the clock of `zone`. */
  readonly windowEnd: SQL;
  readonly zone: SQL;
  /** When its seller was told to bring it. */
  readonly plannedAt: SQL;
};

/**
 * When a delivery is due at the door: as its window closes there, and never sooner than so many minutes after it was asked
 * for, since who steps in for somebody else cannot be there before the call. Alarms and every count of what came on time
 * hold a delivery to this one moment.
 */
export function dueAtDoor({ day, windowEnd, zone, plannedAt }: Delivery, minutes: SQL | number): SQL<Date> {
  return sql<Date>`greatest((${day} + ${windowEnd}::time) at time zone ${zone}, ${plannedAt} + ${minutes} * interval '1 minute')`;
}
