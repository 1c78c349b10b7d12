import fc from "fast-check";
import { expect, test } from "vitest";
import { Filling } from "#app/modules/allotment/filling.ts";
import { type MemberDays, networkOf } from "#app/modules/allotment/network.ts";
import { placeCheaply } from "#app/modules/allotment/placement.ts";
import { type Contender, giveByTurns } from "#app/modules/allotment/turns.ts";
import { tieHash } from "#app/modules/matching/tie-hash.ts";
import { leastCostFlow, type Way } from "#tests/support/least-cost-flow.ts";

/** Waves of two contracts on a few days; what a member can bring on a day is shared by both contracts. */
type Year = {
  readonly waveLots: readonly number[];
  readonly members: readonly (Contender & { readonly days: MemberDays })[];
};

const DAYS = 3;
const CONTRACTS = 2;

const year: fc.Arbitrary<Year> = fc.record({
  waveLots: fc.array(fc.integer({ min: 0, max: 4 }), {
    minLength: DAYS * CONTRACTS,
    maxLength: DAYS * CONTRACTS,
  }),
  members: fc.array(
    fc
      .record({
        weight: fc.integer({ min: 1, max: 5 }),
        past: fc.integer({ min: -2, max: 2 }),
        cap: fc.integer({ min: 0, max: 8 }),
        most: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: DAYS, maxLength: DAYS }),
        serves: fc.subarray([0, 1]),
        cost: fc.array(fc.integer({ min: 0, max: 5 }), {
          minLength: DAYS * CONTRACTS,
          maxLength: DAYS * CONTRACTS,
        }),
      })
      .map(({ weight, past, cap, most, serves, cost }) => ({
        weight,
        past,
        cap,
        days: most.map((lots, day) => ({
          most: lots,
          waves: serves.map((contract) => {
            const wave = day * CONTRACTS + contract;
            return { wave, cost: cost[wave] ?? 0 };
          }),
        })),
      })),
    { minLength: 1, maxLength: 4 },
  ),
});

/** The same year for the oracle, every member wanting what it is given. */
function waysOf({ waveLots, members }: Year, wanted: readonly number[]): { nodes: number; ways: Way[] } {
  const dayOf = (member: number, day: number) => 2 + members.length + member * DAYS + day;
  const waveOf = (wave: number) => 2 + members.length * (1 + DAYS) + wave;
  const ways = members.flatMap(({ days }, member): Way[] => [
    { from: 0, to: 2 + member, most: wanted[member] ?? 0, cost: 0 },
    ...days.flatMap(({ most, waves }, day) => [
      { from: 2 + member, to: dayOf(member, day), most, cost: 0 },
      ...waves.map(({ wave, cost }) => ({ from: dayOf(member, day), to: waveOf(wave), most: 99, cost })),
    ]),
  ]);
  const ends = waveLots.map((lots, wave) => ({ from: waveOf(wave), to: 1, most: lots, cost: 0 }));
  return { nodes: waveOf(waveLots.length), ways: [...ways, ...ends] };
}

function allotted(one: Year) {
  const network = networkOf(
    one.waveLots,
    one.members.map(({ days }) => days),
  );
  const filling = new Filling(network);
  giveByTurns(filling, one.members);
  return { network, totals: filling.totals };
}

test("contracts that share a koperasi's day: every total is the plain greedy's, proven by an independent flow", () => {
  fc.assert(
    fc.property(year, (one) => {
      const { totals } = allotted(one);
      const plain = one.members.map(() => 0);
      const fits = (wanted: readonly number[]) => {
        const { nodes, ways } = waysOf(one, wanted);
        return leastCostFlow(nodes, ways).flow === wanted.reduce((sum, lots) => sum + lots, 0);
      };
      for (;;) {
        const turn = (at: number) =>
          (2 * ((plain[at] ?? 0) + (one.members[at]?.past ?? 0)) + 1) / (one.members[at]?.weight ?? 1);
        const next = plain
          .map((_, at) => at)
          .filter((at) => (plain[at] ?? 0) < (one.members[at]?.cap ?? 0))
          .filter((at) => fits(plain.map((lots, other) => lots + (other === at ? 1 : 0))))
          .sort((a, b) => turn(a) - turn(b) || a - b)[0];
        if (next === undefined) break;
        plain[next] = (plain[next] ?? 0) + 1;
      }
      expect([...totals]).toEqual(plain);
    }),
    { numRuns: 150 },
  );
});

test("given the totals, no placement over days and contracts is cheaper, and no day or wave is overfull", () => {
  fc.assert(
    fc.property(year, (one) => {
      const { network, totals } = allotted(one);
      const lots = placeCheaply(network, totals, tieHash);
      const cost = lots.reduce((sum, each, place) => sum + each * (network.placeCost[place] ?? 0), 0);
      const { nodes, ways } = waysOf(one, [...totals]);
      const best = leastCostFlow(nodes, ways);
      expect(cost).toBe(best.cost);
      expect(lots.reduce((sum, each) => sum + each, 0)).toBe(best.flow);
      for (const [day, most] of network.dayMost.entries()) {
        const used = lots.subarray(network.placeStart[day], network.placeStart[day + 1]);
        expect(used.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(most);
      }
      for (const [wave, asked] of network.waveLots.entries()) {
        const used = lots.reduce(
          (sum, each, place) => sum + (network.placeWave[place] === wave ? each : 0),
          0,
        );
        expect(used).toBeLessThanOrEqual(asked);
      }
    }),
    { numRuns: 300 },
  );
});

test("whoever is told no, in whatever order lots are asked for, can be given none by any rearrangement", () => {
  fc.assert(
    fc.property(year, fc.array(fc.nat({ max: 3 }), { minLength: 12, maxLength: 40 }), (one, order) => {
      const network = networkOf(
        one.waveLots,
        one.members.map(({ days }) => days),
      );
      const filling = new Filling(network);
      for (const turn of order) {
        const member = turn % one.members.length;
        if (filling.give(member, 1) === 1) continue;
        const wanted = [...filling.totals].map((lots, at) => lots + (at === member ? 1 : 0));
        const { nodes, ways } = waysOf(one, wanted);
        expect(leastCostFlow(nodes, ways).flow).toBeLessThan(wanted.reduce((sum, lots) => sum + lots, 0));
        break;
      }
    }),
    { numRuns: 2_000 },
  );
});
