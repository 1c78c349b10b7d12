import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { type GradeRef, gradeKey } from "./commodity-reads.server.ts";
import { lastPricesFor } from "./last-price-reads.server.ts";
import { ceilingsFor } from "./price-reads.server.ts";
import type { PriceYardstick } from "./price-yardstick.ts";

const BAND = "market.reference_warning_basis_points";
const AGE = "market.reference_age_days";

/**
 * What the price of each graded commodity is held against in a region on a day. A market price that is older than the region's
 * rule allows says nothing any more. Answers a lookup, for the goods that were named.
 */
export async function yardsticksFor(
  refs: readonly GradeRef[],
  regionCode: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<(ref: GradeRef) => PriceYardstick> {
  const [legal, paid, rules] = await Promise.all([
    ceilingsFor(refs, regionCode, day, on),
    lastPricesFor(refs, regionCode, day, on),
    parametersOn(on, [BAND, AGE], { regionCode, day }),
  ]);
  const oldest = addDays(day, -asNumber(AGE, rules[AGE]));
  const bandBasisPoints = asNumber(BAND, rules[BAND]);
  return (ref) => {
    const last = paid.get(gradeKey(ref));
    return {
      legal: legal.get(gradeKey(ref)) ?? null,
      reference: last && last.onDay >= oldest ? last : null,
      bandBasisPoints,
    };
  };
}
