import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Outage, RuleBroken } from "#app/kernel/errors.ts";
import { outcomeOf, unsettledNews } from "#app/platform/deliveries.server.ts";
import { openJobFailures, runFailedJobAgain } from "#app/platform/job-failures.server.ts";
import { outboxAge } from "#app/platform/outbox.server.ts";
import type { Catalogue } from "#jobs/catalogue.ts";
import { openQueues } from "#jobs/queues.ts";
import { on, part, type Reaction } from "#jobs/reaction.ts";
import { relayOnce } from "#jobs/relay.ts";
import { steadyTempo } from "#jobs/tempo.ts";
import {
  bellRang,
  bells,
  hangBells,
  markBell,
  markOnce,
  marksOf,
  noteTry,
  ring,
  triesOf,
  until,
} from "#tests/support/bells.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";

// Goal: every event reaches every reaction, and acts once, whichever store the queues are in. Method: bells ring, each
// reaction makes marks that have no key, and the marks are counted after the worst has happened in between.

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const once = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
const doing = (...reactions: Reaction[]): Catalogue => ({ reactions, schedules: [] });

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  async function house() {
    const database = await testDatabase();
    await hangBells(database.sql);
    return { ...database, redisUrl: backend === "redis" ? redis.url : undefined };
  }

  test("every event reaches each of its reactions, and each acts once", async () => {
    const { sql, ...where } = await house();
    const twice = on(bellRang, { queue: "invoicing", name: "mark-twice" }, async (call, { bellId }) => {
      await markBell(part(call, "first"), { bellId, mark: "first" });
      await markBell(part(call, "second"), { bellId, mark: "second" });
    });
    const worker = await startTestWorker({ ...where, catalogue: doing(markOnce, twice) });
    const many = bells(120);
    await ring(...many);
    await worker.settle();
    expect(await marksOf(sql)).toEqual(Object.fromEntries(many.map((bell) => [bell, 3])));
  });

  test("an event that nobody listens to does not wait for anybody", async () => {
    const worker = await startTestWorker({ ...(await house()), catalogue: doing() });
    await ring("lonely");
    await worker.settle();
    expect(await outboxAge(new Date())).toBe(0);
  });

  test("two workers beside each other share the work and double nothing", async () => {
    const { sql, ...where } = await house();
    const many = bells(200);
    await ring(...many.slice(0, 100));
    const workers = await Promise.all([
      startTestWorker({ ...where, catalogue: doing(markOnce) }),
      startTestWorker({ ...where, catalogue: doing(markOnce) }),
    ]);
    await Promise.all(many.slice(100).map((bell) => ring(bell)));
    await workers[0].settle();
    expect(await marksOf(sql)).toEqual(once(many));
  });

  test("a relay that dies after the jobs were added and before it could say so loses and doubles nothing", async () => {
    const { sql, ...where } = await house();
    const worker = await startTestWorker({ ...where, catalogue: doing() });
    const names = bells(5);
    await worker.settle();
    await worker.stop();
    const queues = await openQueues({
      databaseUrl: where.url,
      redisUrl: where.redisUrl ?? null,
      tempo: steadyTempo,
    });
    await ring(...names);
    const dying = relayOnce(doing(markOnce), {
      add: async (queue, jobs) => {
        await queues.add(queue, jobs);
        throw new Error("killed");
      },
    });
    await expect(dying).rejects.toThrow("killed");
    await queues.close();
    expect(await unsettledNews()).toBe(5);
    const next = await startTestWorker({ ...where, catalogue: doing(markOnce) });
    await next.settle();
    expect(await marksOf(sql)).toEqual(once(names));
  });

  test("while the queue is away events wait in the outbox", async () => {
    const { sql, ...where } = await house();
    await ring("patient");
    const away = new Outage("queue");
    const relaying = relayOnce(doing(markOnce), {
      add: async () => {
        throw away;
      },
    });
    await expect(relaying).rejects.toBe(away);
    expect(await unsettledNews()).toBe(1);
    const worker = await startTestWorker({ ...where, catalogue: doing(markOnce) });
    await worker.settle();
    expect(await marksOf(sql)).toEqual(once(["patient"]));
  });

  test("a job delivered again after its worker died unheard repeats nothing", async () => {
    const { sql, ...where } = await house();
    const counted = on(bellRang, { queue: "payments", name: "counted" }, async (call, { bellId }) => {
      await noteTry(bellId);
      await markBell(call, { bellId, mark: "counted" });
    });
    const worker = await startTestWorker({ ...where, catalogue: doing(counted) });
    await ring("again");
    await worker.settle();
    await sql`update event_deliveries set outcome = null, settled_at = null`;
    await worker.sweep(0);
    await worker.settle();
    expect(await triesOf(sql, "again")).toHaveLength(2);
    expect(await marksOf(sql)).toEqual(once(["again"]));
  });

  test("a refusal is an answer: one try, no alarm", async () => {
    const { sql, ...where } = await house();
    const refusing = on(bellRang, { queue: "matching", name: "refusing" }, async (_call, { bellId }) => {
      await noteTry(bellId);
      throw new RuleBroken("test.no");
    });
    const worker = await startTestWorker({ ...where, catalogue: doing(refusing) });
    await ring("refused");
    await worker.settle();
    await sleep(150);
    expect(await triesOf(sql, "refused")).toHaveLength(1);
    const [delivery] = await sql`select outcome, reason from event_deliveries`;
    expect(delivery).toEqual({ outcome: "refused", reason: "test.no" });
    expect(await openJobFailures(1)).toEqual([]);
  });

  test("an outage is waited out with doubling pauses, and then the deed is done once", async () => {
    const { sql, ...where } = await house();
    const struggling = on(bellRang, { queue: "payments", name: "struggling" }, async (call, { bellId }) => {
      await noteTry(bellId);
      if ((await triesOf(sql, bellId)).length < 5) throw new Outage("bank");
      await markBell(call, { bellId, mark: "at last" });
    });
    const worker = await startTestWorker({
      ...where,
      catalogue: doing(struggling),
      tempo: { outagePauseMs: 40 },
    });
    await ring("patient");
    await worker.settle();
    const tries = await triesOf(sql, "patient");
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(pauses).toHaveLength(4);
    for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual(40 * 2 ** index - 5);
    expect(await marksOf(sql)).toEqual(once(["patient"]));
  });

  test("a bug is tried three times, then kept for an operator, who runs it again when it is mended", async () => {
    const { sql, ...where } = await house();
    let isMended = false;
    const buggy = on(bellRang, { queue: "documents", name: "buggy" }, async (call, { bellId }) => {
      await noteTry(bellId);
      // Outages in between do not use up the tries of a bug.
      if ((await triesOf(sql, bellId)).length === 2) throw new Outage("elsewhere");
      if (!isMended) throw new TypeError("cannot read properties of nothing");
      await markBell(call, { bellId, mark: "mended" });
    });
    const worker = await startTestWorker({ ...where, catalogue: doing(buggy) });
    await ring("cracked");
    await worker.settle({ failuresExpected: true });
    expect(await triesOf(sql, "cracked")).toHaveLength(4);
    const [failure] = await openJobFailures(2);
    expect(failure).toMatchObject({ job: "buggy", queue: "documents", payload: { bellId: "cracked" } });
    expect(failure?.message).toContain("cannot read properties");
    await worker.sweep(0);
    expect(await triesOf(sql, "cracked")).toHaveLength(4);

    isMended = true;
    const operator = { kind: "member", personId: "per_1", organisationId: "org_1" } as const;
    await runFailedJobAgain(
      {
        actor: {
          ...operator,
          organisationKind: "operator",
          organisationActive: true,
          roles: [],
          apiKeyId: null,
        },
        at: new Date(),
        key: null,
        causation: null,
      },
      { failureId: failure?.id ?? "" },
    );
    await worker.sweep(0);
    await worker.settle();
    expect(await marksOf(sql)).toEqual(once(["cracked"]));
  });

  test("news that cannot be read is a bug and not a reason to stop", async () => {
    const { sql, ...where } = await house();
    const worker = await startTestWorker({ ...where, catalogue: doing(markOnce) });
    await sql`insert into outbox (id, name, payload, occurred_at) values ('evt_bad', 'bell.rang', '{}', now())`;
    await ring("good");
    await worker.settle({ failuresExpected: true });
    expect(await outcomeOf({ eventId: "evt_bad", reaction: "mark-once" })).toBe("failed");
    expect(await marksOf(sql)).toEqual(once(["good"]));
  });
});

test("a wiped Redis loses no work: what is owed is made again from the database", async () => {
  const { sql, url } = await testDatabase();
  await hangBells(sql);
  const ownRedis = await startRedis();
  try {
    const slow = on(bellRang, { queue: "shipments", name: "slow" }, async (call, { bellId }) => {
      await sleep(10);
      await markBell(call, { bellId, mark: "slow" });
    });
    const worker = await startTestWorker({
      url,
      redisUrl: ownRedis.url,
      catalogue: doing(slow),
      tempo: { sweepEveryMs: 100, sweepAgeMs: 300 },
    });
    const many = bells(120);
    await ring(...many);
    for (const share of [20, 60]) {
      await until(async () => Object.keys(await marksOf(sql)).length >= share);
      await ownRedis.wipe();
    }
    await worker.settle();
    expect(await marksOf(sql)).toEqual(once(many));
    await worker.stop();
  } finally {
    await ownRedis.stop();
  }
});

test("a Redis that does not answer is an outage: the events stay where they are", async () => {
  const { sql, url } = await testDatabase();
  await hangBells(sql);
  await ring("patient");
  const ownRedis = await startRedis();
  const queues = await openQueues({
    databaseUrl: url,
    redisUrl: ownRedis.url,
    tempo: steadyTempo,
  });
  expect(await queues.ping()).toBeUndefined();
  await ownRedis.stop();
  await expect(queues.ping()).rejects.toThrow(Outage);
  await expect(relayOnce(doing(markOnce), queues)).rejects.toThrow(Outage);
  expect(await unsettledNews()).toBe(1);
  await queues.close();
});
