import { invariant } from "#app/kernel/errors.ts";
import { share } from "#app/kernel/share.ts";
import type { AllotmentState } from "./allotment-lifecycle.ts";
import type { Exclusion, LeftOut } from "./exclusion.ts";

/**
 * A round shares out what of a schedule nobody has taken yet, all its waves at once. The first asks everyone who can bring
 * something; a next one asks only who has room left and turned nothing down. Always true: what was accepted and what is
 * still open never exceed what was called off, nobody is asked for more than it said it can bring, and nobody loses
 * what it has to somebody else.
 */
export const allotmentRules = ["hamilton", "webster", "equal", "priority"] as const;
export type AllotmentRule = (typeof allotmentRules)[number];

/** The rules that can share out so many waves: the largest remainder rounds one total and knows no days. */
export function rulesFor(waves: number): readonly AllotmentRule[] {
  return waves > 1 ? allotmentRules.filter((rule) => rule !== "hamilton") : allotmentRules;
}

/** One koperasi as it stands in a wave: what it can bring, by which key, and what fairness remembers of it. */
export type Sharer = {
  readonly koperasiId: string;
  /** Why it may not share whatever room it has; null when it may. */
  readonly unfit: Exclusion | null;
  readonly packsMax: number;
  readonly weight: number;
  readonly floorPacks: number;
  /** Packs it was offered in the remembered window less those that were due to it. */
  readonly past: number;
};

/** A share that was already published in this call-off. */
export type Given = {
  readonly koperasiId: string;
  readonly packs: number;
  readonly acceptedPacks: number | null;
  readonly state: AllotmentState;
};

/** A wave of the schedule: what it calls off, who may share in it, and what was given in it before. */
export type WaveStanding = {
  readonly id: string;
  readonly packs: number;
  readonly sharers: readonly Sharer[];
  readonly given: readonly Given[];
};

export type RoundMember = {
  readonly id: string;
  /** Its keys in the waves it shares in, added up: who comes to half of the waves is due half. */
  readonly weight: number;
  readonly past: number;
  readonly floor: number;
  readonly cap: number;
  /** Packs it already has of these waves. */
  readonly had: number;
  /** Most packs by wave. */
  readonly perWave: Readonly<Record<string, number>>;
};

export type RoundPlan = {
  /** What there is to share out, all waves together. */
  readonly packs: number;
  /** The waves that have something left, in the order of their days. */
  readonly waves: readonly { readonly id: string; readonly packs: number }[];
  readonly members: readonly RoundMember[];
  readonly excluded: readonly LeftOut[];
};

/** Shares that stand: accepted, or published and not answered yet. */
export function takenPacks(given: Given): number {
  if (given.state === "published") return given.packs;
  const stands = given.state === "accepted" || given.state === "fulfilled";
  return stands ? (given.acceptedPacks ?? 0) : 0;
}

/** True when a koperasi said no to a share or to a part of it, let it lapse, or broke it: it is not asked again. */
function turnedDown(given: Given): boolean {
  if (given.state === "declined" || given.state === "lapsed" || given.state === "broken") return true;
  return given.state === "accepted" && given.acceptedPacks !== given.packs;
}

/** What of a call-off is neither accepted nor open. */
export function restOf(callOffPacks: number, given: readonly Given[]): number {
  const taken = given.reduce((sum, one) => sum + takenPacks(one), 0);
  invariant(taken <= callOffPacks, "no more is shared out than was called off");
  return callOffPacks - taken;
}

/** What koperasi took of a call-off: accepted, and neither broken nor taken back. */
export function acceptedOf(given: readonly Given[]): number {
  return given.reduce((sum, one) => sum + (one.state === "published" ? 0 : takenPacks(one)), 0);
}

/** What koperasi said they would bring, whether they did or not. */
export function promisedOf(given: readonly Given[]): number {
  const said: readonly AllotmentState[] = ["accepted", "fulfilled", "broken"];
  return given.reduce((sum, one) => sum + (said.includes(one.state) ? (one.acceptedPacks ?? 0) : 0), 0);
}

/** True while a published share waits for its answer. */
export function isWaiting(given: readonly Given[]): boolean {
  return given.some((one) => one.state === "published");
}

/**
 * Who shares in the next round of a schedule, in which waves, and in how much. Those that may not share, turned something
 * down or have no room are left out of that wave, each with the reason. `limits` is what a koperasi still wants of all
 * waves together, by id; absent where it set none. What it already has counts as past, so that rounds together come out
 * as one would have; a guaranteed floor is met once, not every round.
 */
export function planRound(
  waves: readonly WaveStanding[],
  limits: ReadonlyMap<string, number> = new Map(),
): RoundPlan {
  const open = waves
    .map((wave) => ({ ...wave, rest: restOf(wave.packs, wave.given) }))
    .filter(({ rest }) => rest > 0);
  const members: RoundMember[] = [];
  const excluded: LeftOut[] = [];
  for (const koperasiId of idsIn(open)) {
    const places = open.flatMap((wave) => placeIn(wave, koperasiId));
    const free = places.filter((place) => place.why === null);
    const cap = Math.min(
      sumOf(free, (place) => place.cap),
      limits.get(koperasiId) ?? Number.MAX_SAFE_INTEGER,
    );
    if (cap <= 0) {
      excluded.push({ koperasiId, callOffId: null, why: places.find((one) => one.why)?.why ?? "noRoom" });
      continue;
    }
    for (const { why, waveId } of places)
      if (why !== null) excluded.push({ koperasiId, callOffId: waveId, why });
    const had = sumOf(places, (place) => place.had);
    members.push({
      id: koperasiId,
      weight: sumOf(free, (place) => place.weight),
      past: (places[0]?.past ?? 0) + had,
      floor: Math.min(
        cap,
        sumOf(free, (place) => place.floor),
      ),
      cap,
      had,
      perWave: Object.fromEntries(free.map((place) => [place.waveId, place.cap])),
    });
  }
  return {
    packs: sumOf(open, (wave) => wave.rest),
    waves: open.map(({ id, rest }) => ({ id, packs: rest })),
    members,
    excluded,
  };
}

/** Everyone in any of the waves, in the order of their ids. */
function idsIn(waves: readonly WaveStanding[]): string[] {
  const ids = new Set(waves.flatMap((wave) => wave.sharers.map((sharer) => sharer.koperasiId)));
  return [...ids].sort((a, b) => (a < b ? -1 : 1));
}

/** Where a koperasi stands in a wave: one place, or none when it was not asked for that day. */
function placeIn(wave: WaveStanding, koperasiId: string) {
  return wave.sharers
    .filter((sharer) => sharer.koperasiId === koperasiId)
    .map((sharer) => {
      const own = wave.given.filter((one) => one.koperasiId === koperasiId);
      const had = sumOf(own, takenPacks);
      const cap = sharer.packsMax - had;
      const floor = Math.min(Math.max(0, cap), Math.max(0, sharer.floorPacks - had));
      const why = exclusionOf(sharer, own, cap);
      return { waveId: wave.id, weight: sharer.weight, past: sharer.past, had, cap, floor, why };
    });
}

function exclusionOf(sharer: Sharer, own: readonly Given[], cap: number): Exclusion | null {
  if (sharer.unfit !== null) return sharer.unfit;
  if (own.some(turnedDown)) return "turnedDown";
  if (sharer.packsMax === 0) return "noCapacity";
  return cap <= 0 ? "noRoom" : null;
}

function sumOf<One>(all: readonly One[], amount: (one: One) => number): number {
  return all.reduce((sum, one) => sum + amount(one), 0);
}

/** What a koperasi was offered of a wave before, and what it has when everyone takes what a table gives. */
export type ShareChange = {
  readonly koperasiId: string;
  readonly callOffId: string;
  readonly before: number;
  readonly after: number;
};

/**
 * What a table changes for each koperasi that was offered something before or is now: first the largest offer it had, then
 * what stands of it and what is added. Nobody who still brings what it was offered has less after than before.
 */
export function changesOf(
  waves: readonly WaveStanding[],
  shares: readonly { readonly koperasiId: string; readonly callOffId: string; readonly packs: number }[],
): ShareChange[] {
  return waves.flatMap((wave) => {
    const added = shares.filter((share) => share.callOffId === wave.id);
    const ids = new Set([...wave.given, ...added].map((one) => one.koperasiId));
    return [...ids]
      .sort((a, b) => (a < b ? -1 : 1))
      .map((koperasiId) => {
        const own = wave.given.filter((one) => one.koperasiId === koperasiId);
        const more = sumOf(
          added.filter((share) => share.koperasiId === koperasiId),
          (share) => share.packs,
        );
        return {
          koperasiId,
          callOffId: wave.id,
          before: sumOf(own, (one) => one.packs),
          after: sumOf(own, takenPacks) + more,
        };
      });
  });
}

/** Why a koperasi got what it got: `code` names the sentence, the rest are its numbers. Kept with the share. */
export type AllotmentBecause = {
  readonly code: "capped" | "floor" | "share" | "none" | "adjusted";
  readonly weight: number;
  readonly weightTotal: number;
  readonly roundPacks: number;
  readonly past: number;
  readonly floor: number;
  readonly cap: number;
  readonly packs: number;
  /** Hundredths of a pack that its weight gives it, among those who still shared when it was settled; cut. */
  readonly idealHundredths: number;
  /** Packs it already had of this call-off before the round; left out by tables older than that. */
  readonly had?: number;
  /** What the rule alone would have given, where people gave another share. */
  readonly byRule?: number;
  /** Of all waves: how many packs of the share are brought in this one, of how many it could. */
  readonly wave?: { readonly packs: number; readonly most: number };
};

/** One koperasi in one remembered call-off: what it was offered, and by which key. */
export type Remembered = {
  readonly callOffId: string;
  readonly koperasiId: string;
  readonly weight: number;
  readonly offeredPacks: number;
};

/**
 * What fairness remembers: per koperasi, packs that it was offered in earlier call-offs less those that its weight made
 * due to it. What it turned down counts as offered: nobody earns a claim on the next call-off by refusing this
 * one. Over everyone who shared the memory adds up to nothing.
 */
export function pastOf(remembered: readonly Remembered[]): Map<string, number> {
  const past = new Map<string, number>();
  const callOffIds = [...new Set(remembered.map((one) => one.callOffId))];
  for (const callOffId of callOffIds) {
    const rows = remembered
      .filter((one) => one.callOffId === callOffId)
      .sort((a, b) => (a.koperasiId < b.koperasiId ? -1 : 1));
    const offered = rows.reduce((sum, one) => sum + one.offeredPacks, 0);
    const due = share(
      BigInt(offered),
      rows.map((one) => BigInt(one.weight)),
    );
    for (const [at, one] of rows.entries()) {
      const surplus = one.offeredPacks - Number(due[at] ?? 0n);
      past.set(one.koperasiId, (past.get(one.koperasiId) ?? 0) + surplus);
    }
  }
  return past;
}

const HOUR_MS = 3_600_000;

/** By when a published share is answered: the call-off's own deadline, but never less than `hours` after it was published. */
export function answerDeadline(callOffAnswerBy: Date, publishedAt: Date, hours: number): Date {
  const least = publishedAt.getTime() + hours * HOUR_MS;
  return new Date(Math.max(callOffAnswerBy.getTime(), least));
}
