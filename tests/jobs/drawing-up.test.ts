import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { drawUpRound } from "#app/modules/allotment/draw-up-round.server.ts";
import { proposeAllotment } from "#app/modules/allotment/propose-allotment.server.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { declareCapacity } from "#app/modules/contracts/declare-capacity.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { callOffOfFive } from "#tests/support/kad03.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";

// Goal: a table that is asked for is drawn up once by the worker, whichever store the queues are on. Method: the call-off
// of 667 crates, and the news of it delivered again.

vi.setConfig({ testTimeout: 90_000 });

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  test("a table is asked for, computed by the worker, and drawn up once however often it hears of it", async () => {
    const database = await testDatabase({ poolSize: 20 });
    const { kad03, packsIn } = callOffOfFive(database);
    const kad = await kad03();
    const { town, hub, callOffId } = kad;
    const ask = () => proposeAllotment(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
    const { roundId } = await ask();
    expect(await ask()).toEqual({ roundId });
    const standing = async () =>
      (await roundsOf(hub.id, callOffId)).map(({ round }) => [round.id, round.state]);
    expect(await standing()).toEqual([[roundId, "asked"]]);
    expect(await roundsOf(kad.koperasi.A.id, callOffId)).toEqual([]);
    const redisUrl = backend === "redis" ? redis.url : undefined;
    const worker = await startTestWorker({ url: database.url, redisUrl });
    await worker.settle();
    expect(await standing()).toEqual([[roundId, "proposed"]]);
    expect(await packsIn(kad, roundId)).toEqual({ A: 150, B: 130, C: 227, D: 60, E: 100 });
    await database.sql`update outbox set relayed_at = null where name = 'allotment.asked'`;
    await worker.settle();
    for (const key of ["again", null]) await drawUpRound({ ...town.systemCall(), key }, { roundId });
    const [count] =
      await database.sql`select count(*)::int as shares from allotments where round_id = ${roundId}`;
    expect(count).toEqual({ shares: 5 });

    // What can be shared out no longer when the worker comes to it is laid aside, and its page says why.
    await worker.stop();
    const late = await proposeAllotment(town.callOf(hub.contracts), { callOffId, rule: "webster" });
    for (const { chair } of Object.values(kad.koperasi))
      await declareCapacity(town.callOf(chair), { callOffId, willingness: "no" });
    await drawUpRound(town.systemCall(), late);
    const found = (await roundsOf(hub.id, callOffId)).find(({ round }) => round.id === late.roundId);
    expect(found?.round).toMatchObject({ state: "discarded", failedBecause: "allotment.nobodyHasRoom" });
  });
});
