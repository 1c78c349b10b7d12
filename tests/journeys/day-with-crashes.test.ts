import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { proveDatabase } from "#db/prove.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { kitchenDay, tradeCenterDay } from "#tests/support/day.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { settle, spawnWorker, type WorkerProcess } from "#tests/support/worker.ts";
import { world } from "#tests/support/world.ts";

// Goal: a worker that dies at any moment of the day, and a Redis that forgets everything, lose nothing and double nothing.
// Method: the same day as by API, with the worker in a process of its own. At every step it is killed with -9 at a moment
// out of a seeded sequence, Redis is wiped, and another worker takes over. The day itself checks every figure: a doubled
// job would show as a second offer, invoice or entry, a lost one as something that never comes.

/** A fixed sequence of pauses from 0 to `most` milliseconds; the seed stands in the name of the test. */
function pauses(seed: number, most: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state / 2 ** 32) * most;
  };
}

/** Waits for the news to settle, after killing whoever was about to settle it. */
function settlingThroughCrashes(url: string, redis: RedisOrNone, seed: number): () => Promise<void> {
  const pause = pauses(seed, 400);
  let worker: WorkerProcess | null = null;
  return async () => {
    worker ??= await spawnWorker({ url, redisUrl: redis?.url });
    await sleep(pause());
    await worker.kill();
    await redis?.wipe();
    worker = await spawnWorker({ url, redisUrl: redis?.url });
    await settle({ patienceMs: 60_000 });
  };
}

type RedisOrNone = RunningRedis | null;

const PATIENCE = { timeout: 240_000 };

test.each([
  { backend: "postgresql", seed: 11 },
  { backend: "redis", seed: 12 },
] as const)(
  "a kitchen's day survives a worker killed at every step ($backend, seed $seed)",
  PATIENCE,
  async ({ backend, seed }) => {
    const database = await testDatabase();
    const redis = backend === "redis" ? await startRedis() : null;
    // A worker of its own lives by the machine's clock, so this town begins now.
    const town = world(database, new Date());
    await kitchenDay(town, {
      settle: settlingThroughCrashes(database.url, redis, seed),
      clock: fixClock(town.at),
    });
    expect((await proveDatabase(database.url)).filter((proof) => proof.rows.length > 0)).toEqual([]);
  },
);

test(
  "a trade center's call-off survives a worker killed at every step (postgresql, seed 13)",
  PATIENCE,
  async () => {
    const database = await testDatabase();
    const town = world(database, new Date());
    await tradeCenterDay(town, {
      settle: settlingThroughCrashes(database.url, null, 13),
      clock: fixClock(town.at),
    });
    expect((await proveDatabase(database.url)).filter((proof) => proof.rows.length > 0)).toEqual([]);
  },
);
