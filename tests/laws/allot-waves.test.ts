import fc from "fast-check";
import { expect, test } from "vitest";
import { type AllotInstance, allot } from "#app/modules/allotment/allot.ts";
import { idHash, tieHash } from "#app/modules/matching/tie-hash.ts";
import { seeded } from "#tests/support/markets.ts";

type Shape = { readonly members: number; readonly waves: number; readonly lots: number };

function call(most: Shape): fc.Arbitrary<AllotInstance> {
  return fc
    .record({
      members: fc.integer({ min: 1, max: most.members }),
      waves: fc.integer({ min: 1, max: most.waves }),
    })
    .chain(({ members, waves }) => {
      const waveIds = Array.from({ length: waves }, (_, at) => `wave ${at}`);
      const lots = fc.integer({ min: 0, max: most.lots });
      const byWave = (arbitrary: fc.Arbitrary<number>) =>
        fc
          .tuple(...waveIds.map(() => fc.option(arbitrary, { nil: null, freq: 4 })))
          .map((list) =>
            Object.fromEntries(
              list.flatMap((value, at) => (value === null ? [] : [[waveIds[at] ?? "", value]])),
            ),
          );
      return fc.record({
        format: fc.constant("lumbung-allot/1" as const),
        rule: fc.constantFrom("webster", "equal", "priority"),
        waves: fc.tuple(...waveIds.map((id) => lots.map((count) => ({ id, lots: count })))),
        members: fc.tuple(
          ...Array.from({ length: members }, (_, at) =>
            fc.record({
              id: fc.constant(`member ${at}`),
              weight: fc.integer({ min: 1, max: 5 }),
              past: fc.integer({ min: -2, max: 2 }),
              floor: fc.integer({ min: 0, max: 2 }),
              cap: fc.integer({ min: 0, max: most.lots * 2 }),
              perWave: byWave(lots),
              cost: byWave(fc.integer({ min: 0, max: 3 })),
            }),
          ),
        ),
      });
    });
}

// Goal: totals are those of the greedy with rearrangement. Method: the same greedy with the plainest possible test of
// "can still be given one": an integer flow found from nothing each time.
test("totals are those of the plain greedy, and as many lots are placed as any plan could", () => {
  fc.assert(
    fc.property(call({ members: 5, waves: 4, lots: 5 }), (instance) => {
      const { totals, unplaced } = allot(instance);
      const plain = plainGreedy(instance);
      expect(instance.members.map(({ id }) => totals[id])).toEqual(plain);
      const open = instance.members.map(({ cap }) => cap ?? 0);
      const placed =
        instance.waves.reduce((sum, { lots }) => sum + lots, 0) -
        unplaced.reduce((sum, { lots }) => sum + lots, 0);
      expect(placed).toBe(largestFlow(instance, open));
    }),
    { numRuns: 300 },
  );
});

function plainGreedy(instance: AllotInstance): number[] {
  const { members, rule } = instance;
  const totals = members.map(() => 0);
  const ratio = (at: number) => {
    const { weight, past = 0 } = members[at] as AllotInstance["members"][number];
    if (rule === "priority") return at;
    return (2 * ((totals[at] ?? 0) + past) + 1) / (rule === "equal" ? 1 : weight);
  };
  const fits = (at: number) => {
    const wanted = totals.map((lots, member) => lots + (member === at ? 1 : 0));
    return largestFlow(instance, wanted) === wanted.reduce((sum, lots) => sum + lots, 0);
  };
  const stage = (limits: number[]) => {
    for (;;) {
      const able = members
        .map((_, at) => at)
        .filter((at) => (totals[at] ?? 0) < (limits[at] ?? 0) && fits(at));
      const next = able.sort((a, b) => ratio(a) - ratio(b) || a - b)[0];
      if (next === undefined) return;
      totals[next] = (totals[next] ?? 0) + 1;
    }
  };
  stage(members.map(({ floor = 0, cap = 0 }) => Math.min(floor, cap)));
  stage(members.map(({ cap = 0 }) => cap));
  return totals;
}

/** The most lots that members can be given at once when each wants no more than `wanted`. */
function largestFlow({ members, waves }: AllotInstance, wanted: readonly number[]): number {
  const cells = members.map(({ perWave }) => waves.map(({ id }) => ({ most: perWave[id] ?? 0, lots: 0 })));
  const left = waves.map(({ lots }) => lots);
  let flow = 0;
  const augment = (member: number, seen: Set<number>): boolean => {
    for (const [wave, cell] of (cells[member] ?? []).entries()) {
      if (cell.lots >= cell.most || seen.has(wave)) continue;
      seen.add(wave);
      if ((left[wave] ?? 0) > 0) {
        left[wave] = (left[wave] ?? 0) - 1;
        cell.lots++;
        return true;
      }
      for (const [other, row] of cells.entries()) {
        const shrinks = row[wave];
        if (other === member || !shrinks || shrinks.lots === 0 || !augment(other, seen)) continue;
        shrinks.lots--;
        cell.lots++;
        return true;
      }
    }
    return false;
  };
  for (const [member, lots] of wanted.entries()) {
    for (let count = 0; count < lots && augment(member, new Set()); count++) flow++;
  }
  return flow;
}

test("given the totals, no placement is cheaper, and among the cheapest it has the smallest hashes", () => {
  fc.assert(
    fc.property(call({ members: 3, waves: 3, lots: 2 }), (instance) => {
      const { totals, cells, cost, unplaced } = allot(instance);
      const score = (amounts: readonly { member: string; wave: string; lots: number }[]) => ({
        cost: amounts.reduce(
          (sum, { member, wave, lots }) =>
            sum + lots * (instance.members.find(({ id }) => id === member)?.cost?.[wave] ?? 0),
          0,
        ),
        ties: amounts.reduce(
          (sum, { member, wave, lots }) => sum + lots * tieHash(idHash(member, 0), idHash(wave, 0)),
          0,
        ),
      });
      const all = everyPlacement(instance, totals)
        .map(score)
        .sort((a, b) => a.cost - b.cost || a.ties - b.ties);
      expect(score(cells)).toEqual(all[0]);
      expect(cost).toBe(String(all[0]?.cost));
      for (const { wave, lots } of unplaced) {
        const used = cells.filter((cell) => cell.wave === wave).reduce((sum, cell) => sum + cell.lots, 0);
        expect(used + lots).toBe(instance.waves.find(({ id }) => id === wave)?.lots);
      }
    }),
    { numRuns: 200 },
  );
});

function everyPlacement({ members, waves }: AllotInstance, totals: Readonly<Record<string, number>>) {
  const cells = members.flatMap(({ id, perWave }) =>
    waves.map((wave) => ({ member: id, wave: wave.id, most: perWave[wave.id] ?? 0 })),
  );
  const need: Record<string, number> = { ...totals };
  const left: Record<string, number> = Object.fromEntries(waves.map(({ id, lots }) => [id, lots]));
  const found: { member: string; wave: string; lots: number }[][] = [];
  const chosen: { member: string; wave: string; lots: number }[] = [];
  const place = (at: number) => {
    const cell = cells[at];
    if (cell === undefined) {
      if (Object.values(need).every((lots) => lots === 0)) found.push(chosen.filter(({ lots }) => lots > 0));
      return;
    }
    const { member, wave } = cell;
    const most = Math.min(cell.most, need[member] ?? 0, left[wave] ?? 0);
    for (let lots = 0; lots <= most; lots++) {
      need[member] = (need[member] ?? 0) - lots;
      left[wave] = (left[wave] ?? 0) - lots;
      chosen.push({ member, wave, lots });
      place(at + 1);
      chosen.pop();
      need[member] = (need[member] ?? 0) + lots;
      left[wave] = (left[wave] ?? 0) + lots;
    }
  };
  place(0);
  return found;
}

// What the screen says of these rules (`promisesOf`) holds over all waves together, with floors, caps and past lots.
test("a lot more in a wave takes none from anybody, and a member that leaves takes none from the others", () => {
  fc.assert(
    fc.property(call({ members: 5, waves: 4, lots: 5 }), fc.nat(), (instance, dice) => {
      const before = allot(instance).totals;
      const grown = dice % instance.waves.length;
      const waves = instance.waves.map((wave, at) =>
        at === grown ? { ...wave, lots: wave.lots + 1 } : wave,
      );
      const more = allot({ ...instance, waves }).totals;
      for (const { id } of instance.members) expect(more[id]).toBeGreaterThanOrEqual(before[id] ?? 0);
      const leaving = dice % instance.members.length;
      const members = instance.members.filter((_, at) => at !== leaving);
      const fewer = allot({ ...instance, members }).totals;
      for (const { id } of members) expect(fewer[id]).toBeGreaterThanOrEqual(before[id] ?? 0);
    }),
    { numRuns: 500 },
  );
});

test("neither the order of waves nor, but for priority, of members changes the plan", () => {
  fc.assert(
    fc.property(call({ members: 5, waves: 4, lots: 6 }), (instance) => {
      const turned = {
        ...instance,
        waves: instance.waves.toReversed(),
        members: instance.rule === "priority" ? instance.members : instance.members.toReversed(),
      };
      expect(JSON.stringify(allot(turned))).toBe(JSON.stringify(allot(instance)));
    }),
    { numRuns: 200 },
  );
});

test("a year of waves for hundreds of koperasi is planned in moments", () => {
  const random = seeded(8);
  const waves = Array.from({ length: 26 }, (_, at) => ({
    id: `week-${at}`,
    lots: 150 + Math.floor(random() * 100),
  }));
  const instance: AllotInstance = {
    format: "lumbung-allot/1",
    rule: "webster",
    waves,
    members: Array.from({ length: 300 }, (_, at) => ({
      id: `koperasi-${at}`,
      weight: 1 + Math.floor(random() * 900),
      perWave: Object.fromEntries(
        waves.filter(() => random() < 0.3).map(({ id }) => [id, 1 + Math.floor(random() * 6)]),
      ),
      cost: Object.fromEntries(waves.map(({ id }) => [id, Math.floor(random() * 2_000_000)])),
    })),
  };
  const { totals, cells } = allot(instance);
  const given = cells.reduce((sum, { lots }) => sum + lots, 0);
  expect(given).toBe(Object.values(totals).reduce((sum, lots) => sum + lots, 0));
  expect(given).toBeGreaterThan(3_000);
});
