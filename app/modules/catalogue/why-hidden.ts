import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { GoodsPaper, WantedPaper } from "./needed-papers.ts";

/** Why buyers see nothing of a listing on a day, whatever a market would have said of it. */
export type HiddenBecause =
  | { readonly kind: "withdrawn" | "suspended" | "no_stock" }
  | { readonly kind: "price_over" | "licence_over"; readonly day: BusinessDay }
  | { readonly kind: "paper_wanted"; readonly paper: GoodsPaper; readonly day: BusinessDay | null };

/**
 * Every reason at once, so that nobody mends one and waits for the next; none where buyers see it. The rules are those of `isOnMarket`,
 * and that something of it is there which is promised to nobody.
 */
export function whyHidden(
  listing: {
    readonly state: "open" | "withdrawn";
    readonly priceValidUntil: BusinessDay;
    readonly availableBase: bigint;
    /** Papers that such goods lack that day. */
    readonly wanted: readonly WantedPaper[];
  },
  seller: {
    readonly isActive: boolean;
    /** When the first licence of its business ran out; null while all are in date. */
    readonly licenceOverOn: BusinessDay | null;
  },
  day: BusinessDay,
): HiddenBecause[] {
  return [
    ...(listing.state === "open" ? [] : [{ kind: "withdrawn" as const }]),
    ...(seller.isActive ? [] : [{ kind: "suspended" as const }]),
    ...(listing.priceValidUntil >= day
      ? []
      : [{ kind: "price_over" as const, day: listing.priceValidUntil }]),
    ...(seller.licenceOverOn === null ? [] : [{ kind: "licence_over" as const, day: seller.licenceOverOn }]),
    ...listing.wanted.map(({ paper, expiredOn }) => ({
      kind: "paper_wanted" as const,
      paper,
      day: expiredOn,
    })),
    ...(listing.availableBase > 0n ? [] : [{ kind: "no_stock" as const }]),
  ];
}
