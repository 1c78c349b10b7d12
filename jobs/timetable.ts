import { getNextMillis } from "bullmq";
import { now } from "#app/platform/clock.server.ts";
import { log } from "#app/platform/log.server.ts";
import { lastRunOf } from "#app/platform/schedule-runs.server.ts";
import type { Catalogue } from "./catalogue.ts";
import type { JobQueue, Queues } from "./queues.ts";
import type { Schedule } from "./schedule.ts";

/** A schedule whose next run is so late has lost it. */
const LATE_MS_MAX = 60_000;

/**
 * Sees to it that the queue knows every schedule of the catalogue in its present rhythm, and queues one run for each
 * that was missed. Called at the start and again and again, because a wiped queue forgets its schedules too.
 */
export async function keepTimetable(catalogue: Catalogue, queues: Queues): Promise<void> {
  for (const schedule of catalogue.schedules) {
    const queue = queues.byName.get(schedule.queue);
    if (!queue) continue;
    if (await isKept(queue, schedule)) continue;
    const lastRun = await lastRunOf(schedule.name, now());
    await queue.upsertJobScheduler(schedule.name, schedule.rhythm, {
      name: schedule.name,
      data: { kind: "schedule", schedule: schedule.name, faults: 0 },
    });
    await catchUp(queues, schedule, lastRun);
  }
}

/** Takes schedules out of the queues that the catalogue no longer has. Only at the start: a newer worker may have more. */
export async function forgetOldSchedules(catalogue: Catalogue, queues: Queues): Promise<void> {
  for (const [name, queue] of queues.byName) {
    const wanted = new Set(catalogue.schedules.filter((one) => one.queue === name).map((one) => one.name));
    for (const { key } of await queue.getJobSchedulers())
      if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
}

async function isKept(queue: JobQueue, schedule: Schedule): Promise<boolean> {
  const found = await queue.getJobScheduler(schedule.name);
  if (!found) return false;
  const sameRhythm =
    "every" in schedule.rhythm
      ? Number(found.every) === schedule.rhythm.every
      : found.pattern === schedule.rhythm.pattern && found.tz === schedule.rhythm.tz;
  return sameRhythm && (found.next ?? 0) > Date.now() - LATE_MS_MAX;
}

/** One run now, when the clock has struck since the last one. Schedules of so many milliseconds begin at once anyway. */
async function catchUp(queues: Queues, schedule: Schedule, lastRun: Date): Promise<void> {
  if ("every" in schedule.rhythm) return;
  const due = getNextMillis(lastRun.getTime(), schedule.rhythm) ?? Number.POSITIVE_INFINITY;
  if (due > now().getTime()) return;
  log.info({ schedule: schedule.name, due: new Date(due) }, "a missed schedule is caught up");
  await queues.add(schedule.queue, [
    {
      id: `catch-up.${schedule.name}.${due}`,
      name: schedule.name,
      load: { kind: "schedule", schedule: schedule.name, faults: 0 },
    },
  ]);
}
