import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { livePulses } from "#app/platform/worker-pulse.server.ts";
import { bells, chainOf, hangBells, hasNote, marksOf, ring, triesOf, until } from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { settle, spawnWorker, type WorkerProcess } from "#tests/support/worker.ts";

// Goal: a worker may die at any moment. Method: real worker processes are killed with SIGKILL where it hurts most, the
// next one is started as the house's own keeper would, and every mark must be there exactly once.

vi.setConfig({ testTimeout: 60_000 });

const PROGRAM = "bell-worker";

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  async function house() {
    const database = await testDatabase();
    await hangBells(database.sql);
    const where = {
      url: database.url,
      redisUrl: backend === "redis" ? redis.url : undefined,
      program: PROGRAM,
    } as const;
    return { sql: database.sql, spawn: () => spawnWorker(where) };
  }

  test("killed before, inside and after the deed, before it could say so: done exactly once", async () => {
    const { sql, spawn } = await house();
    const names = { before: `before-${backend}`, inside: `inside-${backend}`, after: `after-${backend}` };
    const first = await spawn();
    await ring(...Object.values(names));
    for (const [moment, bell] of Object.entries(names)) await until(() => hasNote(sql, bell, moment));
    await first.kill();
    const second = await spawn();
    await settle();
    for (const bell of Object.values(names)) expect(await triesOf(sql, bell)).toHaveLength(2);
    expect(await marksOf(sql)).toEqual(Object.fromEntries(Object.values(names).map((bell) => [bell, 1])));
    expect(await second.stop()).toBe(0);
  });

  test("killed again and again at moments of chance, chains of news arrive whole and undoubled", async () => {
    const { sql, spawn } = await house();
    const chains = bells(20).map((bell) => `chain-${bell}`);
    await ring(...chains);
    for (let life = 0; life < 3; life += 1) {
      const worker = await spawn();
      await sleep(Math.random() * 250);
      await worker.kill();
    }
    const last = await spawn();
    await settle({ patienceMs: 20_000 });
    await last.stop();
    expect(await marksOf(sql)).toEqual(
      Object.fromEntries(
        chains
          .flatMap(chainOf)
          .sort()
          .map((bell) => [bell, 1]),
      ),
    );
  });

  test("asked to stop, a worker finishes what it holds, leaves no pulse, and ends with 0", async () => {
    const { sql, spawn } = await house();
    const worker = await spawn();
    expect(await livePulses()).toMatchObject([{ backend, queue: "up" }]);
    const chains = bells(40).map((bell) => `chain-${bell}`);
    await ring(...chains);
    await until(async () => Object.keys(await marksOf(sql)).length > 5);
    expect(await worker.stop()).toBe(0);
    expect(await livePulses()).toEqual([]);
    const [held] = await sql`
      select count(*)::int as count from bell_marks m
      where not exists (select 1 from event_deliveries d join outbox o on o.id = d.event_id
        where o.payload->>'bellId' = m.bell_id and d.reaction = 'pass-bell-on' and d.outcome = 'done')`;
    expect(held?.["count"]).toBe(0);
  });
});

test("connections cut in the middle of the work: the worker comes back and nothing is lost or doubled", async () => {
  const { sql, url } = await testDatabase();
  await hangBells(sql);
  let ending = false;
  let worker: WorkerProcess | null = null;
  // The driver can throw where nobody can catch it when a connection dies; the process then ends and its keeper
  // starts the next one, as scripts/start.mjs does.
  const keeping = (async () => {
    while (!ending) {
      worker = await spawnWorker({ url, program: PROGRAM });
      await worker.ended;
    }
  })();
  const chains = bells(20).map((bell) => `chain-${bell}`);
  await ring(...chains);
  for (let cut = 1; cut <= 3; cut += 1) {
    await until(async () => Object.keys(await marksOf(sql)).length > cut * 25);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name <> 'postgres.js'`;
  }
  await until(async () => Object.keys(await marksOf(sql)).length === chains.flatMap(chainOf).length);
  await settle();
  ending = true;
  await (worker as WorkerProcess | null)?.kill();
  await keeping;
  expect(new Set(Object.values(await marksOf(sql)))).toEqual(new Set([1]));
});
