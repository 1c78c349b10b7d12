import { invariant } from "#app/kernel/errors.ts";
import { positionsInOrder } from "#app/modules/matching/code-point-order.ts";
import { PrecisionRefused } from "#app/modules/matching/simplex/transport.ts";
import { idHash, tieHash } from "#app/modules/matching/tie-hash.ts";
import {
  ALLOT_FORMAT,
  AllotRefused,
  type AllotRule,
  checkAllotInstance,
  type AllotInstance as Instance,
} from "./allot-instance.ts";
import { apportion, type Share } from "./apportion.ts";
import { type Because, becauseOfShare, becauseOfTurns } from "./explain.ts";
import { Filling } from "./filling.ts";
import { type Network, networkOf } from "./network.ts";
import { type PlaceTie, placeCheaply } from "./placement.ts";
import { giveByTurns } from "./turns.ts";

/** A call-off to be split; `past`, `floor`, `cost` and `cap` may be left out. */
export type AllotInstance = Instance;

/** How a call-off was split, as the file format `lumbung-allot/1` writes it, with reasons in codes instead of text. */
export type AllotResult = {
  readonly format: typeof ALLOT_FORMAT;
  readonly totals: Readonly<Record<string, number>>;
  readonly cells: readonly { readonly member: string; readonly wave: string; readonly lots: number }[];
  readonly unplaced: readonly { readonly wave: string; readonly lots: number }[];
  /** Rupiah, as digits. */
  readonly cost: string;
  readonly because: readonly Because[];
};

/** A member in id order with everything filled in. `place` is where it stood in the list; `waves` what it may get of each. */
type Member = {
  readonly id: string;
  readonly place: number;
  readonly weight: number;
  readonly past: number;
  readonly floor: number;
  /** Most it may have by its own cap and waves. */
  readonly ownLimit: number;
  /** The same, but no more than the waves ask for. */
  readonly cap: number;
  readonly waves: readonly { readonly wave: number; readonly most: number; readonly cost: number }[];
};

/**
 * Splits a call-off among koperasi in whole lots by the named rule (`formats/allot.md`).
 *
 * A guaranteed floor is met before anything else is given, by the same rule among those who have one, and counts towards the share:
 * the rule then goes on from there. Totals never exceed a cap or a wave; every lot that some rearrangement can place
 * is placed; and the answer does not depend on the order of the lists, except that `priority` is that order. Given
 * the totals, lots are placed in waves at the least cost. Refuses what breaks the format (`AllotRefused`).
 */
export function allot(instance: AllotInstance): AllotResult {
  checkAllotInstance(instance);
  const waves = Array.from(
    positionsInOrder(instance.waves.map(({ id }) => id)),
    (at) => instance.waves[at] as Wave,
  );
  const members = membersInOrder(instance, waves);
  const network = networkOf(
    waves.map(({ lots }) => lots),
    members.map((member) => member.waves.map(({ wave, most, cost }) => ({ most, waves: [{ wave, cost }] }))),
  );
  const split =
    instance.rule === "hamilton"
      ? splitByShare(members, waves[0]?.lots ?? 0)
      : splitByFlow(instance.rule, members, new Filling(network));
  return writeResult(members, waves, network, split, placed(network, split.totals, members, waves));
}

/** Lots per place. Costs that cannot be added exactly are the instance's fault. */
function placed(
  network: Network,
  totals: Float64Array,
  members: readonly Member[],
  waves: readonly Wave[],
): Float64Array {
  try {
    return placeCheaply(network, totals, tieByName(members, waves));
  } catch (error) {
    if (!(error instanceof PrecisionRefused)) throw error;
    throw new AllotRefused("members", "have costs too large to be added exactly");
  }
}

function tieByName(members: readonly Member[], waves: readonly Wave[]): PlaceTie {
  const hashed = (round: number) => ({
    ofMember: members.map(({ id }) => idHash(id, round)),
    ofWave: waves.map(({ id }) => idHash(id, round)),
  });
  const rounds: ReturnType<typeof hashed>[] = [];
  return (member, wave, round) => {
    const { ofMember, ofWave } = rounds[round] ?? hashed(round);
    rounds[round] = { ofMember, ofWave };
    return tieHash(ofMember[member] as number, ofWave[wave] as number);
  };
}

type Wave = AllotInstance["waves"][number];

function membersInOrder({ members }: AllotInstance, waves: readonly Wave[]): Member[] {
  return Array.from(positionsInOrder(members.map(({ id }) => id)), (place) => {
    const {
      id,
      weight,
      past = 0,
      floor = 0,
      cap,
      perWave,
      cost = {},
    } = members[place] as AllotInstance["members"][number];
    const allowed = waves.flatMap((wave, at) => {
      const most = Object.hasOwn(perWave, wave.id) ? Math.min(perWave[wave.id] ?? 0, wave.lots) : 0;
      return most === 0
        ? []
        : [{ wave: at, most, cost: Object.hasOwn(cost, wave.id) ? (cost[wave.id] ?? 0) : 0 }];
    });
    const sum = (lots: readonly number[]) => lots.reduce((all, some) => all + some, 0);
    const ownLimit = Math.min(cap ?? Number.MAX_SAFE_INTEGER, sum(Object.values(perWave)));
    const room = Math.min(ownLimit, sum(allowed.map(({ most }) => most)));
    return { id, place, weight, past, floor, ownLimit, cap: room, waves: allowed };
  });
}

/** Lots per member, and why. */
type Split = {
  readonly totals: Float64Array;
  readonly because: readonly Because[];
};

function splitByShare(members: readonly Member[], asked: number): Split {
  const shares = apportion(asked, members);
  return {
    totals: Float64Array.from(shares, (share) => share.lots),
    because: members.map((member, at) => becauseOfShare(member, shares[at] as Share, asked)),
  };
}

function splitByFlow(
  rule: Exclude<AllotRule, "hamilton">,
  members: readonly Member[],
  filling: Filling,
): Split {
  const line =
    rule === "priority"
      ? null
      : members.map(({ weight, past }) => ({ weight: rule === "equal" ? 1 : weight, past }));
  const stage = (caps: readonly number[]) => {
    if (line !== null)
      giveByTurns(
        filling,
        line.map((turn, at) => ({ ...turn, cap: caps[at] as number })),
      );
    else giveByPlace(filling, members, caps);
  };
  stage(members.map(({ floor, cap }) => Math.min(floor, cap)));
  const guaranteed = filling.totals.slice();
  stage(members.map(({ cap }) => cap));
  return {
    totals: filling.totals,
    because: members.map((member, at) => becauseOfTurns(rule, member, at, guaranteed[at] as number, filling)),
  };
}

/** Members in the order they were listed, each as much as possible. */
function giveByPlace(filling: Filling, members: readonly Member[], caps: readonly number[]): void {
  const inLine = members
    .map((_, at) => at)
    .sort((a, b) => (members[a]?.place ?? 0) - (members[b]?.place ?? 0));
  for (const at of inLine) {
    for (;;) {
      const wanted = (caps[at] as number) - (filling.totals[at] as number);
      if (wanted === 0 || filling.give(at, wanted) === 0) break;
    }
  }
}

function writeResult(
  members: readonly Member[],
  waves: readonly Wave[],
  { dayStart, placeWave, placeCost }: Network,
  { totals, because }: Split,
  lots: Float64Array,
): AllotResult {
  const left = waves.map((wave) => wave.lots);
  const missing = totals.slice();
  let cost = 0n;
  const cells: { member: string; wave: string; lots: number }[] = [];
  for (const [at, { id }] of members.entries()) {
    // In the file format every day of a member is one wave, so its days are its places.
    for (let place = dayStart[at] as number; place < (dayStart[at + 1] as number); place++) {
      const given = lots[place] as number;
      if (given === 0) continue;
      const wave = placeWave[place] as number;
      left[wave] = (left[wave] as number) - given;
      missing[at] = (missing[at] as number) - given;
      cost += BigInt(given) * BigInt(placeCost[place] as number);
      cells.push({ member: id, wave: waves[wave]?.id ?? "", lots: given });
    }
  }
  invariant(
    left.every((rest) => rest >= 0),
    "no wave gives more than it has",
  );
  invariant(
    missing.every((rest) => rest === 0),
    "the lots placed in waves are those that were given",
  );
  return {
    format: ALLOT_FORMAT,
    totals: Object.fromEntries(members.map(({ id }, at) => [id, totals[at] as number])),
    cells,
    unplaced: waves.map(({ id }, at) => ({ wave: id, lots: left[at] as number })),
    cost: String(cost),
    because,
  };
}
