import { expect, test } from "vitest";
import { adjustableShares } from "#app/modules/allotment/adjust-reads.server.ts";
import { adjustRound } from "#app/modules/allotment/adjust-round.server.ts";
import { rulesCompared } from "#app/modules/allotment/compare-reads.server.ts";
import { giveBackSuspended } from "#app/modules/allotment/give-back-suspended.server.ts";
import { proposeNextRound } from "#app/modules/allotment/propose-next-round.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { releaseShare } from "#app/modules/allotment/release-share.server.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { declareCapacity } from "#app/modules/contracts/declare-capacity.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { callOffOfFive, codeOf, type Kad } from "#tests/support/kad03.ts";
import { drawnUp } from "#tests/support/rounds.ts";

const database = await testDatabase({ poolSize: 20 });
const { kad03, publish, packsIn, answer, answerAll } = callOffOfFive(database);

function compared(kad: Kad, key: "agreed" | "standard" = "agreed", actor = kad.hub.contracts.actor) {
  return rulesCompared({ actor, callOffId: kad.callOffId, key, at: kad.town.at });
}

function propose(kad: Kad, rule: "hamilton" | "webster" = "hamilton", key: "agreed" | "standard" = "agreed") {
  return drawnUp(kad.town.callOf(kad.hub.contracts), { callOffId: kad.callOffId, rule, key });
}

test("before choosing, the trade center sees what all four rules would give, and nobody else does", async () => {
  const kad = await kad03();
  expect((await compared(kad)).rules.map(({ costRupiah }) => costRupiah)).toEqual([null, null, null, null]);
  await database.sql`update organisations set latitude = -8.1, longitude = 112.1 + length(name) / 1000.0`;
  const { rules, rows, excluded, packs } = await compared(kad);
  expect(packs).toBe(667);
  expect(rows).toHaveLength(5);
  expect(excluded).toEqual([]);
  const ofC = rules.map(({ rule, packs: given, unplaced }) => [rule, given[kad.koperasi.C.id], unplaced]);
  expect(ofC).toEqual([
    ["hamilton", 227, 0],
    ["webster", 227, 0],
    ["equal", 227, 0],
    ["priority", 260, 0],
  ]);
  expect(rules.every(({ costRupiah }) => costRupiah !== null && costRupiah > 0n)).toBe(true);
  expect(await roundsOf(kad.hub.id, kad.callOffId)).toEqual([]);
  for (const stranger of [kad.koperasi.A.chair, kad.buyer.sales, (await kad.town.hub()).contracts])
    expect(await codeOf(compared(kad, "agreed", stranger.actor))).toBe("contracts.callOffMissing");
});

test("by the standard key the weights add up to a whole, and the table says by which key it was shared", async () => {
  const kad = await kad03();
  const before = (await compared(kad, "standard")).rows;
  expect(before.reduce((sum, row) => sum + row.weight, 0)).toBe(10_000);
  const { roundId } = await propose(kad, "webster", "standard");
  await publishAllotment(kad.town.callOf(kad.hub.head), { roundId });
  const [round] = await roundsOf(kad.hub.id, kad.callOffId);
  expect(round?.round).toMatchObject({ key: "standard", rule: "webster", ruleVersion: 1 });
  expect(round?.shares.reduce((sum, share) => sum + share.packs, 0)).toBe(667);
});

test("people may give other shares with a reason; the head publishes them, and everyone reads both figures", async () => {
  const kad = await kad03();
  const drawn = await propose(kad);
  const { A, C } = kad.koperasi;
  const adjust = (shares: { koperasiId: string; packs: number }[], reason = "C menitip mesin tetas") =>
    adjustRound(kad.town.callOf(kad.hub.logistics), { roundId: drawn.roundId, shares, reason });
  expect(await codeOf(adjust([{ koperasiId: C.id, packs: 261 }]))).toBe("allotment.moreThanRound");
  expect(
    await codeOf(
      adjust([
        { koperasiId: C.id, packs: 261 },
        { koperasiId: A.id, packs: 100 },
      ]),
    ),
  ).toBe("allotment.aboveCap");
  expect(await codeOf(adjust([{ koperasiId: C.id, packs: 227 }]))).toBe("allotment.nothingAdjusted");
  expect(await codeOf(adjust([{ koperasiId: kad.hub.id, packs: 1 }]))).toBe("allotment.notInRound");
  const shares = [
    { koperasiId: A.id, packs: 140 },
    { koperasiId: C.id, packs: 237 },
  ];
  const { roundId } = await adjust(shares);
  expect(await adjustableShares(roundId)).toContainEqual(
    expect.objectContaining({ koperasiId: A.id, packs: 140, byRule: 150, cap: 150 }),
  );
  expect(await codeOf(publishAllotment(kad.town.callOf(kad.hub.contracts), { roundId }))).toBe(
    "allotment.forbidden",
  );
  await publishAllotment(kad.town.callOf(kad.hub.head), { roundId });
  expect(await packsIn(kad, roundId)).toEqual({ A: 140, B: 130, C: 237, D: 60, E: 100 });
  const [seen] = await roundsOf(kad.koperasi.D.id, kad.callOffId);
  expect(seen?.round.adjustedBecause).toBe("C menitip mesin tetas");
  const because = seen?.shares.find((share) => share.koperasiId === A.id)?.because;
  expect(because).toMatchObject({ code: "adjusted", byRule: 150, packs: 140 });
  expect(await codeOf(adjust(shares))).toBe("allotment.moved");
});

test("an adjustment that no longer fits what a koperasi can bring is not published", async () => {
  const kad = await kad03(600);
  const drawn = await propose(kad);
  const { A, B } = kad.koperasi;
  const { roundId } = await adjustRound(kad.town.callOf(kad.hub.contracts), {
    roundId: drawn.roundId,
    shares: [
      { koperasiId: B.id, packs: 130 },
      { koperasiId: A.id, packs: 129 },
    ],
    reason: "B lebih dekat ke gerbang",
  });
  // The rule's own 111 still fit, the 130 that people gave do not.
  await declareCapacity(kad.town.callOf(B.chair), { callOffId: kad.callOffId, packsMax: 120 });
  expect(await codeOf(publishAllotment(kad.town.callOf(kad.hub.head), { roundId }))).toBe("allotment.stale");
});

test("two of the staff publish two tables at the same instant: one stands, and no pack is shared out twice", async () => {
  const kad = await kad03();
  const tables = [await propose(kad), await propose(kad, "webster")];
  const answers = await Promise.all(
    tables.map((table) => codeOf(publishAllotment(kad.town.callOf(kad.hub.head), table))),
  );
  expect(answers.sort()).toEqual(["allotment.moved", "done"]);
  const standing = (await roundsOf(kad.hub.id, kad.callOffId)).filter(
    ({ round }) => round.state === "published",
  );
  expect(standing.flatMap(({ shares }) => shares).reduce((sum, share) => sum + share.packs, 0)).toBe(667);
});

test("a koperasi suspended between rounds is not asked again, gives back what it had, and the table says why", async () => {
  const kad = await kad03();
  await publish(kad);
  await answerAll(kad, { B: 90 });
  await database.sql`update organisations set state = 'suspended' where id = ${kad.koperasi.C.id}`;
  expect((await compared(kad)).excluded.map(({ koperasiId, why }) => [koperasiId, why])).toEqual(
    expect.arrayContaining([
      [kad.koperasi.C.id, "suspended"],
      [kad.koperasi.B.id, "turnedDown"],
      [kad.koperasi.A.id, "noRoom"],
    ]),
  );
  // C alone had room: the forty are told as a shortfall, not forced on anyone.
  expect(await proposeNextRound(kad.town.systemCall(), { callOffId: kad.callOffId })).toMatchObject({
    roundId: null,
  });
  // What C had accepted goes back as well; the others keep what is theirs, and hearing of it twice changes nothing.
  const { C } = kad.koperasi;
  const stands = (koperasiId: string) => database.sql`select state, accepted_packs, reason from allotments
    where call_off_id = ${kad.callOffId} and koperasi_id = ${koperasiId} and packs > 0`;
  const others = await stands(kad.koperasi.A.id);
  const heard = () => giveBackSuspended(kad.town.systemCall(), { organisationId: C.id });
  expect(await heard()).toMatchObject({ givenBack: 1 });
  expect(await heard()).toMatchObject({ givenBack: 0 });
  expect(await stands(C.id)).toMatchObject([
    { state: "broken", accepted_packs: 0, reason: "Koperasi dibekukan" },
  ]);
  expect(await stands(kad.koperasi.A.id)).toEqual(others);
  await database.sql`update organisations set state = 'active' where id = ${C.id}`;
  // One that is active keeps its word.
  expect(await giveBackSuspended(kad.town.systemCall(), { organisationId: kad.koperasi.A.id })).toMatchObject(
    { givenBack: 0 },
  );
});

test("capacity lowered after publishing leaves the published share to be answered, and asks for no more", async () => {
  const kad = await kad03();
  await publish(kad);
  await declareCapacity(kad.town.callOf(kad.koperasi.C.chair), { callOffId: kad.callOffId, packsMax: 200 });
  expect(await codeOf(answer(kad, "C"))).toBe("allotment.moreThanDeclared");
  expect(await codeOf(answer(kad, "C", 201))).toBe("allotment.moreThanDeclared");
  await answer(kad, "C", 200);
  for (const name of ["A", "B", "D", "E"] as const) await answer(kad, name);
  const { excluded } = await compared(kad);
  expect(excluded).toContainEqual(
    expect.objectContaining({ koperasiId: kad.koperasi.C.id, why: "turnedDown" }),
  );
});

test("who accepted and cannot bring it gives it back: the others only get more, and the failure earns nothing", async () => {
  const kad = await kad03(600);
  const roundId = await publish(kad);
  await answerAll(kad);
  const { C } = kad.koperasi;
  const [share] = (await roundsOf(C.id, kad.callOffId)).flatMap(({ shares }) =>
    shares.filter((one) => one.koperasiId === C.id),
  );
  const release = (
    by: Parameters<typeof kad.town.callOf>[0],
    wish: { keptPacks?: number; excused?: "true" },
  ) =>
    releaseShare(kad.town.callOf(by), {
      allotmentId: share?.id ?? "",
      keptPacks: 140,
      reason: "Kandang kebanjiran",
      ...wish,
    });
  expect(await codeOf(release(kad.koperasi.A.chair, {}))).toBe("allotment.missing");
  expect(await codeOf(release(C.treasurer, {}))).toBe("allotment.forbidden");
  expect(await codeOf(release(C.chair, { excused: "true" }))).toBe("allotment.forbidden");
  expect(await codeOf(release(C.chair, { keptPacks: 192 }))).toBe("allotment.notLess");
  expect(await release(C.chair, {})).toMatchObject({ givenBack: 52 });
  const next = await proposeNextRound(kad.town.systemCall(), { callOffId: kad.callOffId });
  // Room: A 2, B 19, D 4, E 7. C, who gave 52 back, is not asked again.
  expect(await packsIn(kad, next.roundId ?? "")).toEqual({ A: 2, B: 19, D: 4, E: 7 });
  const rounds = await roundsOf(kad.hub.id, kad.callOffId);
  const ofA = rounds.flatMap(({ shares }) => shares).find((one) => one.roundId === next.roundId);
  expect(ofA?.because).toMatchObject({ had: expect.any(Number) });
  const first = rounds.find(({ round }) => round.id === roundId);
  expect(first?.shares.map((one) => one.acceptedPacks).sort()).toEqual([111, 140, 148, 56, 93]);
  await publishAllotment(kad.town.callOf(kad.hub.head), { roundId: next.roundId ?? "" });
  expect(await release(kad.hub.contracts, { keptPacks: 0, excused: "true" })).toMatchObject({
    givenBack: 140,
  });
  expect(await codeOf(release(C.chair, { keptPacks: 0 }))).toBe("allotment.moved");
});

// Last, because what is written down as a rule stays.
test("a standard key that adds up to nothing is refused, with the table left alone", async () => {
  const kad = await kad03();
  await database.sql`
    insert into parameters (id, key, region_code, value, valid_from, source)
    select 'prm_' || left(md5(random()::text), 12), 'allotment.key_parts', o.region_code, '[0, 0, 0]'::jsonb, '2025-06-01', 'uji'
    from organisations o where o.id = ${kad.hub.id}`;
  expect(await codeOf(propose(kad, "webster", "standard"))).toBe("allotment.keyEmpty");
  expect(await roundsOf(kad.hub.id, kad.callOffId)).toEqual([]);
});
