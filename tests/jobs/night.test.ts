import type { Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { until } from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { settle, spawnWorker, startTestWorker } from "#tests/support/worker.ts";
import { world } from "#tests/support/world.ts";

// Goal: a night is cleared once and whole, whoever clears it and however often they die. Method: two cities and two
// commodities with too little of each; after everything that can go wrong, the goods are promised to the gram, once.

vi.setConfig({ testTimeout: 90_000 });

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis.stop();
  await closeMatchingThreads();
});

const SALAK = { commodityCode: "SLK", gradeCode: "A", title: "Salak", unit: "kg", basePerUnit: "1000" };

/** Orders of two cities for 200 kg of eggs and 100 kg of salak, sellers with 150 kg and 80 kg, and a cut-off just past. */
async function evening(redisUrl: string | undefined) {
  const database = await testDatabase({ poolSize: 20 });
  const { sql } = database;
  const town = world(database, new Date());
  const [blitar, malang] = [await town.kitchen(), await town.kitchen({ regionCode: "35.73.03.1012" })];
  const reach = { radiusMetres: 300_000 };
  for (const quantityBase of [60_000n, 90_000n])
    await town.goods(await town.koperasi(), reach, { quantityBase });
  await town.goods(await town.koperasi(), { ...SALAK, ...reach }, { quantityBase: 80_000n });
  for (const kitchen of [blitar, malang]) {
    const eggs = await town.order(kitchen);
    const { unit, basePerUnit, commodityCode, gradeCode } = SALAK;
    await town.order(kitchen, {
      line: { commodityCode, gradeCode, unit, basePerUnit, quantityBase: "50000" },
    });
    await openMarketDay(town.systemCall(), { orderId: eggs });
  }
  await sql`update outbox set relayed_at = now() where name = 'order.submitted'`;
  await sql`update market_days set cut_off_at = now() - interval '1 minute'`;
  return { sql, where: { url: database.url, redisUrl } };
}

/** The night as it must be in the end, whatever happened on the way. */
async function expectOneWholeNight(sql: Sql): Promise<void> {
  const nights = await sql`select state, cell_count, line_count, assignment_count from match_nights`;
  expect(nights.map((row) => ({ ...row }))).toEqual([
    { state: "published", cell_count: 2, line_count: 4, assignment_count: expect.any(Number) },
  ]);
  expect(await sql`select 1 from match_runs`).toHaveLength(2);
  const promised = await sql`
    select l.commodity_code, sum(c.offered_base)::text as base from commitments c join order_lines l on l.id = c.order_line_id
    group by l.commodity_code order by l.commodity_code`;
  expect(promised.map((row) => [row["commodity_code"], row["base"]])).toEqual([
    ["SLK", "80000"],
    ["TLR", "150000"],
  ]);
  // Each cell is one piece of news, and each seller is told once of the night, whatever it sells.
  const runs = await sql`select payload->>'runId' as run from outbox where name = 'match.applied'`;
  expect(new Set(runs.map(({ run }) => run)).size).toBe(2);
  expect(runs).toHaveLength(2);
  const told = await sql`select organisation_id from notices where kind = 'match.applied'`;
  const asked = await sql`select distinct seller_id from commitments`;
  expect(told.map((row) => row["organisation_id"]).sort()).toEqual(
    asked.map((row) => row["seller_id"]).sort(),
  );
}

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  const store = () => (backend === "redis" ? redis.url : undefined);

  test("two workers clear a night together; its jobs come again and the queue forgets them, and nothing changes", async () => {
    const { sql, where } = await evening(store());
    const [one, two] = await Promise.all([startTestWorker(where), startTestWorker(where)]);
    await Promise.all([
      one.runSchedule("clear-markets-at-cut-off"),
      two.runSchedule("clear-markets-at-cut-off"),
    ]);
    if (backend === "redis") await redis.wipe();
    await one.settle({ patienceMs: 60_000 });
    await expectOneWholeNight(sql);
    const before = await sql`select root from match_nights`;

    await sql`update event_deliveries set outcome = null, settled_at = null where reaction = 'clear-pack-of-night'`;
    await two.sweep(0);
    await two.settle();
    await expectOneWholeNight(sql);
    expect((await sql`select root from match_nights`)[0]?.["root"]).toBe(before[0]?.["root"]);
  });

  test("killed inside a commit, and again after the last one before the night is published: cleared once, published once", async () => {
    const { sql, where } = await evening(store());
    // Nobody can write a file of a run: the commit of the first cell stands in the middle, and its worker dies there.
    const first = await spawnWorker(where);
    await sql.begin(async (tx) => {
      await tx`lock table match_files in access exclusive mode`;
      await until(() => isWaitedFor(sql, "match_files"), 40_000);
      await first.kill();
    });
    expect(await sql`select 1 from commitments`).toHaveLength(0);

    // Nobody can publish: every cell is committed, and the worker dies before it can say so.
    await sql.begin(async (tx) => {
      await tx`select 1 from market_days for update`;
      const second = await spawnWorker(where);
      await until(
        async () =>
          (await sql`select 1 from match_cells where run_id is null`).length === 0 &&
          (await isWaitedFor(sql, "market_days")),
        40_000,
      );
      await second.kill();
    });
    expect((await sql`select state from match_nights`)[0]?.["state"]).toBe("open");

    if (backend === "redis") await redis.wipe();
    const third = await spawnWorker(where);
    await settle({ patienceMs: 60_000 });
    await expectOneWholeNight(sql);
    await third.stop();
  });
});

/** Whether somebody waits for a lock while working on this table. */
async function isWaitedFor(sql: Sql, table: string): Promise<boolean> {
  const rows = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike ${`%${table}%`}`;
  return rows.length > 0;
}
