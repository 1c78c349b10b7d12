import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { ceilingStateOf } from "#app/modules/catalogue/ceiling-record.ts";
import type { PriceCeiling } from "#app/modules/catalogue/price-ceiling.ts";
import type { CeilingShown } from "#app/modules/catalogue/ui/ceiling-views.tsx";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";

type Recorded = {
  readonly ceiling: PriceCeiling & {
    readonly id: string;
    readonly validTo: BusinessDay | null;
    readonly needsChecking: boolean;
    readonly reason: string | null;
    readonly annuls: boolean;
  };
  readonly commodity: string;
  readonly baseUnit: BaseUnit;
  readonly grade: string | null;
  readonly region: string | null;
  readonly correctedBy: string | null;
};

/** Written legal prices as the screen shows them, each with where it stands today. */
export function shownCeilings(history: readonly Recorded[], today: BusinessDay): CeilingShown[] {
  const all = history.map(({ ceiling, correctedBy }) => ({ ...ceiling, isCorrected: correctedBy !== null }));
  return history.map(({ ceiling, commodity, baseUnit, grade, region, correctedBy }) => ({
    id: ceiling.id,
    goods: grade === null ? commodity : `${commodity} ${grade}`,
    kind: ceiling.kind,
    region: region === null ? null : `${region} (${ceiling.regionCode})`,
    priceRupiah: ceiling.priceRupiah,
    unit: surveyedUnit(baseUnit).word,
    validFrom: ceiling.validFrom,
    validTo: ceiling.validTo,
    source: ceiling.source,
    needsChecking: ceiling.needsChecking,
    reason: ceiling.reason,
    state: ceilingStateOf({ ...ceiling, isCorrected: correctedBy !== null }, all, today),
  }));
}
