import { Outage } from "#app/kernel/errors.ts";
import { isDatabaseAway } from "#db/sql-state.ts";

/** The outage that an error tells of, also when it is the database's own word for being away; null for anything else. */
export function outageIn(error: unknown): Outage | null {
  if (error instanceof Outage) return error;
  return isDatabaseAway(error) ? new Outage("database", { cause: error }) : null;
}
