import { and, eq, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { parameters } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";

const HOLIDAYS = "banking.holidays";

/**
 * Every day on which banks are shut beside weekends, as the rules name them: a year's list stands beside those of other years, for each
 * day carries its own date. Where nobody wrote any down, only weekends count.
 */
export async function bankHolidays(on: Executor = db()): Promise<ReadonlySet<string>> {
  const rows = await on
    .select({ value: parameters.value })
    .from(parameters)
    .where(and(eq(parameters.key, HOLIDAYS), isNull(parameters.regionCode), standing(parameters)));
  return new Set(rows.flatMap(({ value }) => (Array.isArray(value) ? value.map(String) : [])));
}
