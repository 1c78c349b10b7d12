import { expect, test } from "vitest";
import { healthAnswer, livenessAnswer } from "#app/http/health.server.ts";
import { queueBoardLink } from "#app/http/queue-board.server.ts";
import { boardTicket, isBoardTicket } from "#app/platform/board-ticket.server.ts";
import { queueState } from "#app/platform/worker-pulse.server.ts";
import { startWorker } from "#jobs/start-worker.ts";
import { hangBells, markOnce, ring } from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";
import { startTestWorker } from "#tests/support/worker.ts";

const catalogue = { reactions: [markOnce], schedules: [] };

test("the house is up when its database, its tables and a worker with a queue are, and says which is not", async () => {
  const { url, sql } = await testDatabase();
  expect(livenessAnswer().status).toBe(200);
  const alone = await healthAnswer();
  expect(alone.status).toBe(503);
  expect(await alone.json()).toMatchObject({
    status: "down",
    database: "up",
    queue: "down",
    migrations: "current",
  });

  const worker = await startTestWorker({ url, catalogue });
  const together = await healthAnswer();
  expect(together.status).toBe(200);
  expect(await together.json()).toEqual({
    status: "up",
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    database: "up",
    queue: "up",
    migrations: "current",
  });

  await sql`update worker_pulses set beat_at = now() - interval '11 seconds'`;
  expect((await healthAnswer()).status).toBe(503);
  await worker.stop();

  await sql`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
  expect(await (await healthAnswer()).json()).toMatchObject({ status: "down", migrations: "pending" });
});

test("a worker refuses a database whose tables are behind, and a catalogue with two of a name", async () => {
  const { url, sql } = await testDatabase();
  const twice = startWorker({
    catalogue: { reactions: [markOnce, markOnce], schedules: [] },
    databaseUrl: url,
    redisUrl: null,
  });
  await expect(twice).rejects.toThrow("two jobs are named mark-once");
  await sql`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
  const behind = startWorker({ catalogue, databaseUrl: url, redisUrl: null });
  await expect(behind).rejects.toThrow("npm run migrate");
});

test("the probes tell Prometheus how full the queues are and how old the oldest news is", async () => {
  const { url, sql } = await testDatabase();
  await hangBells(sql);
  const worker = await startTestWorker({ url, catalogue, probes: true });
  const at = `http://127.0.0.1:${worker.probesPort}`;
  expect(await (await fetch(`${at}/health`)).json()).toEqual({
    status: "up",
    backend: "postgresql",
    queue: "up",
    database: "up",
  });
  await ring("one");
  await worker.settle();
  const text = await (await fetch(`${at}/metrics`)).text();
  expect(text).toContain('lumbung_queue_depth{queue="notifications",state="waiting"} 0');
  expect(text).toContain("lumbung_outbox_age_seconds 0");
  expect(text).toContain("lumbung_deliveries_owed 0");
  expect(text).toMatch(/lumbung_job_seconds_count\{job="mark-once",outcome="done"\} [1-9]/);
});

test("the queue board opens with a ticket of the house, once, and to nobody else", async () => {
  const { url, sql } = await testDatabase();
  await hangBells(sql);
  expect(await queueBoardLink()).toBeNull();
  const worker = await startTestWorker({ url, catalogue, probes: true });
  const board = `http://localhost:${worker.probesPort}/board`;
  const asked = (address: string, cookie = "") =>
    fetch(address, { redirect: "manual", headers: cookie ? { cookie } : {} });

  expect((await asked(board)).status).toBe(404);
  expect((await asked(`${board}?ticket=9999999999.forged`)).status).toBe(404);
  expect((await asked(`${board}/api/queues`)).status).toBe(404);

  const link = await queueBoardLink();
  expect(link).toMatch(new RegExp(`^${board}\\?ticket=`));
  const opened = await asked(link ?? "");
  expect(opened.status).toBe(303);
  expect(opened.headers.get("location")).toBe("/board");
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(opened.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await asked(board, cookie)).status).toBe(200);
  const queues = (await (await asked(`${board}/api/queues`, cookie)).json()) as {
    queues: { name: string }[];
  };
  expect(queues.queues.map((queue) => queue.name)).toContain("matching");
  const emptying = await fetch(`${board}/api/queues/matching/empty`, { method: "PUT", headers: { cookie } });
  expect(emptying.status).toBe(405);
  expect((await asked(board, cookie.replace(/.$/, "~"))).status).toBe(404);
});

test("a ticket ends, and one for a link is none for a visit", async () => {
  await testDatabase();
  const at = new Date("2026-03-27T01:00:00Z");
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  const ticket = boardTicket("link", at);
  expect(isBoardTicket("link", ticket, later(299))).toBe(true);
  expect(isBoardTicket("link", ticket, later(300))).toBe(false);
  expect(isBoardTicket("visit", ticket, at)).toBe(false);
  expect(isBoardTicket("link", "", at)).toBe(false);
});

test("the last word of a worker that was killed does not drown what the living ones say", async () => {
  const { sql } = await testDatabase();
  const say = (worker: string, queue: "up" | "down", secondsAgo: number) => sql`
    insert into worker_pulses (worker, backend, queue, beat_at)
    values (${worker}, 'redis', ${queue}, now() - make_interval(secs => ${secondsAgo}))
    on conflict (worker) do update set queue = excluded.queue, beat_at = excluded.beat_at`;
  expect(await queueState()).toBe("down");
  await say("late", "up", 8); // busy, or killed: nobody can tell yet
  expect(await queueState()).toBe("up");
  await say("living", "down", 1);
  expect(await queueState()).toBe("down");
  await say("another", "up", 1);
  expect(await queueState()).toBe("up");
  await say("another", "up", 4);
  expect(await queueState()).toBe("down");
});
