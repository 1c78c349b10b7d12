import { eq } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { scheduleRuns } from "#db/schema/platform.ts";

/** When a schedule last ran through. The first time anyone asks, it counts as having run at `otherwise`. */
export async function lastRunOf(schedule: string, otherwise: Date, on: Executor = db()): Promise<Date> {
  await on.insert(scheduleRuns).values({ schedule, lastRunAt: otherwise }).onConflictDoNothing();
  const [row] = await on
    .select({ lastRunAt: scheduleRuns.lastRunAt })
    .from(scheduleRuns)
    .where(eq(scheduleRuns.schedule, schedule));
  return row?.lastRunAt ?? otherwise;
}

/** Notes that a schedule ran through at `at`. */
export async function recordScheduleRun(schedule: string, at: Date, on: Executor = db()): Promise<void> {
  await on
    .insert(scheduleRuns)
    .values({ schedule, lastRunAt: at })
    .onConflictDoUpdate({ target: scheduleRuns.schedule, set: { lastRunAt: at } });
}
