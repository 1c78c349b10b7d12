import { expect, test } from "vitest";
import { lapseCommitments } from "#app/modules/commitments/lapse-commitments.server.ts";
import { catalogue } from "#jobs/catalogue.ts";
import { testDatabase } from "#tests/support/database.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase();
const town = world(database);

async function traces(): Promise<{ receipts: number; audits: number; news: number }> {
  const [row] = await database.sql`
    select (select count(*) from command_receipts)::int as receipts,
      (select count(*) from audit_events)::int as audits, (select count(*) from outbox)::int as news`;
  return row as unknown as { receipts: number; audits: number; news: number };
}

test("a schedule that finds nothing due leaves no row behind, however often it runs", async () => {
  const before = await traces();
  // The night's proofs look at the whole database and are no command.
  const rounds = catalogue.schedules.filter((schedule) => schedule.name !== "prove-the-books");
  expect(rounds.length).toBeGreaterThan(5);
  for (let run = 0; run < 3; run += 1)
    for (const round of rounds) await round.run(town.systemCall(round.name, `run.${round.name}.${run}`));
  expect(await traces()).toEqual(before);
});

test("a round that does something is on record once, and a redelivered one does nothing again", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const orderId = await town.order(kitchen);
  await town.offer(orderId, koperasi, await town.goods(koperasi));
  town.advance(3 * 3_600_000);
  const before = await traces();
  const run = () => lapseCommitments(town.systemCall("lapse", "run.lapse"), {});
  expect(await run()).toEqual({ lapsed: 1 });
  const after = await traces();
  expect(after).toMatchObject({ receipts: before.receipts + 1, audits: before.audits + 1 });
  expect(await run()).toEqual({ lapsed: 1 });
  expect(await traces()).toEqual(after);
});

test("two workers that run the same round at the same moment do it once", async () => {
  const [kitchen, koperasi] = [await town.kitchen(), await town.koperasi()];
  const orderId = await town.order(kitchen);
  await town.offer(orderId, koperasi, await town.goods(koperasi));
  town.advance(3 * 3_600_000);
  const run = () => lapseCommitments(town.systemCall("lapse", "run.twice"), {});
  await Promise.all([run(), run(), run()]);
  const [row] = await database.sql`
    select count(*)::int as n from outbox where name = 'commitment.lapsed' and payload->>'orderId' = ${orderId}`;
  expect(row?.["n"]).toBe(1);
});
