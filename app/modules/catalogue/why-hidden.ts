import type { BusinessDay } from "#app/kernel/calendar.ts";

/** Why buyers see nothing of a listing on a day, whatever a market would have said of it. */
export type HiddenBecause =
  | { readonly kind: "withdrawn" | "suspended" | "no_stock" }
  | { readonly kind: "price_over" | "licence_over"; readonly day: BusinessDay };

/**
 * Every reason at once, so that nobody mends one and waits for the next; none where buyers see it. The rules are those of `isOnMarket`,
 * and that something of it is there which is promised to nobody.
 */
export function whyHidden(
  listing: {
    readonly state: "open" | "withdrawn";
    readonly priceValidUntil: BusinessDay;
    readonly availableBase: bigint;
  },
  seller: {
    readonly isActive: boolean;
    /** When the first of its licences ran out; null while all are in date. */
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
    ...(listing.availableBase > 0n ? [] : [{ kind: "no_stock" as const }]),
  ];
}
