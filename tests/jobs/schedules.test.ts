import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openJobFailures } from "#app/platform/job-failures.server.ts";
import type { Catalogue } from "#jobs/catalogue.ts";
import { every, type Schedule } from "#jobs/schedule.ts";
import { hangBells, noteTry, triesOf, until } from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const keeping = (...schedules: Schedule[]): Catalogue => ({ reactions: [], schedules });
/** Once a year, on a day that is far from whenever the tests run. */
function distantCron(): string {
  return `0 0 1 ${((new Date().getUTCMonth() + 6) % 12) + 1} *`;
}

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  async function house() {
    const database = await testDatabase();
    await hangBells(database.sql);
    return {
      ...database,
      schedules: true,
      redisUrl: backend === "redis" ? redis.url : undefined,
    };
  }

  test("a schedule of so many milliseconds runs again and again, as the system, under a key of its own", async () => {
    const { sql, ...where } = await house();
    const keys = new Set<string | null>();
    const ticking = every("ticking", { everyMs: 100 }, async (call) => {
      expect(call.actor).toEqual({ kind: "system", name: "ticking" });
      keys.add(call.key);
      await noteTry("tick");
    });
    await startTestWorker({ ...where, catalogue: keeping(ticking) });
    await until(async () => (await triesOf(sql, "tick")).length >= 3);
    expect(keys.size).toBeGreaterThanOrEqual(3);
    const runs =
      await sql`select 1 from schedule_runs where schedule = 'ticking' and last_run_at > now() - interval '5 s'`;
    expect(runs).toHaveLength(1);
  });

  test("a run that was missed is caught up once at the start, and a new schedule has missed nothing", async () => {
    const { sql, ...where } = await house();
    const yearly = every("yearly", { cron: distantCron() }, () => noteTry("year"));
    const first = await startTestWorker({ ...where, catalogue: keeping(yearly) });
    await sleep(300);
    expect(await triesOf(sql, "year")).toEqual([]);
    await first.stop();

    await sql`update schedule_runs set last_run_at = now() - interval '400 days'`;
    if (backend === "redis") await redis.wipe();
    else {
      const due = Date.now() - 86_400_000;
      await sql`update bullmq.scheduler set next_run_ms = ${due} where scheduler_id = 'yearly'`;
      await sql`update bullmq.job set id = ${`repeat:yearly:${due}`}, process_at_ms = ${due} where name = 'yearly'`;
    }
    const second = await startTestWorker({ ...where, catalogue: keeping(yearly) });
    await until(async () => (await triesOf(sql, "year")).length === 1);
    await second.sweep();
    await second.stop();
    const third = await startTestWorker({ ...where, catalogue: keeping(yearly) });
    await third.sweep();
    await sleep(300);
    expect(await triesOf(sql, "year")).toHaveLength(1);
  });

  test("a changed rhythm replaces the old one, and a schedule that is gone runs no more", async () => {
    const { sql, ...where } = await house();
    const fast = every("fast", { everyMs: 60 }, () => noteTry("fast"));
    const gone = every("gone", { everyMs: 60 }, () => noteTry("gone"));
    const first = await startTestWorker({ ...where, catalogue: keeping(fast, gone) });
    await until(
      async () => (await triesOf(sql, "gone")).length > 0 && (await triesOf(sql, "fast")).length > 0,
    );
    await first.stop();
    const second = await startTestWorker({
      ...where,
      catalogue: keeping({ ...fast, rhythm: { pattern: distantCron(), tz: "Asia/Jayapura" } }),
    });
    await sleep(200);
    const before = [await triesOf(sql, "fast"), await triesOf(sql, "gone")];
    await sleep(400);
    expect([await triesOf(sql, "fast"), await triesOf(sql, "gone")]).toEqual(before);
    const upkeep = second.queues.byName.get("upkeep");
    expect(await upkeep?.getJobSchedulers()).toMatchObject([{ key: "fast", tz: "Asia/Jayapura" }]);
  });

  test("a schedule that fails is tried three times, then an operator sees it", async () => {
    const { sql, ...where } = await house();
    const failing = every("failing", { everyMs: 3_600_000 }, async () => {
      await noteTry("fails");
      throw new Error("the books do not add up");
    });
    await startTestWorker({ ...where, catalogue: keeping(failing) });
    await until(async () => (await openJobFailures(1)).length === 1);
    expect(await triesOf(sql, "fails")).toHaveLength(3);
    expect(await openJobFailures(1)).toMatchObject([{ job: "failing", message: "the books do not add up" }]);
    expect(await sql`select 1 from schedule_runs where schedule = 'failing' and last_run_at > now()`).toEqual(
      [],
    );
  });
});

test("a wiped Redis gets its schedules back", async () => {
  const { sql, url } = await testDatabase();
  await hangBells(sql);
  const ticking = every("ticking", { everyMs: 80 }, () => noteTry("tick"));
  const worker = await startTestWorker({
    url,
    redisUrl: redis.url,
    schedules: true,
    catalogue: keeping(ticking),
    tempo: { sweepEveryMs: 100 },
  });
  await until(async () => (await triesOf(sql, "tick")).length > 0);
  await redis.wipe();
  const before = (await triesOf(sql, "tick")).length;
  await until(async () => (await triesOf(sql, "tick")).length > before + 2);
  await worker.stop();
});
