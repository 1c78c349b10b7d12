import fc from "fast-check";
import { expect, test } from "vitest";
import { type AllotInstance, allot } from "#app/modules/allotment/allot.ts";
import { AllotRefused, readAllotInstance } from "#app/modules/allotment/allot-instance.ts";
import { apportion, type Claim } from "#app/modules/allotment/apportion.ts";

type Member = AllotInstance["members"][number];

function oneWave(
  rule: AllotInstance["rule"],
  lots: number,
  members: readonly Omit<Member, "perWave">[],
): AllotInstance {
  return {
    format: "lumbung-allot/1",
    rule,
    waves: [{ id: "W1", lots }],
    members: members.map((member) => ({ ...member, perWave: { W1: 1_000_000 } })),
  };
}

const golden = [
  { id: "A", weight: 2400, cap: 150 },
  { id: "B", weight: 1800, cap: 130 },
  { id: "C", weight: 3100, cap: 260 },
  { id: "D", weight: 900, cap: 60 },
  { id: "E", weight: 1500, cap: 100 },
];

test("the worked example of the rulebook comes out to the crate", () => {
  const split = (lots: number) => allot(oneWave("hamilton", lots, golden));
  expect(split(600).totals).toEqual({ A: 148, B: 111, C: 192, D: 56, E: 93 });
  expect(split(667).totals).toEqual({ A: 150, B: 130, C: 227, D: 60, E: 100 });
  expect(split(750).totals).toEqual({ A: 150, B: 130, C: 260, D: 60, E: 100 });
  expect(split(750).unplaced).toEqual([{ wave: "W1", lots: 50 }]);
});

test("priority serves in the order listed, equal levels, webster follows the weight", () => {
  const totals = (rule: AllotInstance["rule"], lots: number) =>
    Object.values(allot(oneWave(rule, lots, golden)).totals);
  expect(totals("priority", 600)).toEqual([150, 130, 260, 60, 0]);
  expect(totals("equal", 600)).toEqual([150, 130, 160, 60, 100]);
  expect(totals("webster", 600)).toEqual([148, 111, 192, 56, 93]);
  expect(allot(oneWave("priority", 300, golden.toReversed())).totals).toEqual({
    A: 0,
    B: 0,
    C: 140,
    D: 60,
    E: 100,
  });
});

const member = fc.record({
  weight: fc.integer({ min: 1, max: 30 }),
  past: fc.integer({ min: -4, max: 4 }),
  floor: fc.integer({ min: 0, max: 4 }),
  cap: fc.integer({ min: 0, max: 20 }),
});
const crowd = fc
  .array(member, { minLength: 1, maxLength: 7 })
  .map((list) => list.map((it, at) => ({ id: String.fromCharCode(65 + at), ...it })));
const lotCount = fc.integer({ min: 0, max: 60 });

test("hamilton is the capped largest remainder, step by step as the format says", () => {
  fc.assert(
    fc.property(crowd, lotCount, (members, lots) => {
      const plain = members.map((it) => ({ ...it, floor: 0 }));
      expect(allot(oneWave("hamilton", lots, plain)).totals).toEqual(hamiltonByTheBook(lots, plain));
    }),
    { numRuns: 300 },
  );
});

/** The sentence of the format in the plainest code; weights are small enough for exact numbers. */
function hamiltonByTheBook(
  lots: number,
  members: readonly { id: string; weight: number; cap: number }[],
): Record<string, number> {
  const totals: Record<string, number> = {};
  let left = lots;
  let open = [...members];
  for (;;) {
    const weights = open.reduce((sum, { weight }) => sum + weight, 0);
    const full = open.filter(({ weight, cap }) => left * weight >= cap * weights);
    if (full.length === 0) {
      const rests = open.map(({ id, weight }) => ({ id, rest: (left * weight) % weights }));
      for (const { id, weight } of open) totals[id] = Math.floor((left * weight) / weights);
      const over = left - open.reduce((sum, { id }) => sum + (totals[id] ?? 0), 0);
      rests.sort((a, b) => b.rest - a.rest || (a.id < b.id ? -1 : 1));
      for (const { id } of rests.slice(0, over)) totals[id] = (totals[id] ?? 0) + 1;
      return totals;
    }
    for (const { id, cap } of full) totals[id] = cap;
    left -= full.reduce((sum, { cap }) => sum + cap, 0);
    open = open.filter((it) => !full.includes(it));
  }
}

test("with floors, everyone's ideal is one multiple of the weight, kept between floor and cap", () => {
  fc.assert(
    fc.property(crowd, lotCount, (members, lots) => {
      const claims: Claim[] = members.map(({ weight, floor, cap }) => ({
        weight,
        floor: Math.min(floor, cap),
        cap,
      }));
      const floors = claims.reduce((sum, { floor }) => sum + floor, 0);
      const shares = apportion(lots, claims);
      const given = shares.reduce((sum, share) => sum + share.lots, 0);
      expect(given).toBe(
        Math.min(
          lots,
          claims.reduce((sum, { cap }) => sum + cap, 0),
        ),
      );
      const free = shares.findIndex((share) => share.settledBy === "ideal");
      if (floors >= given || free === -1) return;
      const share = shares[free];
      if (share?.settledBy !== "ideal") return;
      const level =
        Number(share.ideal.numerator) / Number(share.ideal.denominator) / (claims[free]?.weight ?? 1);
      for (const [at, claim] of claims.entries()) {
        const between = Math.max(claim.floor, Math.min(claim.cap, level * claim.weight));
        expect(Math.abs((shares[at]?.lots ?? 0) - between)).toBeLessThan(1);
      }
    }),
    { numRuns: 300 },
  );
});

test("floors that ask for more than there is are themselves what is shared", () => {
  const result = allot(
    oneWave("hamilton", 5, [
      { id: "A", weight: 1, floor: 4 },
      { id: "B", weight: 3, floor: 4 },
      { id: "C", weight: 9 },
    ]),
  );
  expect(result.totals).toEqual({ A: 1, B: 4, C: 0 });
  const webster = allot(
    oneWave("webster", 5, [
      { id: "A", weight: 1, floor: 4 },
      { id: "B", weight: 3, floor: 4 },
      { id: "C", weight: 9 },
    ]),
  );
  expect(webster.totals).toEqual({ A: 1, B: 4, C: 0 });
});

test("whatever the rule, nothing is lost, no cap is passed, and every floor that fits is met", () => {
  fc.assert(
    fc.property(
      crowd,
      lotCount,
      fc.constantFrom("hamilton", "webster", "equal", "priority"),
      (members, lots, rule) => {
        const { totals, unplaced } = allot(oneWave(rule, lots, members));
        const given = Object.values(totals).reduce((sum, x) => sum + x, 0);
        expect(given + (unplaced[0]?.lots ?? 0)).toBe(lots);
        expect(given).toBe(
          Math.min(
            lots,
            members.reduce((sum, { cap }) => sum + cap, 0),
          ),
        );
        const floors = members.reduce((sum, { floor, cap }) => sum + Math.min(floor, cap), 0);
        for (const { id, floor, cap } of members) {
          expect(totals[id]).toBeLessThanOrEqual(cap);
          if (floors <= lots) expect(totals[id]).toBeGreaterThanOrEqual(Math.min(floor, cap));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("webster: no lot could move to someone whose turn came earlier", () => {
  fc.assert(
    fc.property(crowd, lotCount, (members, lots) => {
      const { totals } = allot(
        oneWave(
          "webster",
          lots,
          members.map((it) => ({ ...it, floor: 0 })),
        ),
      );
      const has = (id: string) => totals[id] ?? 0;
      for (const giver of members.filter(({ id }) => has(id) > 0)) {
        for (const taker of members.filter(({ id, cap }) => has(id) < cap && id !== giver.id)) {
          const gave = (2 * (has(giver.id) - 1 + giver.past) + 1) * taker.weight;
          const next = (2 * (has(taker.id) + taker.past) + 1) * giver.weight;
          expect(gave < next || (gave === next && giver.id < taker.id)).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("webster: one lot more for all is one lot less for none", () => {
  fc.assert(
    fc.property(crowd, lotCount, (members, lots) => {
      const fewer = allot(oneWave("webster", lots, members)).totals;
      const more = allot(oneWave("webster", lots + 1, members)).totals;
      for (const { id } of members) expect(more[id]).toBeGreaterThanOrEqual(fewer[id] ?? 0);
    }),
    { numRuns: 200 },
  );
});

test("webster: two rounds that remember the first are one round", () => {
  fc.assert(
    fc.property(crowd, lotCount, lotCount, (members, first, second) => {
      const open = members.map(({ id, weight, past }) => ({ id, weight, past }));
      const once = allot(oneWave("webster", first + second, open)).totals;
      const early = allot(oneWave("webster", first, open)).totals;
      const late = allot(
        oneWave(
          "webster",
          second,
          open.map((it) => ({ ...it, past: it.past + (early[it.id] ?? 0) })),
        ),
      ).totals;
      for (const { id } of open) expect((early[id] ?? 0) + (late[id] ?? 0)).toBe(once[id]);
    }),
    { numRuns: 150 },
  );
});

test("the order of the list decides only under the rule that says so", () => {
  fc.assert(
    fc.property(
      crowd,
      lotCount,
      fc.constantFrom("hamilton", "webster", "equal"),
      fc.infiniteStream(fc.nat()),
      (members, lots, rule, dice) => {
        const shuffled = members
          .map((it) => ({ it, at: dice.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ it }) => it);
        expect(JSON.stringify(allot(oneWave(rule, lots, shuffled)))).toBe(
          JSON.stringify(allot(oneWave(rule, lots, members))),
        );
      },
    ),
  );
});

test("weights near the limit are compared exactly", () => {
  const weight = Number.MAX_SAFE_INTEGER;
  const pair = [
    { id: "A", weight: weight - 1 },
    { id: "B", weight },
  ];
  for (const rule of ["hamilton", "webster"] as const)
    expect(allot(oneWave(rule, 3, pair)).totals).toEqual({ A: 1, B: 2 });
});

test("each member is told why, in a code that fits", () => {
  const codes = (instance: AllotInstance) => allot(instance).because.map(({ code }) => code);
  expect(codes(oneWave("hamilton", 667, golden))).toEqual([
    "capReached",
    "capReached",
    "ideal",
    "capReached",
    "capReached",
  ]);
  expect(codes(oneWave("webster", 600, golden))).toEqual(golden.map(() => "lotsRanOut"));
  expect(
    codes(
      oneWave("hamilton", 10, [
        { id: "A", weight: 100 },
        { id: "B", weight: 1, floor: 2 },
      ]),
    ),
  ).toEqual(["ideal", "floorRaised"]);
  const barred = oneWave("equal", 10, [{ id: "A", weight: 1 }]);
  expect(codes({ ...barred, members: [...barred.members, { id: "B", weight: 1, perWave: {} }] })).toEqual([
    "lotsRanOut",
    "noPlace",
  ]);
});

test("what is wrong with a call-off is named", () => {
  const good = oneWave("webster", 5, [{ id: "A", weight: 1 }]);
  const [first] = good.members;
  if (!first) throw new Error("there is a member");
  const wrong: [unknown, RegExp][] = [
    ["", /expected object/],
    [{ ...good, rule: "lottery" }, /rule/],
    [{ ...good, members: [first, first] }, /members\[1\]\.id: "A" is there twice/],
    [{ ...good, members: [{ ...first, weight: 0 }] }, /members\[0\]\.weight/],
    [{ ...good, members: [{ ...first, perWave: { W9: 1 } }] }, /members\[0\]\.perWave: "W9" is not a wave/],
    [
      { ...good, rule: "hamilton", waves: [...good.waves, { id: "W2", lots: 1 }] },
      /hamilton splits exactly one wave/,
    ],
    [{ ...good, waves: [{ id: "W1", lots: 10 ** 12 }] }, /use a larger lot/],
  ];
  for (const [json, why] of wrong) expect(() => readAllotInstance(json)).toThrow(why);
  expect(() => allot({ ...good, waves: [] })).toThrow(AllotRefused);
});
