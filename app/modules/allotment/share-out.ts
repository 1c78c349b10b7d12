import { invariant } from "#app/kernel/errors.ts";
import { type AllotInstance, type AllotResult, allot } from "./allot.ts";
import {
  type AllotmentBecause,
  type AllotmentRule,
  type RoundMember,
  type RoundPlan,
  rulesFor,
} from "./round.ts";

/** The table of one round: the instance and result as they are kept, and each koperasi's share of each wave with its reason. */
export type SharedOut = {
  readonly instance: AllotInstance;
  readonly result: AllotResult;
  readonly shares: readonly {
    readonly koperasiId: string;
    readonly callOffId: string;
    readonly packs: number;
    readonly because: AllotmentBecause;
  }[];
  /** Packs of all waves together that nobody brings; below 0 when people gave more than there is. */
  readonly unplaced: number;
};

/** Edition of the four rules as they are worked out here; a change of any result for the same facts raises it. */
export const RULE_VERSION = 1;

/**
 * Shares out a round by the rule, all its waves at once: totals are as fair as the waves allow, and given the totals the lots
 * lie where they fit. Priority goes by weight, the heavier first. Shares and what nobody takes always add up to the
 * packs of each wave, and no share is above its cap. The rule must be one of those for so many waves (`rulesFor`).
 */
export function shareOut(plan: RoundPlan, rule: AllotmentRule): SharedOut {
  invariant(rulesFor(plan.waves.length).includes(rule), "the rule can share out so many waves");
  const members = rule === "priority" ? [...plan.members].sort(byWeight) : plan.members;
  const instance: AllotInstance = {
    format: "lumbung-allot/1",
    rule,
    waves: plan.waves.map(({ id, packs }) => ({ id, lots: packs })),
    members: members.map(({ had: _, ...member }) => ({ ...member, cost: {} })),
  };
  const result = allot(instance);
  const lots = new Map(result.cells.map((cell) => [`${cell.member} ${cell.wave}`, cell.lots]));
  const shares = plan.members.flatMap((member) => {
    const because = becauseOf(plan, member, result);
    return plan.waves.flatMap(({ id }) => {
      const most = member.perWave[id];
      if (most === undefined) return [];
      const packs = lots.get(`${member.id} ${id}`) ?? 0;
      const wave = plan.waves.length > 1 ? { wave: { packs, most } } : {};
      return [{ koperasiId: member.id, callOffId: id, packs, because: { ...because, ...wave } }];
    });
  });
  const table = tableOf(plan, { instance, result, shares });
  invariant(
    faultOf(plan, table) === null,
    "no share is above what its koperasi can bring, nor all above the wave",
  );
  return table;
}

function tableOf(plan: RoundPlan, table: Omit<SharedOut, "unplaced">): SharedOut {
  const placed = table.shares.reduce((sum, share) => sum + share.packs, 0);
  return { ...table, unplaced: plan.packs - placed };
}

/** A share of a wave that people gave instead of the rule's; the wave may be left out where there is one. */
export type Adjusted = {
  readonly koperasiId: string;
  readonly callOffId?: string | undefined;
  readonly packs: number;
};

/**
 * The same table with other shares, as people decided: those named get what is named, the others what the rule gave. What
 * that leaves over or takes too much is for the caller to see (`faultOf`).
 */
export function adjustedTable(plan: RoundPlan, table: SharedOut, adjusted: readonly Adjusted[]): SharedOut {
  const only = plan.waves.length === 1 ? plan.waves[0]?.id : undefined;
  const named = new Map(adjusted.map((one) => [`${one.koperasiId} ${one.callOffId ?? only}`, one.packs]));
  const given = table.shares.map(
    (share) => named.get(`${share.koperasiId} ${share.callOffId}`) ?? share.packs,
  );
  const totalOf = (koperasiId: string, packs: readonly number[]) =>
    table.shares.reduce((sum, one, at) => sum + (one.koperasiId === koperasiId ? (packs[at] ?? 0) : 0), 0);
  const byRule = table.shares.map((share) => share.packs);
  const changed = new Set(
    table.shares.flatMap((share, at) => (given[at] === share.packs ? [] : [share.koperasiId])),
  );
  const shares = table.shares.map((share, at) => {
    if (!changed.has(share.koperasiId)) return share;
    const packs = given[at] ?? 0;
    const because = {
      ...share.because,
      code: "adjusted" as const,
      packs: totalOf(share.koperasiId, given),
      byRule: totalOf(share.koperasiId, byRule),
      ...(share.because.wave ? { wave: { ...share.because.wave, packs } } : {}),
    };
    return { ...share, packs, because };
  });
  return tableOf(plan, { ...table, shares });
}

/** What is wrong with the shares of a table: more than a wave has, or more than a koperasi can bring. Null when nothing is. */
export function faultOf(
  plan: RoundPlan,
  { shares }: Pick<SharedOut, "shares">,
): {
  readonly code: "moreThanRound" | "aboveCap";
  /** How many too many, or what it can bring. */
  readonly packs: number;
  readonly koperasiId: string;
  readonly callOffId: string;
} | null {
  const sum = (of: (share: SharedOut["shares"][number]) => boolean) =>
    shares.reduce((all, share) => all + (of(share) ? share.packs : 0), 0);
  for (const { id, packs } of plan.waves) {
    const over = sum((share) => share.callOffId === id) - packs;
    if (over > 0) return { code: "moreThanRound", packs: over, koperasiId: "", callOffId: id };
  }
  for (const { id, cap, perWave } of plan.members) {
    const own = shares.filter((share) => share.koperasiId === id);
    const above = own.find((share) => share.packs > (perWave[share.callOffId] ?? 0));
    const fault = { code: "aboveCap" as const, koperasiId: id };
    if (above) return { ...fault, packs: perWave[above.callOffId] ?? 0, callOffId: above.callOffId };
    if (sum((share) => share.koperasiId === id) > cap) return { ...fault, packs: cap, callOffId: "" };
  }
  return null;
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
