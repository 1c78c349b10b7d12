import fc from "fast-check";
import { expect, test } from "vitest";
import type { AllotmentState } from "#app/modules/allotment/allotment-lifecycle.ts";
import type { Exclusion } from "#app/modules/allotment/exclusion.ts";
import {
  allotmentRules,
  answerDeadline,
  type Given,
  pastOf,
  planRound,
  restOf,
  type Sharer,
  takenPacks,
} from "#app/modules/allotment/round.ts";
import { shareOut } from "#app/modules/allotment/share-out.ts";

function sharer(koperasiId: string, weight: number, packsMax: number, wish: Partial<Sharer> = {}): Sharer {
  return { koperasiId, weight, packsMax, unfit: null, floorPacks: 0, past: 0, ...wish };
}

/** The round of a call-off that stands alone. */
function planOf(packs: number, sharers: readonly Sharer[], given: readonly Given[] = []) {
  return planRound([{ id: "W", packs, sharers, given }]);
}

const five = [
  sharer("A", 2_400, 150),
  sharer("B", 1_800, 130),
  sharer("C", 3_100, 260),
  sharer("D", 900, 60),
  sharer("E", 1_500, 100),
];

function shares(packs: number, sharers: readonly Sharer[], given: readonly Given[] = []) {
  const table = shareOut(planOf(packs, sharers, given), "hamilton");
  return {
    packs: Object.fromEntries(table.shares.map((share) => [share.koperasiId, share.packs])),
    unplaced: table.unplaced,
    codes: Object.fromEntries(table.shares.map((share) => [share.koperasiId, share.because.code])),
  };
}

test("KAD-03: 667 crates are split 150/130/227/60/100, and everyone is told what bound them", () => {
  const table = shares(667, five);
  expect(table.packs).toEqual({ A: 150, B: 130, C: 227, D: 60, E: 100 });
  expect(table.codes).toEqual({ A: "capped", B: "capped", C: "share", D: "capped", E: "capped" });
  expect(shares(600, five).packs).toEqual({ A: 148, B: 111, C: 192, D: 56, E: 93 });
  expect(shares(750, five)).toMatchObject({
    packs: { A: 150, B: 130, C: 260, D: 60, E: 100 },
    unplaced: 50,
  });
});

test("what a koperasi turned down goes to those with room, and it is not asked again", () => {
  const given: Given[] = [
    { koperasiId: "A", packs: 150, acceptedPacks: 150, state: "accepted" },
    { koperasiId: "B", packs: 130, acceptedPacks: 90, state: "accepted" },
    { koperasiId: "C", packs: 227, acceptedPacks: 227, state: "accepted" },
    { koperasiId: "D", packs: 60, acceptedPacks: 60, state: "accepted" },
    { koperasiId: "E", packs: 100, acceptedPacks: 100, state: "accepted" },
  ];
  expect(restOf(667, given)).toBe(40);
  expect(shares(667, five, given)).toMatchObject({ packs: { C: 33 }, unplaced: 7 });
});

test("a koperasi that does not trade now, let its share lapse or has no room is left out", () => {
  const given: Given[] = [{ koperasiId: "B", packs: 10, acceptedPacks: null, state: "lapsed" }];
  const sharers = [
    sharer("A", 1, 10, { unfit: "suspended" }),
    sharer("B", 1, 10),
    sharer("C", 1, 0),
    sharer("D", 1, 10),
  ];
  expect(planOf(20, sharers, given).members.map((member) => member.id)).toEqual(["D"]);
});

test("a floor is met once, not every round", () => {
  const newcomer = [sharer("A", 1, 50, { floorPacks: 20 }), sharer("B", 99, 500)];
  expect(shares(100, newcomer).packs).toMatchObject({ A: 20 });
  const given: Given[] = [
    { koperasiId: "A", packs: 20, acceptedPacks: 20, state: "accepted" },
    { koperasiId: "B", packs: 40, acceptedPacks: 40, state: "accepted" },
  ];
  expect(planOf(100, newcomer, given).members[0]).toMatchObject({ id: "A", floor: 0, cap: 30, past: 20 });
});

const states: AllotmentState[] = ["published", "accepted", "declined", "lapsed", "fulfilled", "broken"];

test("rounds never share out more than is left, nor ask anyone for more than it can bring", () => {
  const ids = ["A", "B", "C", "D", "E"];
  const arbitrarySharers = fc
    .tuple(
      ...ids.map((id) =>
        fc
          .record({
            weight: fc.integer({ min: 1, max: 5_000 }),
            packsMax: fc.integer({ min: 0, max: 300 }),
            past: fc.integer({ min: -50, max: 50 }),
            unfit: fc.constantFrom<Exclusion | null>(null, "suspended"),
            floor: fc.integer({ min: 0, max: 300 }),
          })
          .map(({ floor, ...wish }) =>
            sharer(id, wish.weight, wish.packsMax, { ...wish, floorPacks: Math.min(floor, wish.packsMax) }),
          ),
      ),
    )
    .map((all) => all as Sharer[]);
  const arbitraryGiven = fc.array(
    fc
      .record({
        koperasiId: fc.constantFrom(...ids),
        packs: fc.integer({ min: 1, max: 60 }),
        state: fc.constantFrom(...states),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ part, ...given }) => ({ ...given, acceptedPacks: Math.floor(given.packs * part) })),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 400, max: 1_000 }),
      arbitrarySharers,
      arbitraryGiven,
      fc.constantFrom(...allotmentRules),
      (packs, sharers, given, rule) => {
        const plan = planOf(packs, sharers, given);
        if (plan.members.length === 0) return;
        const table = shareOut(plan, rule);
        const placed = table.shares.reduce((sum, share) => sum + share.packs, 0);
        expect(placed + table.unplaced).toBe(restOf(packs, given));
        for (const share of table.shares) {
          const before = given
            .filter((one) => one.koperasiId === share.koperasiId)
            .reduce((sum, one) => sum + takenPacks(one), 0);
          const most = sharers.find((one) => one.koperasiId === share.koperasiId)?.packsMax ?? 0;
          expect(before + share.packs).toBeLessThanOrEqual(most);
        }
      },
    ),
  );
});

test("fairness remembers offers against what weight made due, and the memory adds up to nothing", () => {
  const remembered = [
    { callOffId: "1", koperasiId: "A", weight: 1, offeredPacks: 70 },
    { callOffId: "1", koperasiId: "B", weight: 1, offeredPacks: 30 },
    { callOffId: "2", koperasiId: "A", weight: 1, offeredPacks: 10 },
    { callOffId: "2", koperasiId: "B", weight: 3, offeredPacks: 10 },
  ];
  expect(pastOf(remembered)).toEqual(
    new Map([
      ["A", 25],
      ["B", -25],
    ]),
  );
  const row = fc.record({
    callOffId: fc.constantFrom("1", "2", "3"),
    koperasiId: fc.constantFrom("A", "B", "C", "D"),
    weight: fc.integer({ min: 1, max: 9_999 }),
    offeredPacks: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: (one) => `${one.callOffId}/${one.koperasiId}` }), (rows) => {
      const total = [...pastOf(rows).values()].reduce((sum, past) => sum + past, 0);
      expect(total).toBe(0);
    }),
  );
});

test("whoever was short before comes first in the next call-off", () => {
  const owed = [sharer("A", 1, 100, { past: 25 }), sharer("B", 1, 100, { past: -25 })];
  const table = shareOut(planOf(60, owed), "webster");
  expect(table.shares.map((share) => share.packs)).toEqual([5, 55]);
});

test("a share can be answered until the call-off's deadline, and never for less than the hours of the rule", () => {
  const published = new Date("2026-07-06T01:00:00Z");
  const late = new Date("2026-07-07T01:00:00Z");
  const early = new Date("2026-07-06T02:00:00Z");
  expect(answerDeadline(late, published, 4)).toEqual(late);
  expect(answerDeadline(early, published, 4)).toEqual(new Date("2026-07-06T05:00:00Z"));
});
