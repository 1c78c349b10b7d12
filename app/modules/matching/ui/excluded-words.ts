import { m } from "#app/i18n/paraglide/messages.js";
import type { ExclusionCounts, ExclusionReason } from "../market.ts";

/** What could not take part, a sentence for each reason that left something out. */
export function excludedWords(excluded: Partial<ExclusionCounts>): string[] {
  const words: Record<ExclusionReason, (count: { count: number }) => string> = {
    radius: m.matching_why_excluded_radius,
    ownGoods: m.matching_why_excluded_own,
    blocked: m.matching_why_excluded_blocked,
    unverified: m.matching_why_excluded_unverified,
    licence: m.matching_why_excluded_licence,
    grade: m.matching_why_excluded_grade,
    date: m.matching_why_excluded_date,
    cutOff: m.matching_why_excluded_cut_off,
    dayFull: m.matching_why_excluded_day_full,
    minOrder: m.matching_why_excluded_min,
    ceiling: m.matching_why_excluded_ceiling,
  };
  return (Object.keys(words) as ExclusionReason[]).flatMap((reason) => {
    const count = excluded[reason] ?? 0;
    return count > 0 ? [words[reason]({ count })] : [];
  });
}
