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
  drawn: readonly { readonly koperasiId: string; readonly callOffId: string; readonly packs: number }[],
  plan: RoundPlan,
): SharedOut {
  if (plan.packs !== round.packs || plan.members.length === 0) throw new Conflict("allotment.stale");
  const table = shareOut(plan, round.rule);
  if (!isSame(round.result as AllotResult, table.result)) throw new Conflict("allotment.stale");
  if (round.adjustedBecause === null) return table;
  const given = new Map(drawn.map((share) => [`${share.koperasiId} ${share.callOffId}`, share.packs]));
  const adjusted = adjustedTable(
    plan,
    table,
    table.shares.map(({ koperasiId, callOffId }) => ({
      koperasiId,
      callOffId,
      packs: given.get(`${koperasiId} ${callOffId}`) ?? 0,
    })),
  );
  if (faultOf(plan, adjusted) !== null) throw new Conflict("allotment.stale");
  return adjusted;
}

/** Two answers of a rule are the same when the same members have the same lots in the same waves. */
function isSame(one: AllotResult, other: AllotResult): boolean {
  const isAlike = (left: object, right: object) => {
    const [entries, others] = [Object.entries(left), new Map(Object.entries(right))];
    return entries.length === others.size && entries.every(([key, value]) => others.get(key) === value);
  };
  const cellsOf = ({ cells }: AllotResult) =>
    Object.fromEntries(cells.map((cell) => [`${cell.member} ${cell.wave}`, cell.lots]));
  return isAlike(one.totals, other.totals) && isAlike(cellsOf(one), cellsOf(other));
}
