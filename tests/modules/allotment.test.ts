import { expect, test } from "vitest";
import { AllotmentFilter } from "#app/modules/allotment/allotment.schema.ts";
import {
  allotmentById,
  allotmentsOf,
  roundTable,
  sharesToAnswer,
} from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lapseAllotments } from "#app/modules/allotment/lapse-allotments.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { proposeNextRound } from "#app/modules/allotment/propose-next-round.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { declareCapacity } from "#app/modules/contracts/declare-capacity.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { callOffOfFive, codeOf, type Kad, KEYS, type Name } from "#tests/support/kad03.ts";
import { drawnUp } from "#tests/support/rounds.ts";
import { type Hub, world } from "#tests/support/world.ts";

const HOUR_MS = 3_600_000;
const database = await testDatabase({ poolSize: 20 });

const { kad03, freeVillage, publish, packsIn, answer, answerAll } = callOffOfFive(database);

async function short(kad: Kad) {
  const tasks = await tasksFor(kad.hub.contracts.actor, kad.town.at);
  return tasks.filter((task) => task.kind === "callOff.short").map((task) => task.params);
}

async function news(name: string, subject: string): Promise<number> {
  const [row] = await database.sql`
    select count(*)::int as count from outbox
    where name = ${name} and exists (select 1 from jsonb_each_text(payload) where value = ${subject})`;
  return row?.["count"] as number;
}

async function stateOf(kad: Kad): Promise<string | undefined> {
  return (await callOffById(kad.hub.id, kad.callOffId))?.callOff.state;
}

/** What the worker does when the last share was answered. */
function nextRound(kad: Kad) {
  return proposeNextRound(kad.town.systemCall(), { callOffId: kad.callOffId });
}

test("KAD-03: 150/130/227/60/100, published as one paper that everyone in it may read", async () => {
  const kad = await kad03();
  const roundId = await publish(kad);
  expect(await packsIn(kad, roundId)).toEqual({ A: 150, B: 130, C: 227, D: 60, E: 100 });
  const [paper] = await documentsAbout(kad.koperasi.D.id, [roundId]);
  expect(paper?.number).toMatch(/\/JATAH\//);
  const [row] = await database.sql`select facts from documents where id = ${paper?.id ?? ""}`;
  expect(row?.["facts"]).toMatchObject({ requestedPacks: 667, unfilledPacks: 0, rule: "hamilton", round: 1 });
  expect(await documentsAbout(kad.buyer.id, [roundId])).toEqual([]);
  const table = await roundTable(kad.koperasi.E.id, kad.callOffId);
  expect(table?.rows.map((one) => one.waitingPacks)).toEqual([227, 150, 130, 100, 60]);
});

test("KAD-03, second round: 40 declined, 33 taken on, 7 placed nowhere, and the shortfall is told once", async () => {
  const kad = await kad03();
  await publish(kad);
  await answerAll(kad, { B: 90 });
  expect(await news("allotment.round-answered", kad.callOffId)).toBe(1);
  const second = await nextRound(kad);
  expect(await packsIn(kad, second.roundId ?? "")).toEqual({ C: 33 });
  // Whoever is redelivered the news finds the table already there.
  expect(await nextRound(kad)).toMatchObject({ roundId: null });
  await publishAllotment(kad.town.callOf(kad.hub.head), { roundId: second.roundId ?? "" });
  await answer(kad, "C");
  expect(await news("allotment.round-answered", kad.callOffId)).toBe(2);
  expect(await nextRound(kad)).toMatchObject({ roundId: null });
  expect(await news("allotment.shortfall", kad.callOffId)).toBe(1);
  expect(await stateOf(kad)).toBe("open");
  // Nobody has room for the rest: whoever draws up the shares is asked to decide, until it is decided.
  expect(await short(kad)).toEqual([{ number: expect.any(String), packs: "7" }]);
  const table = await roundTable(kad.hub.id, kad.callOffId);
  expect(table?.rows.reduce((sum, row) => sum + row.acceptedPacks, 0)).toBe(660);
  await lockCallOff(kad.town.callOf(kad.hub.logistics), { callOffId: kad.callOffId });
  expect(await stateOf(kad)).toBe("locked");
  expect(await short(kad)).toEqual([]);
});

test("when everyone takes the whole share, the call-off is locked by itself", async () => {
  const kad = await kad03();
  await publish(kad);
  await answerAll(kad);
  await nextRound(kad);
  expect(await stateOf(kad)).toBe("locked");
  expect(await news("call-off.locked", kad.callOffId)).toBe(1);
});

test("answers given at the same instant ring once for the round", async () => {
  const kad = await kad03();
  await publish(kad);
  await Promise.all((Object.keys(KEYS) as Name[]).map((name) => answer(kad, name)));
  expect(await news("allotment.round-answered", kad.callOffId)).toBe(1);
});

test("two rules stand side by side until one is published; the other is laid aside", async () => {
  const kad = await kad03(600);
  const propose = (rule: "hamilton" | "webster") =>
    drawnUp(kad.town.callOf(kad.hub.logistics), { callOffId: kad.callOffId, rule });
  const [hamilton, webster] = [await propose("hamilton"), await propose("webster")];
  expect(await packsIn(kad, hamilton.roundId)).toEqual({ A: 148, B: 111, C: 192, D: 56, E: 93 });
  expect(await roundsOf(kad.koperasi.A.id, kad.callOffId)).toEqual([]);
  await publishAllotment(kad.town.callOf(kad.hub.head), webster);
  const rounds = await roundsOf(kad.hub.id, kad.callOffId);
  expect(new Map(rounds.map((one) => [one.round.id, one.round.state]))).toEqual(
    new Map([
      [hamilton.roundId, "discarded"],
      [webster.roundId, "published"],
    ]),
  );
  expect(await codeOf(publishAllotment(kad.town.callOf(kad.hub.head), hamilton))).toBe("allotment.moved");
  expect(await roundsOf(kad.koperasi.A.id, kad.callOffId)).toHaveLength(1);
});

test("the head does not publish the table that the head drew up", async () => {
  const kad = await kad03();
  const own = await drawnUp(kad.town.callOf(kad.hub.head), {
    callOffId: kad.callOffId,
    rule: "hamilton",
  });
  expect(await codeOf(publishAllotment(kad.town.callOf(kad.hub.head), own))).toBe("allotment.samePerson");
  expect(await codeOf(publishAllotment(kad.town.callOf(kad.hub.contracts), own))).toBe("allotment.forbidden");
});

test("a table that no longer follows from the facts is not published", async () => {
  const kad = await kad03();
  const drawn = await drawnUp(kad.town.callOf(kad.hub.contracts), {
    callOffId: kad.callOffId,
    rule: "hamilton",
  });
  await declareCapacity(kad.town.callOf(kad.koperasi.A.chair), {
    callOffId: kad.callOffId,
    packsMax: 100,
  });
  expect(await codeOf(publishAllotment(kad.town.callOf(kad.hub.head), drawn))).toBe("allotment.stale");
});

test("a share is answered by its koperasi, once, in time, and for no more than it is", async () => {
  const kad = await kad03();
  await publish(kad);
  const { rows } = await sharesToAnswer(kad.koperasi.A.id, { limit: 5 });
  const allotmentId = rows[0]?.allotment.id ?? "";
  const say = (by: Parameters<typeof kad.town.callOf>[0], acceptedPacks: number) =>
    codeOf(answerAllotment(kad.town.callOf(by), { allotmentId, acceptedPacks }));
  expect(await say(kad.koperasi.B.chair, 1)).toBe("allotment.missing");
  expect(await say(kad.hub.head, 1)).toBe("allotment.missing");
  expect(await say(kad.koperasi.A.treasurer, 1)).toBe("allotment.forbidden");
  expect(await say(kad.koperasi.A.chair, 151)).toBe("allotment.moreThanShare");
  expect(await allotmentById(kad.koperasi.B.id, allotmentId)).toBeNull();
  const first = await answer(kad, "A", undefined, "one-press");
  expect(
    await answerAllotment(kad.town.callOf(kad.koperasi.A.chair, "one-press"), {
      allotmentId,
      acceptedPacks: 150,
    }),
  ).toEqual(first);
  expect(await say(kad.koperasi.A.chair, 0)).toBe("allotment.moved");
  kad.town.advance(25 * HOUR_MS);
  expect(await codeOf(answer(kad, "B"))).toBe("allotment.tooLate");
});

test("a share that is not answered in time lapses, and its packs go to those with room", async () => {
  const kad = await kad03();
  await publish(kad);
  for (const name of ["A", "B", "C", "E"] as const) await answer(kad, name);
  kad.town.advance(24 * HOUR_MS);
  const lapsed = async () =>
    (await allotmentsOf(kad.koperasi.D.id, AllotmentFilter.parse({ state: "lapsed" }))).rows.length;
  await lapseAllotments(kad.town.systemCall(), {});
  expect(await lapsed()).toBe(0);
  kad.town.advance(1);
  await lapseAllotments(kad.town.systemCall(), {});
  expect(await lapsed()).toBe(1);
  expect(await lapseAllotments(kad.town.systemCall(), {})).toEqual({ lapsed: 0 });
  expect(await news("allotment.round-answered", kad.callOffId)).toBe(1);
  const next = await nextRound(kad);
  expect(await packsIn(kad, next.roundId ?? "")).toEqual({ C: 33 });
  // Published after the call-off's own deadline, it still leaves the hours that the rule grants.
  await publishAllotment(kad.town.callOf(kad.hub.head), { roundId: next.roundId ?? "" });
  kad.town.advance(4 * HOUR_MS);
  await answer(kad, "C");
});

test("what was refused or is open counts once: two proposals in a row never share out the same packs twice", async () => {
  const kad = await kad03();
  await publish(kad);
  await answer(kad, "B", 0);
  const again = () =>
    drawnUp(kad.town.callOf(kad.hub.contracts), { callOffId: kad.callOffId, rule: "hamilton" });
  const { roundId } = await again();
  expect(await packsIn(kad, roundId)).toEqual({ C: 33 });
  await publishAllotment(kad.town.callOf(kad.hub.head), { roundId });
  expect(await codeOf(again())).toBe("allotment.nobodyHasRoom");
});

test("locking takes back what nobody has answered, and needs something accepted", async () => {
  const kad = await kad03();
  await publish(kad);
  const lock = () => codeOf(lockCallOff(kad.town.callOf(kad.hub.logistics), { callOffId: kad.callOffId }));
  expect(await lock()).toBe("allotment.nothingAccepted");
  await answer(kad, "A");
  const { rows } = await sharesToAnswer(kad.koperasi.B.id, { limit: 1 });
  expect(await lock()).toBe("done");
  const late = { allotmentId: rows[0]?.allotment.id ?? "", acceptedPacks: 1 };
  expect(await codeOf(answerAllotment(kad.town.callOf(kad.koperasi.B.chair), late))).toBe("allotment.moved");
  expect(await lock()).toBe("contracts.callOffMoved");
});

test("to strangers rounds and shares do not exist", async () => {
  const kad = await kad03();
  const roundId = await publish(kad);
  const stranger: Hub = await kad.town.hub();
  expect(await roundsOf(stranger.id, kad.callOffId)).toEqual([]);
  expect(await roundTable(stranger.id, kad.callOffId)).toBeNull();
  const call = kad.town.callOf(stranger.head);
  expect(await codeOf(publishAllotment(call, { roundId }))).toBe("allotment.missing");
  const rule = "hamilton" as const;
  expect(await codeOf(drawnUp(call, { callOffId: kad.callOffId, rule }))).toBe("contracts.callOffMissing");
  expect(await codeOf(lockCallOff(call, { callOffId: kad.callOffId }))).toBe("contracts.callOffMissing");
  expect(await codeOf(proposeNextRound(call, { callOffId: kad.callOffId }))).toBe("allotment.forbidden");
});

test("the next call-off remembers who was offered less than its due", async () => {
  const town = world(database);
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer);
  const [one, two] = [
    await town.koperasi({ regionCode: await freeVillage() }),
    await town.koperasi({ regionCode: await freeVillage() }),
  ];
  const shareOutNow = async (packs: number, mostOfTwo: number, deliveryDay: string) => {
    const callOffId = await town.callOff(hub, contractId, { packs, deliveryDay });
    await town.sharer(hub, callOffId, one, { packsMax: 100, weight: 1 });
    await town.sharer(hub, callOffId, two, { packsMax: mostOfTwo, weight: 1 });
    const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "webster" });
    await publishAllotment(town.callOf(hub.head), { roundId });
    const [round] = await roundsOf(hub.id, callOffId);
    const packsOf = (id: string) => round?.shares.find((share) => share.koperasiId === id);
    for (const koperasi of [one, two]) {
      const share = packsOf(koperasi.id);
      if (share)
        await answerAllotment(town.callOf(koperasi.chair), {
          allotmentId: share.id,
          acceptedPacks: share.packs,
        });
    }
    return [packsOf(one.id)?.packs ?? 0, packsOf(two.id)?.packs ?? 0];
  };
  // The second could bring only ten of its thirty: ten are owed to it, and as many were given beyond due to the first.
  expect(await shareOutNow(40, 10, "2026-07-10")).toEqual([30, 10]);
  expect(await shareOutNow(40, 100, "2026-07-12")).toEqual([10, 30]);
  expect(await shareOutNow(40, 100, "2026-07-14")).toEqual([20, 20]);
  const own = await allotmentsOf(one.id, AllotmentFilter.parse({ state: "accepted" }));
  expect(own.rows).toHaveLength(3);
});
