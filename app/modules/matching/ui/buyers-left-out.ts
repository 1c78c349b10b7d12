import { m } from "#app/i18n/paraglide/messages.js";
import type { ExclusionCounts, ExclusionReason } from "../market.ts";

/** Why rows of buyers could not be served, as a seller says it; a sentence for each rule that kept one away. */
export function leftOutWords(excluded: Partial<ExclusionCounts>): string[] {
  const words: Record<ExclusionReason, (count: { count: number }) => string> = {
    radius: m.matching_unsold_radius,
    ownGoods: m.matching_unsold_own,
    blocked: m.matching_unsold_blocked,
    unverified: m.matching_unsold_unverified,
    licence: m.matching_unsold_licence,
    grade: m.matching_unsold_grade,
    date: m.matching_unsold_date,
    cutOff: m.matching_unsold_cut_off,
    dayFull: m.matching_unsold_day_full,
    minOrder: m.matching_unsold_min,
    ceiling: m.matching_unsold_ceiling,
  };
  return (Object.keys(words) as ExclusionReason[]).flatMap((reason) => {
    const count = excluded[reason] ?? 0;
    return count > 0 ? [words[reason]({ count })] : [];
  });
}
