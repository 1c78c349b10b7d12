import fc from "fast-check";
import { expect, test } from "vitest";
import { promisesOf, tryRules } from "#app/modules/allotment/compare.ts";
import { standardWeights } from "#app/modules/allotment/key.ts";
import { allotmentRules, type RoundPlan } from "#app/modules/allotment/round.ts";
import { adjustedTable, faultOf, shareOut } from "#app/modules/allotment/share-out.ts";
import { oneWave } from "#tests/support/rounds.ts";

const member = (most: number) =>
  fc.record({
    weight: fc.integer({ min: 1, max: 50 }),
    past: fc.integer({ min: -5, max: 5 }),
    floor: fc.constant(0),
    cap: fc.integer({ min: 1, max: most }),
    had: fc.constant(0),
  });

const plan: fc.Arbitrary<RoundPlan> = fc
  .record({
    packs: fc.integer({ min: 1, max: 60 }),
    members: fc.array(member(40), { minLength: 2, maxLength: 6 }),
  })
  .map(({ packs, members }) =>
    oneWave(
      packs,
      members.map((one, at) => ({ ...one, id: `K${at}` })),
    ),
  );

const totalsOf = (round: RoundPlan, rule: (typeof allotmentRules)[number]) =>
  shareOut(round, rule).result.totals;

test("a rule that says more packs never give anyone less keeps its word", () => {
  const keepers = allotmentRules.filter((rule) => promisesOf[rule].more === "kept");
  expect(keepers).toEqual(["webster", "equal", "priority"]);
  fc.assert(
    fc.property(plan, fc.constantFrom(...keepers), fc.integer({ min: 1, max: 9 }), (round, rule, added) => {
      const before = totalsOf(round, rule);
      const after = totalsOf(oneWave(round.packs + added, round.members), rule);
      for (const { id } of round.members) expect(after[id]).toBeGreaterThanOrEqual(before[id] ?? 0);
    }),
    { numRuns: 1_000 },
  );
});

test("a rule that says nobody loses when someone drops out keeps its word", () => {
  const keepers = allotmentRules.filter((rule) => promisesOf[rule].fewer === "kept");
  fc.assert(
    fc.property(plan, fc.constantFrom(...keepers), fc.nat({ max: 5 }), (round, rule, at) => {
      const leaving = round.members[at % round.members.length];
      const rest = { ...round, members: round.members.filter((one) => one !== leaving) };
      const [before, after] = [totalsOf(round, rule), totalsOf(rest, rule)];
      for (const { id } of rest.members) expect(after[id]).toBeGreaterThanOrEqual(before[id] ?? 0);
    }),
    { numRuns: 1_000 },
  );
});

test("the largest remainder stays within a pack of the exact share, and promises nothing else: one pack more costs one", () => {
  fc.assert(
    fc.property(plan, (round) => {
      const free = oneWave(
        round.packs,
        round.members.map((one) => ({ ...one, cap: round.packs })),
      );
      const weights = free.members.reduce((sum, one) => sum + one.weight, 0);
      const totals = totalsOf(free, "hamilton");
      for (const { id, weight } of free.members)
        expect(Math.abs((totals[id] ?? 0) - (free.packs * weight) / weights)).toBeLessThan(1);
    }),
    { numRuns: 500 },
  );
  const alabama = (packs: number) =>
    totalsOf(
      oneWave(
        packs,
        [
          ["A", 6],
          ["B", 6],
          ["C", 2],
        ].map(([id, weight]) => ({
          id: String(id),
          weight: Number(weight),
          past: 0,
          floor: 0,
          cap: 100,
          had: 0,
        })),
      ),
      "hamilton",
    );
  expect([alabama(10), alabama(11)]).toEqual([
    { A: 4, B: 4, C: 2 },
    { A: 5, B: 5, C: 1 },
  ]);
});

test("side by side: every rule shares out the same round, and says how evenly", () => {
  const round = oneWave(
    667,
    (
      [
        ["A", 2_400, 150],
        ["B", 1_800, 130],
        ["C", 3_100, 260],
        ["D", 900, 60],
        ["E", 1_500, 100],
      ] as const
    ).map(([id, weight, cap]) => ({ id, weight, cap, past: 0, floor: 0, had: 0 })),
  );
  const tried = tryRules(round, new Map(round.members.map(({ id }) => [id, 1_000n])));
  expect(tried.map(({ rule, packs, costRupiah }) => [rule, packs["C"], costRupiah])).toEqual([
    ["hamilton", 227, 667_000n],
    ["webster", 227, 667_000n],
    ["equal", 227, 667_000n],
    ["priority", 260, 667_000n],
  ]);
  // By the heaviest first, the lightest gets what is left: 27 of its 60.
  expect(tried.map(({ smallest }) => smallest)).toEqual([100, 100, 100, 45]);
});

test("the standard key: 50 % capacity, 30 % kept, 20 % alike; a newcomer counts as reliable, and nothing is no key", () => {
  const sharers = [
    { koperasiId: "A", capacity: 600, history: { offered: 100, kept: 50 } },
    { koperasiId: "B", capacity: 200, history: { offered: 100, kept: 100 } },
    { koperasiId: "C", capacity: 200, history: null },
  ];
  const parts = { capacity: 50, history: 30, equal: 20 };
  expect(standardWeights(sharers, parts)).toEqual(
    // 30 % + 6 % + 6.67 %; twice 10 % + 12 % + 6.67 %.
    new Map([
      ["A", 4_267],
      ["B", 2_867],
      ["C", 2_866],
    ]),
  );
  expect(standardWeights(sharers.toReversed(), parts)).toEqual(standardWeights(sharers, parts));
  expect(standardWeights(sharers, { capacity: 0, history: 0, equal: 0 })).toBeNull();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 5_000 }), fc.nat({ max: 50 }), fc.nat({ max: 50 })), {
        minLength: 1,
        maxLength: 30,
      }),
      (list) => {
        const weights = standardWeights(
          list.map(([capacity, offered, kept], at) => ({
            koperasiId: `K${at}`,
            capacity,
            history: { offered, kept: Math.min(kept, offered) },
          })),
          parts,
        );
        const sum = [...(weights?.values() ?? [])].reduce((all, one) => all + one, 0);
        expect(Math.abs(sum - 10_000)).toBeLessThanOrEqual(list.length);
      },
    ),
  );
});

test("shares that people gave are found at fault when they are more than there is or than a koperasi can bring", () => {
  const round = oneWave(
    10,
    ["A", "B"].map((id) => ({ id, weight: 1, past: 0, floor: 0, cap: 8, had: 0 })),
  );
  const table = shareOut(round, "webster");
  const given = (a: number, b: number) =>
    adjustedTable(round, table, [
      { koperasiId: "A", packs: a },
      { koperasiId: "B", packs: b },
    ]);
  expect(faultOf(round, given(7, 4))).toMatchObject({ code: "moreThanRound", packs: 1 });
  expect(faultOf(round, given(9, 1))).toMatchObject({ code: "aboveCap", koperasiId: "A" });
  expect(faultOf(round, given(7, 2))).toBeNull();
  expect(given(7, 2)).toMatchObject({ unplaced: 1 });
  expect(given(7, 3).shares[0]?.because).toMatchObject({ code: "adjusted", byRule: 5, packs: 7 });
});
