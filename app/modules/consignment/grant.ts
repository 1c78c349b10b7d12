import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { consignmentTerms } from "./consignment.ts";

/** What an owner allows a keeper ahead of time: to sell its goods, of one commodity or all, for a commission up to so much. */
export type Grant = {
  /** Null for all goods. */
  readonly commodityCode: string | null;
  readonly commissionMaxBasisPoints: number;
  readonly validUntil: BusinessDay;
};

/**
 * Whether goods may be taken under a grant without asking: of the commodity, for no more commission, and while the grant lasts. A price of
 * the owner's own is never covered, because the grant names none.
 */
export function covers(
  grant: Grant,
  taken: {
    readonly commodityCode: string;
    readonly terms: (typeof consignmentTerms)[number];
    readonly commissionBasisPoints: number | null;
    readonly today: BusinessDay;
  },
): boolean {
  return (
    (grant.commodityCode === null || grant.commodityCode === taken.commodityCode) &&
    taken.terms === "commission" &&
    taken.commissionBasisPoints !== null &&
    taken.commissionBasisPoints <= grant.commissionMaxBasisPoints &&
    taken.today <= grant.validUntil
  );
}
