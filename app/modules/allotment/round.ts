import { invariant } from "#app/kernel/errors.ts";
import { share } from "#app/kernel/share.ts";
import type { AllotmentState } from "./allotment-lifecycle.ts";

/**
 * A round shares out what of a call-off nobody has taken yet. The first asks everyone who can bring something; a next
 * one asks only who has room left and turned nothing down. Always true: what was accepted and what is still open
 * never exceed what was called off, and nobody is asked for more than it said it can bring.
 */
export const allotmentRules = ["hamilton", "webster", "equal", "priority"] as const;
export type AllotmentRule = (typeof allotmentRules)[number];

/** One koperasi as it stands in a call-off: what it can bring, by which key, and what fairness remembers of it. */
export type Sharer = {
  readonly koperasiId: string;
  readonly isActive: boolean;
  /** Every paper it was verified by still holds on the delivery day. */
  readonly isLicensed: boolean;
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

export type RoundMember = {
  readonly id: string;
  readonly weight: number;
  readonly past: number;
  readonly floor: number;
  readonly cap: number;
  /** Packs it already has of this call-off. */
  readonly had: number;
};

/** Why a koperasi of the call-off does not share in a round. */
export const exclusions = ["notActive", "paperExpired", "turnedDown", "noRoom"] as const;
export type Exclusion = (typeof exclusions)[number];

export type RoundPlan = {
  readonly packs: number;
  readonly members: readonly RoundMember[];
  readonly excluded: readonly { readonly koperasiId: string; readonly why: Exclusion }[];
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

/** True while a published share waits for its answer. */
export function isWaiting(given: readonly Given[]): boolean {
  return given.some((one) => one.state === "published");
}

/**
 * Who shares in the next round of a call-off, and in how much. Those with no room, those that turned something down,
 * those that do not trade now and those with an expired paper are left out, each with the reason. What a koperasi already has of this call-off counts as past, so that
 * rounds together come out as one would have; a guaranteed floor is met once, not every round.
 */
export function planRound(
  callOffPacks: number,
  sharers: readonly Sharer[],
  given: readonly Given[],
): RoundPlan {
  const members: RoundMember[] = [];
  const excluded: { koperasiId: string; why: Exclusion }[] = [];
  for (const sharer of sharers) {
    const own = given.filter((one) => one.koperasiId === sharer.koperasiId);
    const had = own.reduce((sum, one) => sum + takenPacks(one), 0);
    const cap = sharer.packsMax - had;
    const why = exclusionOf(sharer, own, cap);
    if (why !== null) {
      excluded.push({ koperasiId: sharer.koperasiId, why });
      continue;
    }
    const floor = Math.min(cap, Math.max(0, sharer.floorPacks - had));
    members.push({ id: sharer.koperasiId, weight: sharer.weight, past: sharer.past + had, floor, cap, had });
  }
  return { packs: restOf(callOffPacks, given), members, excluded };
}

function exclusionOf(sharer: Sharer, own: readonly Given[], cap: number): Exclusion | null {
  if (!sharer.isActive) return "notActive";
  if (!sharer.isLicensed) return "paperExpired";
  if (own.some(turnedDown)) return "turnedDown";
  return cap <= 0 ? "noRoom" : null;
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
