import { test } from "vitest";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { kitchenDay, tradeCenterDay } from "#tests/support/day.ts";
import { startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";
import { world } from "#tests/support/world.ts";

// Goal: a program can live the whole day, both halves of it, and nothing but the API and the worker is needed.
// Method: keys of every role speak to the real routes over a real database; a real worker reacts on both backends.
// The proofs run when the database is given back, so every step is a ledger test as well.

async function ground(backend: "postgresql" | "redis") {
  const database = await testDatabase();
  const redis = backend === "redis" ? await startRedis() : null;
  const town = world(database);
  const clock = fixClock(town.at);
  const worker = await startTestWorker({ url: database.url, redisUrl: redis?.url });
  return { town, runner: { settle: () => worker.settle(), clock } };
}

for (const backend of ["postgresql", "redis"] as const) {
  test(`a kitchen's day, from harvest to the farmer's money, by API alone (${backend})`, {
    timeout: 120_000,
  }, async () => {
    const { town, runner } = await ground(backend);
    await kitchenDay(town, runner);
  });

  test(`a trade center's call-off, from contract to each koperasi's share, by API alone (${backend})`, {
    timeout: 120_000,
  }, async () => {
    const { town, runner } = await ground(backend);
    await tradeCenterDay(town, runner);
  });
}
