import { expect, test } from "vitest";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

// Goal: between a market's cut-off and the moment at which its clearing takes effect, nothing waits for a clearing that
// has read its orders already. Method: the market day stands uncleared on purpose; the clock goes past its cut-off.
const database = await testDatabase({ poolSize: 8 });

/** An order and its market day; the clock stands `minutes` after the cut-off. */
async function around(minutes: number) {
  const town = world(database);
  const orderId = await town.order(await town.kitchen());
  await openMarketDay(town.systemCall(), { orderId });
  const [day] = await database.sql`
    select d.cut_off_at from market_days d join orders o on o.city_code = d.city_code and o.delivery_day = d.delivery_day
    where o.id = ${orderId} and d.cleared_at is null`;
  const cutOffAt: Date = day?.["cut_off_at"];
  town.goTo(new Date(cutOffAt.getTime() + minutes * 60_000));
  return { town, orderId };
}

async function requested(orderId: string): Promise<number> {
  const rows = await database.sql`
    select id from outbox where name = 'matching.requested' and payload->>'orderId' = ${orderId}`;
  return rows.length;
}

test("an order that comes before the cut-off waits for it", async () => {
  const { town, orderId } = await around(-1);
  const answer = await openMarketDay(town.systemCall(), { orderId });
  expect([answer.waitsForCutOff, await requested(orderId)]).toEqual([true, 0]);
});

test("an order that comes after the cut-off is matched by itself, although the market is not cleared yet", async () => {
  const { town, orderId } = await around(1);
  const answer = await openMarketDay(town.systemCall(), { orderId });
  expect([answer.waitsForCutOff, await requested(orderId)]).toEqual([false, 1]);
});
