import { chmodSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { startPostgres } from "#db/embedded.mjs";
import { migrateDatabase } from "#db/migrate-database.server.ts";
import { startHouse } from "#tests/support/browser.ts";
import { cuttingWay } from "#tests/support/cutting-way.ts";
import { testDatabase } from "#tests/support/database.ts";
import { startRedis } from "#tests/support/redis.ts";

// Goal: what the house leans on may die and come back. The house stays, says so soon, and goes on.
// Method: the built processes, as in production, on servers of their own that are killed with SIGKILL.

vi.setConfig({ testTimeout: 180_000 });

/** Two seconds are promised; the rest is for a machine that runs other tests meanwhile. */
const SOON_MS = 4_000;

async function untilHealth(
  base: string,
  wanted: Record<string, unknown>,
  patienceMs: number,
): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const answer = await fetch(`${base}/health`);
    const told = { http: answer.status, ...((await answer.json()) as Record<string, unknown>) };
    const waited = performance.now() - begun;
    if (Object.entries(wanted).every(([name, value]) => told[name as keyof typeof told] === value))
      return waited;
    if (waited > patienceMs)
      throw new Error(`health after ${Math.round(waited)} ms: ${JSON.stringify(told)}`);
    await sleep(50);
  }
}

function tryToSignIn(base: string): Promise<number> {
  return fetch(`${base}/masuk`, {
    method: "POST",
    headers: { origin: base },
    body: new URLSearchParams({ email: "tidak.ada@contoh.test", password: `salah ${Math.random()}` }),
  }).then(
    async (answer) => {
      await answer.text();
      return answer.status;
    },
    () => 0,
  );
}

test("without its Redis the house says so within two seconds, and is well again soon after it is back", async () => {
  const { url } = await testDatabase();
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const ended: string[] = [];
  const base = await startHouse({ url, redisUrl: redis.url, onEnded: (program) => ended.push(program) });
  process.kill(redis.pid, "SIGKILL");
  await untilHealth(base, { http: 503, database: "up", queue: "down" }, SOON_MS);
  const again = await startRedis({ port: redis.port });
  onTestFinished(() => again.stop());
  await untilHealth(base, { http: 200, queue: "up" }, 3 * SOON_MS);
  // A stopped process keeps its connections: nothing is refused, nothing answers.
  process.kill(again.pid, "SIGSTOP");
  await untilHealth(base, { http: 503, database: "up", queue: "down" }, SOON_MS);
  process.kill(again.pid, "SIGCONT");
  await untilHealth(base, { http: 200, queue: "up" }, 3 * SOON_MS);
  expect(ended).toEqual([]);
});

test("web and worker live through the loss of their database in the middle of their transactions", async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "lumbung-outage-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  chmodSync(dataDir, 0o755);
  const first = await startPostgres({ dataDir });
  await migrateDatabase(first.url);
  const ended: string[] = [];
  const base = await startHouse({ url: first.url, onEnded: (program) => ended.push(program) });

  let isOver = false;
  const visits = Array.from({ length: 8 }, async () => {
    while (!isOver) await tryToSignIn(base);
  });
  await sleep(500);
  process.kill(first.pid, "SIGKILL");
  await untilHealth(base, { http: 503, database: "down" }, SOON_MS);
  await sleep(1_000);
  expect(ended).toEqual([]);

  const second = await startPostgres({ dataDir, port: first.port });
  onTestFinished(() => second.stop());
  await untilHealth(base, { http: 200, database: "up", queue: "up" }, 5 * SOON_MS);
  isOver = true;
  await Promise.all(visits);
  // Ten wrong passwords close an account's door: whatever is answered is a refusal, and no longer a fault.
  expect([422, 429]).toContain(await tryToSignIn(base));
  expect(ended).toEqual([]);
});

test("connections that die over the question with which the driver opens them end nobody", async () => {
  const { url, sql } = await testDatabase();
  const way = await cuttingWay(url);
  onTestFinished(way.close);
  const ended: string[] = [];
  const base = await startHouse({ url: way.url, onEnded: (program) => ended.push(program) });
  way.cutOn("b.typarray");
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await untilHealth(base, { http: 503, database: "down" }, SOON_MS);
  await sleep(2_000);
  expect(ended).toEqual([]);
  expect(way.cuts()).toBeGreaterThan(2);
  way.cutOn(null);
  await untilHealth(base, { http: 200, database: "up", queue: "up" }, 5 * SOON_MS);
  expect(ended).toEqual([]);
});
