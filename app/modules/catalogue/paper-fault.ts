import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { GoodsPaper, WantedPaper } from "./needed-papers.ts";

export type PaperFault = { readonly code: string; readonly params: Readonly<Record<string, string>> };

const missing: Readonly<Record<GoodsPaper, string>> = {
  hygiene_certificate: "catalogue.needsHygiene",
  halal_certificate: "catalogue.needsHalal",
  food_permit: "catalogue.needsPermit",
};

/** What to say first of goods whose seller's licence ran out on a day, or that want papers; null where neither is so. */
export function paperFault(
  lapsedOn: BusinessDay | null,
  wanted: readonly WantedPaper[] = [],
): PaperFault | null {
  if (lapsedOn !== null) return { code: "catalogue.licenceLapsed", params: { day: lapsedOn } };
  const [first] = wanted;
  if (!first) return null;
  return first.expiredOn === null
    ? { code: missing[first.paper], params: {} }
    : { code: "catalogue.licenceLapsed", params: { day: first.expiredOn } };
}
