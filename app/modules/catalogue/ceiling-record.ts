import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { PriceCeiling } from "./price-ceiling.ts";

type Written = Pick<PriceCeiling, "commodityCode" | "gradeCode" | "kind" | "regionCode" | "validFrom"> & {
  readonly validTo: BusinessDay | null;
  readonly annuls: boolean;
  readonly isCorrected: boolean;
};

export type CeilingState = "in_force" | "coming" | "closed" | "corrected" | "annulled";

function isSameRule(a: Written, b: Written): boolean {
  return (
    a.commodityCode === b.commodityCode &&
    a.gradeCode === b.gradeCode &&
    a.kind === b.kind &&
    a.regionCode === b.regionCode
  );
}

/**
 * Where a written legal price stands on a day: of one rule's rows that nothing corrects, the one that began last and has
 * not ended by itself is in force, and earlier ones are closed by it.
 */
export function ceilingStateOf<Row extends Written>(
  row: Row,
  all: readonly Row[],
  today: BusinessDay,
): CeilingState {
  if (row.annuls) return "annulled";
  if (row.isCorrected) return "corrected";
  if (row.validFrom > today) return "coming";
  const holds = (one: Row) =>
    !one.annuls &&
    !one.isCorrected &&
    one.validFrom <= today &&
    (one.validTo === null || one.validTo >= today);
  const closedByLater = all.some(
    (one) => isSameRule(one, row) && holds(one) && one.validFrom > row.validFrom,
  );
  return holds(row) && !closedByLater ? "in_force" : "closed";
}
