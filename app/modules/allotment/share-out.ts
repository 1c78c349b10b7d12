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
    members: members.map((member) => ({ ...member, perWave: { [WAVE]: member.cap }, cost: {} })),
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
  };
}

function byWeight(a: RoundMember, b: RoundMember): number {
  return b.weight - a.weight || (a.id < b.id ? -1 : 1);
}
