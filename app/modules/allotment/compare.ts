import { giniOf } from "./fairness.ts";
import { type AllotmentRule, type RoundPlan, rulesFor } from "./round.ts";
import { shareOut } from "./share-out.ts";

/**
 * What a rule keeps whatever the numbers are. `quota`: everyone gets the exact share of its weight, rounded up or down,
 * unless a limit is in the way. `more`: when there is more to share, nobody gets less. `fewer`: when a koperasi
 * drops out, none of the others gets less. No rule can promise all three (Balinski and Young).
 */
export type Promises = {
  readonly quota: "kept" | "nearly" | "open";
  readonly more: "kept" | "open";
  readonly fewer: "kept" | "open";
};

export const promisesOf: Readonly<Record<AllotmentRule, Promises>> = {
  hamilton: { quota: "kept", more: "open", fewer: "open" },
  webster: { quota: "nearly", more: "kept", fewer: "kept" },
  equal: { quota: "open", more: "kept", fewer: "kept" },
  priority: { quota: "open", more: "kept", fewer: "kept" },
};

/** What one rule would give in a round that nobody has drawn up yet. */
export type RuleTried = {
  readonly rule: AllotmentRule;
  /** Packs by koperasi id. */
  readonly packs: Readonly<Record<string, number>>;
  readonly unplaced: number;
  /** Gini index of the packs, in basis points. */
  readonly gini: number;
  /** The smallest part of its due that anyone gets, in hundredths, cut; its due is its weight's part or what it can bring, if less. */
  readonly smallest: number;
  /** Rupiah that fetching the packs costs; null where that is not known. */
  readonly costRupiah: bigint | null;
  readonly promises: Promises;
};

/**
 * The rules that can share out the round, side by side, in the order they are always listed. `carry` is what fetching one
 * pack from a koperasi costs, in rupiah; null when nobody knows.
 */
export function tryRules(plan: RoundPlan, carry: ReadonlyMap<string, bigint> | null): RuleTried[] {
  if (plan.members.length === 0) return [];
  const weightTotal = plan.members.reduce((sum, member) => sum + member.weight, 0);
  return rulesFor(plan.waves.length).map((rule) => {
    const { result, unplaced } = shareOut(plan, rule);
    const packsOf = (id: string) => result.totals[id] ?? 0;
    const parts = plan.members.flatMap((member) => {
      const due = Math.min((plan.packs * member.weight) / weightTotal, member.cap);
      return due >= 1 ? [Math.floor((100 * packsOf(member.id)) / due)] : [];
    });
    return {
      rule,
      packs: result.totals,
      unplaced,
      gini: giniOf(plan.members.map((member) => packsOf(member.id))),
      smallest: parts.length === 0 ? 100 : Math.min(...parts),
      costRupiah:
        carry && plan.members.reduce((sum, { id }) => sum + BigInt(packsOf(id)) * (carry.get(id) ?? 0n), 0n),
      promises: promisesOf[rule],
    };
  });
}
