// What it would bring to move accepted lots from wave to wave when a koperasi drops out of a schedule (decision 027), beside
// what is done: nobody who keeps a promise is moved, and what is missing goes to those with room in the same wave.
// Schedules of the sizes that trade centers have, all drawn from `--seed`.

import { parseArgs } from "node:util";
import { Filling } from "#app/modules/allotment/filling.ts";
import { type Network, networkOf } from "#app/modules/allotment/network.ts";
import { placeCheaply } from "#app/modules/allotment/placement.ts";
import { type Contender, giveByTurns } from "#app/modules/allotment/turns.ts";
import { tieHash } from "#app/modules/matching/tie-hash.ts";
import { seeded } from "#tests/support/markets.ts";
import { report } from "./load.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "7" }, json: { type: "boolean" } },
});

const FAILURES = 400;
const PACKS = 200;
const tie = (member: number, wave: number, round: number) => tieHash(member * 31 + round, wave * 17);

type Shape = {
  readonly koperasi: number;
  readonly waves: number;
  /** What koperasi can bring together, over what is asked. */
  readonly supply: number;
  /** How likely a koperasi comes to a wave at all. */
  readonly comes: number;
  /** How likely it wants less of all waves together than it can bring on each: only then can a move bring anything. */
  readonly limited: number;
};

/** Lots by member and wave: the most that it can bring, and what it has accepted; and the most it wants of all waves. */
type Schedule = {
  readonly asked: number[];
  readonly most: number[][];
  readonly limit: number[];
  readonly has: number[][];
};

function scheduleOf({ koperasi, waves, supply, comes, limited }: Shape, random: () => number): Schedule {
  const asked = Array.from({ length: waves }, () => Math.round(PACKS * (0.5 + random())));
  const wish = Array.from({ length: koperasi }, () => {
    const size = 0.2 + random();
    return asked.map(() => (random() < comes ? size * (0.5 + random()) : 0));
  });
  const part = wish.map(() => (random() < limited ? 0.4 + 0.4 * random() : 1));
  const wanted = wish.map((row, at) => sumOf(row) * (part[at] ?? 1));
  const scale = (supply * sumOf(asked)) / Math.max(1e-9, sumOf(wanted));
  const most = wish.map((row) => row.map((lots) => Math.round(lots * scale)));
  const limit = most.map((row, at) => Math.round(sumOf(row) * (part[at] ?? 1)));
  const network = networkOf(
    asked,
    most.map((row) => row.map((lots, wave) => ({ most: lots, waves: [{ wave, cost: 0 }] }))),
  );
  const totals = filled(
    network,
    limit.map((cap) => ({ weight: 1 + Math.floor(random() * 2_000), past: 0, cap })),
  );
  const lots = placeCheaply(network, totals, tie);
  const has = most.map((row, at) => row.map((_, wave) => lots[at * row.length + wave] ?? 0));
  return { asked, most, limit, has };
}

/** What everybody gets by turns, first up to one line's caps and then up to the next one's. */
function filled(network: Network, ...lines: readonly (readonly Contender[])[]): Float64Array {
  const filling = new Filling(network);
  for (const line of lines) giveByTurns(filling, line);
  return filling.totals;
}

/** The failing member is left with nothing from wave `from` on; earlier waves are over. */
function failureOf({ asked, most, limit, has }: Schedule, who: number, from: number) {
  const open = asked.slice(from);
  const others = most.flatMap((row, at) => {
    const own = has[at] ?? [];
    const room = (limit[at] ?? 0) - sumOf(own);
    return at === who ? [] : [{ most: row.slice(from), has: own.slice(from), room }];
  });
  const lost = sumOf((has[who] ?? []).slice(from));
  const left = open.map((lots, wave) => lots - sumOf(others.map((one) => one.has[wave] ?? 0)));
  const upTo = (caps: readonly number[]) => caps.map((cap) => ({ weight: 1, past: 0, cap }));
  const still = networkOf(
    left,
    others.map((one) =>
      one.most.map((lots, wave) => ({ most: lots - (one.has[wave] ?? 0), waves: [{ wave, cost: 0 }] })),
    ),
  );
  const inPlace = sumOf([...filled(still, upTo(others.map(({ room }) => room)))]);
  // What a member has is a way of its own, at no cost; whatever lies elsewhere afterwards was added or moved.
  const movable = networkOf(
    open,
    others.map((one) =>
      one.most.flatMap((lots, wave) => [
        { most: one.has[wave] ?? 0, waves: [{ wave, cost: 0 }] },
        { most: lots - (one.has[wave] ?? 0), waves: [{ wave, cost: 1 }] },
      ]),
    ),
  );
  const kept = others.map((one) => sumOf(one.has));
  const totals = filled(movable, upTo(kept), upTo(others.map(({ room }, at) => (kept[at] ?? 0) + room)));
  const lots = placeCheaply(movable, totals, tie);
  const withMoves = sumOf([...totals]) - sumOf(kept);
  const disturbed = others.filter((one, at) =>
    one.has.some((had, wave) => (lots[2 * (at * open.length + wave)] ?? 0) < had),
  ).length;
  const elsewhere = lots.reduce((sum, each, place) => sum + each * (movable.placeCost[place] ?? 0), 0);
  return { lost, inPlace, withMoves, disturbed, shifted: elsewhere - withMoves };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, each) => sum + each, 0);
}

const rows: Record<string, string> = {};
for (const [koperasi, waves] of [
  [5, 3],
  [18, 4],
  [46, 12],
] as const) {
  for (const limited of [0, 0.3, 0.8]) {
    const random = seeded(Number(values.seed));
    const failures: ReturnType<typeof failureOf>[] = [];
    while (failures.length < FAILURES) {
      const schedule = scheduleOf({ koperasi, waves, supply: 1.25, comes: 0.6, limited }, random);
      const failure = failureOf(schedule, Math.floor(random() * koperasi), Math.floor(random() * waves));
      if (failure.lost > 0) failures.push(failure);
    }
    rows[`${koperasi} × ${waves}, ${100 * limited} % with a limit`] = said(failures);
  }
}
report("allot-moves", { seed: Number(values.seed), ...rows });

function said(failures: readonly ReturnType<typeof failureOf>[]): string {
  const total = (name: "lost" | "inPlace" | "withMoves") => sumOf(failures.map((one) => one[name]));
  const percent = (name: "inPlace" | "withMoves") => `${round((100 * total(name)) / total("lost"))} %`;
  const better = failures.filter((one) => one.withMoves > one.inPlace);
  const mean = (name: "disturbed" | "shifted") =>
    round(sumOf(better.map((one) => one[name])) / Math.max(1, better.length));
  return [
    `${failures.length} failures, ${total("lost")} packs lost`,
    `replaced in the same wave ${percent("inPlace")}`,
    `with moves ${percent("withMoves")}`,
    `more in ${better.length} failures, each by moving ${mean("shifted")} packs of ${mean("disturbed")} koperasi`,
  ].join(" · ");
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
