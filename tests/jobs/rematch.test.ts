import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { closeMatchingThreads } from "#app/modules/matching/solve-in-thread.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";
import { world } from "#tests/support/world.ts";

// Goal: goods that fall through together are looked for together, once for each cell, and none is forgotten. Method:
// one seller is asked for everything and does not answer; another has enough of it.

vi.setConfig({ testTimeout: 90_000 });

let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis.stop();
  await closeMatchingThreads();
});

const ORDERS = 6;

async function promisedMarket() {
  const database = await testDatabase({ poolSize: 20 });
  const { sql } = database;
  const town = world(database, new Date());
  const kitchens = [await town.kitchen(), await town.kitchen({ regionCode: "35.73.03.1012" })];
  const [silent, other] = [await town.koperasi(), await town.koperasi()];
  const reach = { radiusMetres: 300_000 };
  await town.goods(silent, { ...reach, priceRupiah: "25000" }, { quantityBase: 900_000n });
  for (let at = 0; at < ORDERS; at++) await town.order(kitchens[at % 2] as (typeof kitchens)[number]);
  for (const { cityCode } of kitchens)
    await clearMarket(town.systemCall(), { cityCode, deliveryDay: town.deliveryDay, trigger: "on_demand" });
  await town.goods(other, { ...reach, priceRupiah: "26000" }, { quantityBase: 900_000n });
  await sql`update outbox set relayed_at = now()`;
  const rematches = async () => (await sql`select 1 from match_runs where trigger = 'rematch'`).length;
  const standing = async () => {
    const rows =
      await sql`select seller_id, state, count(*)::int as count from commitments group by 1, 2 order by 2`;
    return rows.map((row) => [
      row["seller_id"] === other.id ? "other" : "silent",
      row["state"],
      row["count"],
    ]);
  };
  return { database, sql, town, silent, rematches, standing };
}

describe.each(["postgresql", "redis"] as const)("with queues on %s", (backend) => {
  const store = () => (backend === "redis" ? redis.url : undefined);

  test("a wave of offers that lapse is rematched once, for the buyers of every city", async () => {
    const { database, sql, rematches, standing } = await promisedMarket();
    expect(await standing()).toEqual([["silent", "offered", ORDERS]]);
    await sql`update commitments set answer_by = now() - interval '1 minute'`;
    const worker = await startTestWorker({ url: database.url, redisUrl: store() });
    await worker.runSchedule("lapse-unanswered-offers");
    await worker.settle({ patienceMs: 60_000 });
    expect(await standing()).toEqual([
      ["silent", "lapsed", ORDERS],
      ["other", "offered", ORDERS],
    ]);
    expect(await rematches()).toBe(1);
    const [told] = await sql`
      select count(*)::int as done from event_deliveries where reaction = 'rematch-lapsed-offer' and outcome = 'done'`;
    expect(told?.["done"]).toBe(ORDERS);
  });

  test("of goods declined one after the other each is looked for again, and no clearing finds nothing to do", async () => {
    const { database, sql, town, silent, rematches, standing } = await promisedMarket();
    const worker = await startTestWorker({ url: database.url, redisUrl: store() });
    for (const { id } of await sql`select id from commitments order by id`)
      await answerCommitment(town.callOf(silent.business), {
        commitmentId: String(id),
        acceptedBase: "0",
        reason: "Panen gagal",
      });
    await worker.settle({ patienceMs: 60_000 });
    expect(await standing()).toEqual([
      ["silent", "declined", ORDERS],
      ["other", "offered", ORDERS],
    ]);
    expect(await rematches()).toBeLessThanOrEqual(ORDERS);
    expect(await sql`select 1 from match_runs where trigger = 'rematch' and state = 'empty'`).toHaveLength(0);
  });
});
