import { invariant } from "#app/kernel/errors.ts";
import { type AllotInstance, type AllotResult, allot } from "./allot.ts";
import type { AllotmentBecause, AllotmentRule, RoundMember, RoundPlan } from "./round.ts";

/** The table of one round: the instance and result as they are kept, and each koperasi's share with its reason. */
export type SharedOut = {
  readonly instance: AllotInstance;
  readonly result: AllotResult;
  readonly shares: readonly {
    readonly koperasiId: string;
    readonly packs: number;
    readonly because: AllotmentBecause;
  }[];
  readonly unplaced: number;
};

/** Edition of the four rules as they are worked out here; a change of any result for the same facts raises it. */
export const RULE_VERSION = 1;

/** The one wave of a call-off: everything goes on the delivery day. */
const WAVE = "day";

/**
 * Shares out a round by the rule. Priority goes by weight, the heavier first. Shares and what nobody takes always
 * add up to the packs of the round, and no share is above its cap.
 */
export function shareOut(plan: RoundPlan, rule: AllotmentRule): SharedOut {
  const members = rule === "priority" ? [...plan.members].sort(byWeight) : plan.members;
  const instance: AllotInstance = {
    format: "lumbung-allot/1",
    rule,
    waves: [{ id: WAVE, lots: plan.packs }],
    members: members.map(({ had: _, ...member }) => ({
      ...member,
      perWave: { [WAVE]: member.cap },
      cost: {},
    })),
  };
  const result = allot(instance);
  const shares = plan.members.map((member) => ({
    koperasiId: member.id,
    packs: result.totals[member.id] ?? 0,
    because: becauseOf(plan, member, result),
  }));
  const unplaced = result.unplaced.reduce((sum, wave) => sum + wave.lots, 0);
  const placed = shares.reduce((sum, share) => sum + share.packs, 0);
  invariant(placed + unplaced === plan.packs, "shares and rest add up to the round");
  invariant(
    shares.every((share) => share.packs <= share.because.cap),
    "no share is above what its koperasi can bring",
  );
  return { instance, result, shares, unplaced };
}

/** A share that people gave instead of the rule's. */
export type Adjusted = { readonly koperasiId: string; readonly packs: number };

/**
 * The same table with other shares, as people decided: those named get what is named, the others what the rule gave. What
 * that leaves over or takes too much is for the caller to see: `unplaced` is below 0 when more is given than there is.
 */
export function adjustedTable(plan: RoundPlan, table: SharedOut, adjusted: readonly Adjusted[]): SharedOut {
  const named = new Map(adjusted.map((one) => [one.koperasiId, one.packs]));
  const shares = table.shares.map((share) => {
    const packs = named.get(share.koperasiId) ?? share.packs;
    return packs === share.packs
      ? share
      : {
          ...share,
          packs,
          because: { ...share.because, code: "adjusted" as const, packs, byRule: share.packs },
        };
  });
  const placed = shares.reduce((sum, share) => sum + share.packs, 0);
  return { ...table, shares, unplaced: plan.packs - placed };
}

/** What is wrong with shares that people gave: more than there is, or more than a koperasi can bring. Null when nothing is. */
export function faultOf({ shares, unplaced }: SharedOut): {
  readonly code: "moreThanRound" | "aboveCap";
  readonly packs: number;
  readonly koperasiId: string;
} | null {
  if (unplaced < 0) return { code: "moreThanRound", packs: -unplaced, koperasiId: "" };
  const over = shares.find((share) => share.packs > share.because.cap);
  return over ? { code: "aboveCap", packs: over.because.cap, koperasiId: over.koperasiId } : null;
}

function becauseOf(plan: RoundPlan, member: RoundMember, result: AllotResult): AllotmentBecause {
  const packs = result.totals[member.id] ?? 0;
  const told = result.because.find((one) => one.member === member.id);
  const weightTotal = plan.members.reduce((sum, one) => sum + one.weight, 0);
  const ideal =
    told?.code === "ideal"
      ? (BigInt(told.ideal.numerator) * 100n) / BigInt(told.ideal.denominator)
      : (BigInt(plan.packs) * BigInt(member.weight) * 100n) / BigInt(weightTotal);
  const share = told?.code === "floorRaised" ? "floor" : "share";
  return {
    code: packs === 0 ? "none" : packs === member.cap ? "capped" : share,
    weight: member.weight,
    weightTotal,
    roundPacks: plan.packs,
    past: member.past,
    floor: member.floor,
    cap: member.cap,
    packs,
    idealHundredths: Number(ideal),
    had: member.had,
  };
}

function byWeight(a: RoundMember, b: RoundMember): number {
  return b.weight - a.weight || (a.id < b.id ? -1 : 1);
}
