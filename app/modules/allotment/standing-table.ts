import { Conflict } from "#app/kernel/errors.ts";
import type { AllotResult } from "./allot.ts";
import type { AllotmentRule, RoundPlan } from "./round.ts";
import { adjustedTable, faultOf, type SharedOut, shareOut } from "./share-out.ts";

/**
 * The table of a proposal, worked out anew from the facts as they are now, with the shares that people gave kept. A
 * Conflict when the rule's answer is no longer the one that the proposal was drawn up from, or the given shares no longer fit.
 */
export function standingTable(
  round: {
    readonly rule: AllotmentRule;
    readonly packs: number;
    readonly result: unknown;
    readonly adjustedBecause: string | null;
  },
  drawn: readonly { readonly koperasiId: string; readonly packs: number }[],
  plan: RoundPlan,
): SharedOut {
  if (plan.packs !== round.packs || plan.members.length === 0) throw new Conflict("allotment.stale");
  const table = shareOut(plan, round.rule);
  const before = (round.result as AllotResult).totals;
  const isSame =
    Object.keys(before).length === plan.members.length &&
    table.shares.every((share) => before[share.koperasiId] === share.packs);
  if (!isSame) throw new Conflict("allotment.stale");
  if (round.adjustedBecause === null) return table;
  const given = new Map(drawn.map((share) => [share.koperasiId, share.packs]));
  const adjusted = adjustedTable(
    plan,
    table,
    plan.members.map(({ id }) => ({ koperasiId: id, packs: given.get(id) ?? 0 })),
  );
  if (faultOf(adjusted) !== null) throw new Conflict("allotment.stale");
  return adjusted;
}
