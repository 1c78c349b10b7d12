import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { acceptSchedule } from "#app/modules/allotment/accept-schedule.server.ts";
import { adjustRound } from "#app/modules/allotment/adjust-round.server.ts";
import { roundTable } from "#app/modules/allotment/allotment-reads.server.ts";
import { rulesCompared } from "#app/modules/allotment/compare-reads.server.ts";
import { proposeNextRound } from "#app/modules/allotment/propose-next-round.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { releaseShare } from "#app/modules/allotment/release-share.server.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { wavesOf } from "#app/modules/contracts/call-off-reads.server.ts";
import { declareSchedule } from "#app/modules/contracts/declare-schedule.server.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { openCallOff } from "#app/modules/contracts/open-call-off.server.ts";
import { openSchedule } from "#app/modules/contracts/open-schedule.server.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { lowerShare } from "#app/modules/shipments/lower-share.server.ts";
import { planShare } from "#app/modules/shipments/plan-share.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { callOffOfFive, codeOf } from "#tests/support/kad03.ts";
import { drawnUp } from "#tests/support/rounds.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

// Goal: days that are called off together are shared out together, and one failure disturbs nobody else. Method: three
// koperasi and three waves of 100, 100 and 60 crates; one cannot come on the second day, one wants ninety in all.

const HOUR_MS = 3_600_000;
const database = await testDatabase({ poolSize: 20 });
const { freeVillage } = callOffOfFive(database);

async function threeWaves() {
  const town = world(database);
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const contractId = await town.contract(hub, buyer);
  const terms = { contractId, answerBy: new Date(town.at.getTime() + 24 * HOUR_MS).toISOString() };
  const dayOf = (days: number) => addDays(town.today, days);
  const wave = (days: number, packs: number) => ({ deliveryDay: dayOf(days), packs });
  const { callOffId, callOffIds } = await openSchedule(town.callOf(hub.contracts), {
    ...terms,
    waves: [wave(9, 100), wave(5, 100), wave(12, 60)],
  });
  const village = async () => town.koperasi({ regionCode: await freeVillage() });
  const koperasi = { A: await village(), B: await village(), C: await village() };
  for (const one of Object.values(koperasi))
    await town.sharer(hub, callOffId, one, { packsMax: 80, weight: 1_000, everyWave: "true" });
  const declare = (who: Koperasi, packs: readonly number[], packsInAll?: number) =>
    declareSchedule(town.callOf(who.chair), {
      callOffId,
      waves: callOffIds.map((id, at) => ({ callOffId: id, packsMax: packs[at] ?? 0 })),
      ...(packsInAll === undefined ? {} : { packsInAll }),
    });
  const propose = (rule: "webster" | "hamilton" = "webster") =>
    drawnUp(town.callOf(hub.contracts), { callOffId, rule });
  const publish = (roundId: string) => publishAllotment(town.callOf(hub.head), { roundId });
  /** Packs by koperasi and wave of one table. */
  const tableOf = async (roundId: string) => {
    const found = (await roundsOf(hub.id, callOffId)).find(({ round }) => round.id === roundId);
    const names = Object.entries(koperasi).map(([name, one]) => [one.id, name]);
    const nameOf = new Map(names as [string, string][]);
    const table: Record<string, number[]> = {};
    for (const share of found?.shares ?? []) {
      const name = nameOf.get(share.koperasiId) ?? "?";
      table[name] ??= callOffIds.map(() => 0);
      (table[name] as number[])[callOffIds.indexOf(share.callOffId)] = share.packs;
    }
    return { table, found };
  };
  const answerAll = (who: Koperasi) => acceptSchedule(town.callOf(who.chair), { callOffId });
  const next = () => proposeNextRound(town.systemCall(), { callOffId });
  return {
    ...{ town, hub, buyer, contractId, terms, callOffId, callOffIds, koperasi },
    ...{ dayOf, declare, propose, publish, tableOf, answerAll, next },
  };
}

test("three days called off at once are shared out as one: fair in all, nobody on a day it cannot come", async () => {
  const story = await threeWaves();
  const { town, hub, koperasi, callOffId, callOffIds } = story;
  const waves = await wavesOf(callOffId);
  expect(waves.map(({ id, packs }) => [id, packs])).toEqual(
    callOffIds.map((id, at) => [id, [100, 100, 60][at]]),
  );
  expect(waves.map(({ deliveryDay }) => deliveryDay)).toEqual([5, 9, 12].map(story.dayOf));
  await story.declare(koperasi.A, [80, 0, 80]);
  await story.declare(koperasi.B, [80, 80, 80], 90);
  expect(await codeOf(story.propose("hamilton"))).toBe("allotment.ruleOneWave");
  const { rules, excluded } = await rulesCompared({
    actor: hub.contracts.actor,
    callOffId,
    key: "agreed",
    at: town.at,
  });
  expect(rules.map(({ rule }) => rule)).toEqual(["webster", "equal", "priority"]);
  expect(excluded).toEqual([
    expect.objectContaining({ koperasiId: koperasi.A.id, why: "noCapacity", deliveryDay: story.dayOf(9) }),
  ]);
  expect(
    (await tasksFor(hub.contracts.actor, town.at)).filter(({ kind }) => kind === "callOff.allot"),
  ).toHaveLength(1);
  const { roundId } = await story.propose();
  const { table, found } = await story.tableOf(roundId);
  const sum = (lots: readonly number[] = []) => lots.reduce((all, one) => all + one, 0);
  // 260 by weight 2 : 3 : 3; B wants ninety in all, and nobody is above eighty on a day.
  expect(Object.values(table).reduce((all, lots) => all + sum(lots), 0)).toBe(260);
  expect(table["A"]?.[1]).toBe(0);
  expect(sum(table["B"])).toBe(90);
  expect([0, 1, 2].map((at) => sum(Object.values(table).map((lots) => lots[at] ?? 0)))).toEqual([
    100, 100, 60,
  ]);
  expect(
    Object.values(table)
      .flat()
      .every((lots) => lots <= 80),
  ).toBe(true);
  expect(found?.leftOut).toMatchObject([{ why: "noCapacity" }]);
  await story.publish(roundId);
  const [paper] = await documentsAbout(koperasi.A.id, [roundId]);
  const [row] = await database.sql`select facts from documents where id = ${paper?.id ?? ""}`;
  expect(row?.["facts"]).toMatchObject({
    requestedPacks: 260,
    waves: [{ packs: 100 }, { packs: 100 }, { packs: 60 }],
    leftOut: [expect.stringContaining("Tidak punya barang")],
  });
  // Everyone who shares in any wave sees the same table.
  expect(await roundsOf(koperasi.C.id, callOffIds[2] ?? "")).toEqual(
    (await roundsOf(hub.id, callOffId)).filter(({ round }) => round.state === "published"),
  );
});

test("people may move shares between days, but not above what a koperasi can bring on one", async () => {
  const { town, hub, koperasi, callOffIds, ...story } = await threeWaves();
  const { roundId } = await story.propose();
  const give = (shares: readonly { koperasiId: string; callOffId?: string; packs: number }[]) =>
    adjustRound(town.callOf(hub.logistics), {
      roundId,
      shares: [...shares],
      reason: "Truk kecil di hari kedua",
    });
  const on = (at: number, packs: number) => ({
    koperasiId: koperasi.A.id,
    callOffId: callOffIds[at] ?? "",
    packs,
  });
  expect(await codeOf(give([{ koperasiId: koperasi.A.id, packs: 1 }]))).toBe("allotment.notInRound");
  expect(await codeOf(give([on(0, 81)]))).toBe("allotment.moreThanRound");
  // On which days its share falls is a matter of ties; on one of them there is something to give away.
  const had = (await story.tableOf(roundId)).table["A"] ?? [];
  const day = had.findIndex((packs) => packs > 0);
  const less = await give([on(day, (had[day] ?? 0) - 1)]);
  await story.publish(less.roundId);
  expect((await story.tableOf(less.roundId)).table["A"]?.[day]).toBe((had[day] ?? 0) - 1);
});

test("who drops out after the shares were fixed is replaced from those with room; nobody else loses a crate", async () => {
  const story = await threeWaves();
  const { town, hub, koperasi, callOffIds } = story;
  const { roundId } = await story.propose();
  await story.publish(roundId);
  for (const one of Object.values(koperasi)) await story.answerAll(one);
  expect(await codeOf(story.answerAll(koperasi.A))).toBe("allotment.moved");
  expect(await codeOf(story.answerAll(await town.koperasi()))).toBe("allotment.missing");
  await story.next();
  expect((await wavesOf(story.callOffId)).map(({ state }) => state)).toEqual(["locked", "locked", "locked"]);
  const before = (await story.tableOf(roundId)).table;
  // On which of the two large days its share falls is a matter of ties; the small one alone cannot hold all of it.
  const day = (before["A"] ?? []).findIndex((packs) => packs > 0);
  const first = callOffIds[day] ?? "";
  await planTrip(town.systemCall(), { callOffId: first });
  const [share] = (await roundsOf(hub.id, first)).flatMap(({ shares }) =>
    shares.filter((one) => one.koperasiId === koperasi.A.id && one.callOffId === first),
  );
  await releaseShare(town.callOf(koperasi.A.chair), {
    allotmentId: share?.id ?? "",
    keptPacks: 0,
    reason: "Kandang kebanjiran",
  });
  await lowerShare(town.systemCall(), { allotmentId: share?.id ?? "" });
  const { roundId: second } = await story.next();
  const { table, found } = await story.tableOf(second ?? "");
  const lost = before["A"]?.[day] ?? 0;
  expect((table["B"]?.[day] ?? 0) + (table["C"]?.[day] ?? 0)).toBe(lost);
  expect(table["A"]).toBeUndefined();
  // The difference names who is touched: A has none of it any more, B and C have more, and no one has less.
  const less = found?.changes.filter(({ before: had, after }) => after < had) ?? [];
  expect(less).toMatchObject([{ koperasiId: koperasi.A.id, before: lost, after: 0 }]);
  await story.publish(second ?? "");
  // Only who has room was asked again.
  for (const one of [koperasi.B, koperasi.C]) await codeOf(story.answerAll(one));
  const { rows } = (await roundTable(hub.id, first)) ?? { rows: [] };
  expect(rows.reduce((all, one) => all + one.acceptedPacks, 0)).toBe(100);
  // Its shipment is called off, the substitutes' promise more, and the trip is planned for what comes.
  const accepted = (await roundsOf(hub.id, first))
    .flatMap(({ shares }) => shares)
    .filter((one) => one.roundId === second);
  for (const { id } of accepted)
    expect(await planShare(town.systemCall(), { allotmentId: id })).toMatchObject({ lockedCallOffId: first });
  const { tripId } = await planTrip(town.systemCall(), { callOffId: first });
  const [trip] = await database.sql`
    select (select count(*)::int from shipments where trip_id = ${tripId} and state = 'planned') as carried,
      (select sum(l.promised_base)::int / 15000 from shipments s join shipment_lines l on l.shipment_id = s.id
        where s.call_off_id = ${first} and s.state = 'planned') as packs`;
  expect(trip).toMatchObject({ carried: 2, packs: 100 });
});

test("bad input of a schedule is refused whole, and says what would do", async () => {
  const { town, hub, contractId, terms, ...story } = await threeWaves();
  const call = town.callOf(hub.contracts);
  const drawn = async () => {
    const rows = await database.sql`
      select m.month, m.drawn_base from contract_months m join contract_lines l on l.id = m.contract_line_id
      where l.contract_id = ${contractId} order by m.month`;
    return rows.map((row) => [row["month"], row["drawn_base"]]);
  };
  const before = await drawn();
  const day = story.dayOf(20);
  const refusal = await openCallOff(call, { ...terms, deliveryDay: day, quantityBase: "10000000" }).then(
    () => null,
    (error: { code: string; params: object }) => error,
  );
  expect(refusal).toMatchObject({
    code: "contracts.notInPacks",
    params: { asked: "10 ton", belowPacks: "666", abovePacks: "667" },
  });
  const schedule = (waves: Parameters<typeof openSchedule>[1]["waves"]) =>
    codeOf(openSchedule(call, { ...terms, waves }));
  const one = { deliveryDay: day, packs: 10 };
  expect(await schedule([one, one])).toBe("contracts.dayTwice");
  expect(await schedule([one, { deliveryDay: story.dayOf(21), quantityBase: "14999" }])).toBe(
    "contracts.lessThanPack",
  );
  expect(await schedule([one, { deliveryDay: story.dayOf(-1), packs: 1 }])).toBe("contracts.dayPassed");
  // A later wave that the month has no room for takes the earlier ones with it.
  expect(await schedule([one, { deliveryDay: story.dayOf(22), packs: 900_000 }])).toBe(
    "contracts.monthExceeded",
  );
  expect(await drawn()).toEqual(before);
  expect(await codeOf(openCallOff(call, { ...terms, deliveryDay: day, quantityBase: "150000" }))).toBe(
    "done",
  );
});

test("a koperasi that may not share stands on the table with its reason, the staff's and the published one", async () => {
  const { town, hub, koperasi, callOffId, callOffIds, ...story } = await threeWaves();
  await declareSchedule(town.callOf(koperasi.A.chair), {
    callOffId,
    waves: callOffIds.map((id) => ({ callOffId: id, willingness: "no" as const })),
  });
  await database.sql`update organisations set state = 'suspended' where id = ${koperasi.B.id}`;
  const { roundId } = await story.propose();
  await story.publish(roundId);
  const [seen] = await roundsOf(koperasi.A.id, callOffId);
  expect(new Map(seen?.leftOut.map(({ koperasiId, why }) => [koperasiId, why]))).toEqual(
    new Map([
      [koperasi.A.id, "unwilling"],
      [koperasi.B.id, "suspended"],
    ]),
  );
  await database.sql`update organisations set state = 'active' where id = ${koperasi.B.id}`;
  await database.sql`update call_offs set cooling = 'cool' where id = ${callOffIds[1] ?? ""}`;
  const { excluded } = await rulesCompared({
    actor: hub.contracts.actor,
    callOffId,
    key: "agreed",
    at: town.at,
  });
  expect(excluded.map(({ why }) => why)).toContain("noColdChain");
  await setCapacity(town.callOf(hub.contracts), {
    callOffId: callOffIds[1] ?? "",
    koperasiId: koperasi.B.id,
    packsMax: 80,
    weight: 1_000,
    keepsCold: "true",
  });
  const after = await rulesCompared({ actor: hub.contracts.actor, callOffId, key: "agreed", at: town.at });
  expect(after.rows.map(({ koperasiId }) => koperasiId)).toContain(koperasi.B.id);
});

test("a contract whose days end between two waves stays open for what was called off, and takes nothing new", async () => {
  const { town, hub, contractId, callOffIds, ...story } = await threeWaves();
  const { roundId } = await story.propose();
  await story.publish(roundId);
  await database.sql`update contracts set ends_on = ${story.dayOf(6)} where id = ${contractId}`;
  town.advance(7 * 24 * HOUR_MS);
  expect(await codeOf(endContract(town.callOf(hub.head), { contractId }))).toBe("contracts.callOffUnderway");
  const wave = { deliveryDay: story.dayOf(14), packs: 1 };
  expect(
    await codeOf(openSchedule(town.callOf(hub.contracts), { ...story.terms, contractId, waves: [wave] })),
  ).toBe("contracts.outsidePeriod");
  expect(await wavesOf(story.callOffId)).toHaveLength(callOffIds.length);
});
